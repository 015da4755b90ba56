// Files of teams, outside the web root, under names nobody chose. A file is whole or not there.
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../ids';

export interface FileStore {
  /** Where an upload may be written before it is kept; the folder exists. */
  temporary(): Promise<string>;
  /** Makes a temporary file durable and moves it into the store; returns its stored name, a new one if none is given. */
  keep(temporaryPath: string, storedAs?: string): Promise<string>;
  /** Where the bytes of a stored name are, or would be. */
  place(storedAs: string): string;
  read(storedAs: string): Readable;
  remove(storedAs: string): Promise<void>;
  /** The names of what is stored for longer than `age` milliseconds, a folder at a time. */
  stored(age?: number): AsyncGenerator<string[]>;
  /** Deletes what uploads that never ended left behind more than `age` milliseconds ago; returns how many. */
  reapIncoming(age?: number): Promise<number>;
}

const HOUR = 3_600_000;
const NAME = /^[0-9a-z]{26}$/;

/** Where the bytes of a stored name are in DATA_DIR, for whoever looks for them. */
export const pathOf = (storedAs: string) => path.join('files', storedAs.slice(0, 2), storedAs);

export function createFileStore(dataDir: string): FileStore {
  const folder = path.join(dataDir, 'files');
  const incoming = path.join(dataDir, 'incoming');
  const place = (storedAs: string) => {
    if (!NAME.test(storedAs)) throw new Error('not a stored name');
    return path.join(dataDir, pathOf(storedAs));
  };
  return {
    async temporary() {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      return path.join(incoming, newId());
    },
    async keep(temporaryPath, storedAs = newId()) {
      const target = place(storedAs);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await synced(temporaryPath);
      await rename(temporaryPath, target);
      await synced(path.dirname(target));
      return storedAs;
    },
    place,
    read: (storedAs) => createReadStream(place(storedAs)),
    remove: (storedAs) => rm(place(storedAs), { force: true }),
    async *stored(age = 0) {
      const before = Date.now() - age;
      for (const shelf of await readdir(folder).catch(() => [])) {
        const old: string[] = [];
        for (const name of await readdir(path.join(folder, shelf)).catch(() => [])) {
          const found = await stat(path.join(folder, shelf, name)).catch(() => null);
          if (found?.isFile() && found.mtimeMs <= before && NAME.test(name)) old.push(name);
        }
        if (old.length > 0) yield old;
      }
    },
    async reapIncoming(age = HOUR) {
      const names = await readdir(incoming).catch(() => []);
      const before = Date.now() - age;
      let reaped = 0;
      for (const name of names) {
        const orphan = path.join(incoming, name);
        const found = await stat(orphan).catch(() => null);
        if (!found || found.mtimeMs > before) continue;
        await rm(orphan, { force: true, recursive: true });
        reaped += 1;
      }
      return reaped;
    },
  };
}

async function synced(target: string): Promise<void> {
  const handle = await open(target, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
