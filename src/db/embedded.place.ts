// Where the embedded database keeps itself: in DATA_DIR, or, where its user may not go there, under /var/lib.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Binaries, completeBinaries, copyBinaries, packagedBinaries } from './embedded.binaries';
import { chooseRunner, type Runner, reaches } from './embedded.runner';
import { keptSecret } from './kept-secret';

export interface Place {
  /** Holds everything below; belongs to the runner. */
  home: string;
  cluster: string;
  serverLog: string;
  password: string;
  binaries: Binaries;
  runner: Runner;
  /** Why the home is not in DATA_DIR, for people. */
  moved?: string;
}

const SYSTEM_FOLDER = '/var/lib/inquiry-lab';
const SOCKET_PATH_LIMIT = 100;

export function findPlace(dataDir: string): Place {
  if (process.platform === 'win32') {
    throw new Error('The built-in database does not run on Windows. Set DATABASE_URL to a Postgres server.');
  }
  const inside = path.join(dataDir, 'postgres');
  const runner = chooseRunner(path.join(inside, 'cluster'));
  makeDataDir(dataDir, runner);
  const password = keptSecret(path.join(dataDir, 'postgres-password'));
  const packaged = packagedBinaries();
  const complete = completeBinaries(packaged);
  const pointer = path.join(dataDir, 'postgres-home');

  if (!fs.existsSync(pointer)) {
    makeHome(inside, runner);
    const fitting = complete ? packaged : copyBinaries(packaged, inside);
    if (
      runner.uid === undefined ||
      (canWork(runner, inside, fitting) && reaches(runner, [{ path: inside, may: 'w' }]))
    ) {
      return place(inside, fitting, runner, password);
    }
    if (fs.existsSync(path.join(inside, 'cluster'))) {
      throw new Error(
        `The database in ${inside} belongs to the user ${runner.name}, who may no longer enter it or the ` +
          'checkout. Give the folders above it the permission x for others.',
      );
    }
    fs.rmSync(inside, { recursive: true, force: true });
  }

  const home = pointedHome(pointer, dataDir, password);
  fs.mkdirSync(path.dirname(home), { recursive: true });
  makeHome(home, runner);
  return {
    ...place(home, copyBinaries(packaged, home), runner, password),
    moved: `The database lives in ${home}, because the user ${runner.name} may not enter ${dataDir} or the checkout.`,
  };
}

function canWork(runner: Runner, home: string, { folder }: Binaries): boolean {
  return reaches(runner, [
    { path: home, may: 'x' },
    { path: path.join(folder, 'bin', 'postgres'), may: 'x' },
    { path: path.join(folder, 'share'), may: 'r' },
  ]);
}

function place(home: string, binaries: Binaries, runner: Runner, password: string): Place {
  return {
    home,
    binaries,
    runner,
    password,
    cluster: path.join(home, 'cluster'),
    serverLog: path.join(home, 'server.log'),
  };
}

// Others may pass through it (the database's user has to), but not list it; each file in it guards itself.
function makeDataDir(dataDir: string, runner: Runner): void {
  if (fs.existsSync(dataDir)) return;
  fs.mkdirSync(dataDir, { recursive: true });
  fs.chmodSync(dataDir, runner.uid === undefined ? 0o700 : 0o711);
}

function makeHome(home: string, { uid, gid }: Runner): void {
  fs.mkdirSync(home, { mode: 0o700, recursive: true });
  if (uid !== undefined && gid !== undefined && fs.statSync(home).uid === 0) fs.chownSync(home, uid, gid);
}

// The password is part of the name: who deletes DATA_DIR gets a new database, not one that refuses the new password.
function pointedHome(pointer: string, dataDir: string, password: string): string {
  if (fs.existsSync(pointer)) return fs.readFileSync(pointer, 'utf8').trim();
  const hash = createHash('sha256')
    .update(`${fs.realpathSync(dataDir)}\n${password}`)
    .digest('hex')
    .slice(0, 16);
  const home = path.join(SYSTEM_FOLDER, hash);
  fs.writeFileSync(pointer, `${home}\n`);
  return home;
}

/**
 * The folder of the Unix socket, which only the runner may enter. The same one until the database is stopped in
 * order: after a crash its address stays what running programs know.
 */
export function socketFolderOf({ home, runner }: Place): string {
  const note = path.join(home, 'socket');
  const kept = fs.existsSync(note) ? fs.readFileSync(note, 'utf8').trim() : '';
  if (isOurs(kept, runner)) return kept;
  const folder = makeSocketFolder(runner);
  fs.writeFileSync(note, `${folder}\n`);
  return folder;
}

/** Of two that started at once, the folder of the one that runs counts. */
export function keepSocketFolder({ home }: Place, used: string, other: string): void {
  if (used === other || used === '') return;
  fs.writeFileSync(path.join(home, 'socket'), `${used}\n`);
  fs.rmSync(other, { recursive: true, force: true });
}

// Anybody may put a folder of that name among the temporary files.
function isOurs(folder: string, { uid }: Runner): boolean {
  if (!path.basename(folder).startsWith(SOCKET_PREFIX)) return false;
  const found = fs.lstatSync(folder, { throwIfNoEntry: false });
  const owner = uid ?? process.getuid?.();
  return found?.isDirectory() === true && found.uid === owner && (found.mode & 0o077) === 0;
}

/** With a name short enough for the system. */
function makeSocketFolder(runner: Runner): string {
  for (const parent of [os.tmpdir(), '/tmp', '/var/tmp', '/run']) {
    if (Buffer.byteLength(path.join(parent, 'inquiry-XXXXXX', '.s.PGSQL.5432.lock')) > SOCKET_PATH_LIMIT)
      continue;
    try {
      const folder = fs.mkdtempSync(path.join(parent, SOCKET_PREFIX));
      if (runner.uid !== undefined && runner.gid !== undefined) fs.chownSync(folder, runner.uid, runner.gid);
      if (reaches(runner, [{ path: folder, may: 'w' }])) return folder;
      fs.rmdirSync(folder);
    } catch {
      // The next one may do.
    }
  }
  throw new Error(
    'No folder for temporary files is writable, so the built-in database has no place for its socket.',
  );
}

const SOCKET_PREFIX = 'inquiry-';

export function removeSocketFolder({ home }: Place, folder: string): void {
  fs.rmSync(path.join(home, 'socket'), { force: true });
  if (path.basename(folder).startsWith(SOCKET_PREFIX)) fs.rmSync(folder, { recursive: true, force: true });
}
