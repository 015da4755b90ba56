// Builds if needed, then runs one module of dist/src in this process: `node src/cli/run.mjs <module> [arguments]`.
// Says nothing when there is nothing to build. Without a module it only builds.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const dist = path.join(root, 'dist');
const stamp = path.join(dist, '.built');
const lock = path.join(dist, '.lock');
const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const LOCK_IS_STALE_AFTER = 180_000;

function filesUnder(folder, wanted = () => true, found = []) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) filesUnder(file, wanted, found);
    else if (wanted(file)) found.push(file);
  }
  return found.sort();
}

const isCatalogue = (file) => file.endsWith('.json');

/** The content of everything a build depends on, as one hash. */
function sourcesHash() {
  const single = fs
    .readdirSync(root)
    .filter((name) => /^(knexfile\.ts|tsconfig.*\.json|package-lock\.json)$/.test(name));
  const files = [
    ...single.map((name) => path.join(root, name)),
    ...['src', 'migrations', 'bench']
      .filter((name) => fs.existsSync(path.join(root, name)))
      .flatMap((name) => filesUnder(path.join(root, name), (f) => /\.(ts|json)$/.test(f))),
  ].sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const content = fs.readFileSync(file);
    hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

const builtHash = () => (fs.existsSync(stamp) ? fs.readFileSync(stamp, 'utf8') : '');

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function removeStaleLock() {
  try {
    const owner = Number(fs.readFileSync(lock, 'utf8'));
    const age = Date.now() - fs.statSync(lock).mtimeMs;
    const unwritten = owner === 0 && age < 2_000;
    if (!unwritten && (age > LOCK_IS_STALE_AFTER || !isAlive(owner))) fs.rmSync(lock, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function takeLock() {
  fs.mkdirSync(dist, { recursive: true });
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    removeStaleLock();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
}

function compile(config, folder) {
  const run = spawnSync(process.execPath, [compiler, '-p', path.join(root, config), '--outDir', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  if (run.status === 0) return true;
  process.stderr.write(`${run.stdout ?? ''}${run.stderr ?? ''}${run.error ? `${run.error.message}\n` : ''}`);
  process.stderr.write('The build failed; nothing was started.\n');
  process.exitCode = 1;
  return false;
}

/** Into a folder beside the old build first; then file by file over it, so that no reader ever sees half a file. */
function build() {
  for (const name of fs.readdirSync(dist)) {
    if (name.startsWith('.new-')) fs.rmSync(path.join(dist, name), { recursive: true, force: true });
  }
  const staging = fs.mkdtempSync(path.join(dist, '.new-'));
  try {
    if (!compile('tsconfig.build.json', staging)) return false;
    // What browsers compute with, too: readers check a ranking with the very files that made it.
    if (!compile('tsconfig.browser.json', path.join(staging, 'public', 'ranking'))) return false;
    for (const file of filesUnder(path.join(root, 'src', 'i18n'), isCatalogue)) {
      const target = path.join(staging, path.relative(root, file));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.copyFileSync(file, target);
    }
    fs.rmSync(stamp, { force: true });
    const fresh = new Set();
    for (const file of filesUnder(staging)) {
      const target = path.join(dist, path.relative(staging, file));
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.renameSync(file, target);
      fresh.add(target);
    }
    const isOld = (file) => !fresh.has(file) && file !== lock;
    for (const file of filesUnder(dist, isOld)) fs.rmSync(file, { force: true });
    return true;
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
}

function buildOnce() {
  takeLock();
  try {
    const hash = sourcesHash();
    if (builtHash() === hash) return true;
    if (!build()) return false;
    fs.writeFileSync(`${stamp}.new`, hash);
    fs.renameSync(`${stamp}.new`, stamp);
    return true;
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

/** Who runs the server need not own the checkout: whose turn it is, in one sentence. */
function sayWhoBuilds(file) {
  const folder = fs.statSync(path.dirname(file), { throwIfNoEntry: false }) ?? fs.statSync(root);
  const { stdout } = spawnSync('id', ['-un', String(folder.uid)], { encoding: 'utf8' });
  const owner = stdout?.trim() || `number ${folder.uid}`;
  process.stderr.write(
    `The sources have changed since the last build, and this user may not write ${dist}: run \`npm run build\` in ` +
      `${root} as the user ${owner}, then start again.\n`,
  );
  process.exitCode = 1;
}

/** True when dist holds what the sources say. Where there is no compiler or no source, what was built before is run as it is. */
function ready() {
  if (!fs.existsSync(compiler) || !fs.existsSync(path.join(root, 'tsconfig.build.json'))) {
    if (fs.existsSync(path.join(dist, 'src'))) return true;
    process.stderr.write('The packages are not installed. Run `npm ci` first.\n');
    process.exitCode = 1;
    return false;
  }
  if (builtHash() === sourcesHash()) return true;
  try {
    return buildOnce();
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
    // Whoever may build perhaps did so while this one waited.
    if (builtHash() === sourcesHash()) return true;
    sayWhoBuilds(error.dest ?? error.path);
    return false;
  }
}

const [name, ...rest] = process.argv.slice(2);
if (ready() && name !== undefined) {
  const file = path.join(dist, 'src', `${name}.js`);
  if (fs.existsSync(file)) {
    process.argv.splice(1, process.argv.length, file, ...rest);
    Module.runMain(file);
  } else {
    process.stderr.write(`There is no command "${name}".\n`);
    process.exitCode = 2;
  }
}
