// Build-and-run, on a checkout of three files: it builds when it has to, once, whole, and says nothing else.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { reaches } from '../../src/db/embedded.runner';
import { STRANGER } from '../support/stranger';
import { until } from '../support/until';
import { ROOT } from './server';

let checkout: string;
beforeEach(() => {
  checkout = fs.mkdtempSync(path.join(os.tmpdir(), 'inquiry-build-'));
  for (const name of [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'tsconfig.browser.json',
    'src/cli/run.mjs',
  ]) {
    fs.mkdirSync(path.dirname(path.join(checkout, name)), { recursive: true });
    fs.copyFileSync(path.join(ROOT, name), path.join(checkout, name));
  }
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(checkout, 'node_modules'));
  write(
    'migrations/20261121_01_nothing.ts',
    'export async function up() {}\nexport async function down() {}\n',
  );
  write('src/features/ranking/ranking.ts', 'export const rank = () => 1;\n');
  write('src/i18n/en/frame.json', '{ "greeting": "hello" }');
  write('src/cli/hello.ts', "process.stdout.write(['hello', ...process.argv.slice(2)].join(' '));\n");
});
afterEach(() => fs.rmSync(checkout, { recursive: true, force: true }));

function write(name: string, content: string): void {
  fs.mkdirSync(path.dirname(path.join(checkout, name)), { recursive: true });
  fs.writeFileSync(path.join(checkout, name), content);
}
const read = (name: string) => fs.readFileSync(path.join(checkout, name), 'utf8');
const script = () => path.join(checkout, 'src/cli/run.mjs');

const run = (...args: string[]) => runAs({}, ...args);

function runAs(user: { uid?: number; gid?: number }, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script(), ...args], {
    encoding: 'utf8',
    env: {},
    ...user,
  });
  return { status, stdout, stderr };
}

test('it builds, copies the catalogues, runs the command with its arguments, and is quiet about it', () => {
  expect(run('cli/hello', 'a', 'b c')).toEqual({ status: 0, stdout: 'hello a b c', stderr: '' });
  expect(read('dist/src/i18n/en/frame.json')).toContain('hello');
  const before = fs.statSync(path.join(checkout, 'dist/src/cli/hello.js')).mtimeMs;
  expect(run('cli/hello')).toEqual({ status: 0, stdout: 'hello', stderr: '' });
  expect(fs.statSync(path.join(checkout, 'dist/src/cli/hello.js')).mtimeMs).toBe(before);
});

test('a change in the sources or a catalogue is built, and what was removed goes', () => {
  run();
  write('src/cli/hello.ts', "process.stdout.write('changed');\n");
  expect(run('cli/hello').stdout).toBe('changed');
  write('src/i18n/en/frame.json', '{ "greeting": "good day" }');
  fs.rmSync(path.join(checkout, 'src/cli/hello.ts'));
  write('src/cli/other.ts', 'export {};\n');
  expect(run('cli/hello')).toEqual({ status: 2, stdout: '', stderr: 'There is no command "cli/hello".\n' });
  expect(read('dist/src/i18n/en/frame.json')).toContain('good day');
  expect(fs.existsSync(path.join(checkout, 'dist/src/cli/hello.js'))).toBe(false);
});

test('an error in the sources is shown, ends with 1 and leaves the old build as it was', () => {
  run();
  const before = read('dist/src/cli/hello.js');
  write('src/cli/hello.ts', 'const n: number = "no";\n');
  const { status, stdout, stderr } = run('cli/hello');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('src/cli/hello.ts(1,7)');
  expect(read('dist/src/cli/hello.js')).toBe(before);
  expect(fs.readdirSync(path.join(checkout, 'dist')).filter((name) => /lock|new/.test(name))).toEqual([]);
});

test('several at once build one whole thing', async () => {
  const results = await Promise.all(
    [1, 2, 3, 4].map(
      (n) =>
        new Promise((resolve) => {
          const child = spawn(process.execPath, [script(), 'cli/hello', String(n)], { env: {} });
          let output = '';
          child.stdout.on('data', (chunk) => {
            output += chunk;
          });
          child.stderr.on('data', (chunk) => {
            output += chunk;
          });
          child.on('close', (code) => resolve(`${code} ${output}`));
        }),
    ),
  );
  expect(results).toEqual(['0 hello 1', '0 hello 2', '0 hello 3', '0 hello 4']);
});

test('a build that was killed does not stop the next one', async () => {
  const child = spawn(process.execPath, [script()], { env: {}, stdio: 'ignore' });
  await until(() => fs.existsSync(path.join(checkout, 'dist/.lock')));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.on('close', resolve));
  expect(run('cli/hello', 'again')).toEqual({ status: 0, stdout: 'hello again', stderr: '' });
  expect(fs.existsSync(path.join(checkout, 'dist/.lock'))).toBe(false);
});

test('without a compiler, what was built runs as it is; without anything, it says what to do', () => {
  run();
  fs.rmSync(path.join(checkout, 'node_modules'));
  write('src/cli/hello.ts', 'not even a program');
  expect(run('cli/hello', 'x').stdout).toBe('hello x');
  fs.rmSync(path.join(checkout, 'dist'), { recursive: true });
  expect(run('cli/hello')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'The packages are not installed. Run `npm ci` first.\n',
  });
});

test('with a compiler but without sources, as in the image, what was built runs as it is', () => {
  run();
  fs.rmSync(path.join(checkout, 'tsconfig.build.json'));
  fs.rmSync(path.join(checkout, 'migrations'), { recursive: true });
  expect(run('cli/hello', 'x')).toEqual({ status: 0, stdout: 'hello x', stderr: '' });
});

// Where only root may enter the packages, a stranger cannot be tried.
(reaches(STRANGER, [{ path: path.join(ROOT, 'node_modules', 'typescript'), may: 'r' }]) ? test : test.skip)(
  'who may not write the build is told in one sentence who has to make it, and runs it afterwards',
  () => {
    run();
    fs.chmodSync(checkout, 0o755);
    write('src/cli/hello.ts', "process.stdout.write('changed');\n");
    fs.chmodSync(path.join(checkout, 'dist'), 0o555);
    const { uid, gid } = STRANGER;
    const owner = os.userInfo().username;
    expect(runAs({ uid, gid }, 'cli/hello')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        `The sources have changed since the last build, and this user may not write ${checkout}/dist: ` +
        `run \`npm run build\` in ${checkout} as the user ${owner}, then start again.\n`,
    });
    fs.chmodSync(path.join(checkout, 'dist'), 0o755);
    run();
    expect(runAs({ uid, gid }, 'cli/hello')).toEqual({ status: 0, stdout: 'changed', stderr: '' });
  },
);
