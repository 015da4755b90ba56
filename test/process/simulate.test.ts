// A small hackathon as `npm run simulate` plays it: a server of its own, killed once, nothing lost or doubled.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { ROOT } from './server';

const PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin';

function run(...options: string[]): Promise<{ code: number; output: string; errors: string }> {
  const command = [path.join(ROOT, 'src/cli/run.mjs'), 'cli/simulate', ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT, env: { PATH } }, (error, output, errors) =>
      resolve({ code: error ? Number(error.code) : 0, output, errors }),
    );
  });
}

test('four teams found, talk, write, are judged and answered while the server is killed; all is there once', async () => {
  const sizes = ['--teams', '4', '--people', '12', '--experts', '2', '--jurors', '3', '--messages', '3'];
  const { code, output, errors } = await run(...sizes, '--kill', '1', '--pace', '0.1', '--seed', 'small');
  expect({ code, output, errors }).toEqual({ code: 0, output, errors: '' });
  expect(output).toMatch(/^message +\d+ +\d+ +[\d.]+ +[\d.]+ +[\d.]+$/m);
  expect(output).toMatch(/, 4 hand-ins, 12 sheets, 8 files, 12 evidence cards, /);
  expect(output).toMatch(/^simulate: \d+ acts in \d+ s, 1 kills, 0 faults\n$/m);
});

test('an option that cannot be is said in one sentence, and nothing is started', async () => {
  for (const options of [
    ['--teams', '0'],
    ['--teams', '10', '--people', '5'],
    ['--url', 'http://127.0.0.1:1', '--kill'],
    ['--url', 'http://127.0.0.1:1', '--processes', '2'],
    ['--speed', '3'],
  ]) {
    const { code, output, errors } = await run(...options);
    expect([code, output]).toEqual([2, '']);
    expect(errors.trim().split('\n')).toHaveLength(1);
  }
});
