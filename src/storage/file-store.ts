// Files of teams, outside the web root, under names nobody chose. A file is whole or not there.
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { newId } from '../ids';

export interface FileStore {
  /** Where an upload may be written before it is kept; the folder exists. */
  temporary(): Promise<string>;
  /** Makes a temporary file durable and moves it into the store; returns its stored name. */
  keep(temporaryPath: string): Promise<string>;
  read(storedAs: string): Readable;
  remove(storedAs: string): Promise<void>;
  /** Deletes what uploads that never ended left behind more than `age` milliseconds ago; returns how many. */
  reapIncoming(age?: number): Promise<number>;
}

const HOUR = 3_600_000;

export function createFileStore(dataDir: string): FileStore {
  const folder = path.join(dataDir, 'files');
  const incoming = path.join(dataDir, 'incoming');
  const place = (storedAs: string) => {
    if (!/^[0-9a-z]{26}$/.test(storedAs)) throw new Error('not a stored name');
    return path.join(folder, storedAs.slice(0, 2), storedAs);
  };
  return {
    async temporary() {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      return path.join(incoming, newId());
    },
    async keep(temporaryPath) {
      const storedAs = newId();
      const target = place(storedAs);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      await synced(temporaryPath);
      await rename(temporaryPath, target);
      await synced(path.dirname(target));
      return storedAs;
    },
    read: (storedAs) => createReadStream(place(storedAs)),
    remove: (storedAs) => rm(place(storedAs), { force: true }),
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
