// Writes an archive member by member into FILE.part; FILE appears at the end, whole and on the disk.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Header, pack as newPack } from 'tar-stream';
import { BackupFault, INDEX, type Index, type Member, SEAL } from './archive.format';

export interface ArchiveWriter {
  add(name: string, size: number, chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Member>;
  /** Adds the index and its hash and gives the file its name; returns the size of the archive. */
  finish(faults: Index['faults']): Promise<number>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

// Most bytes are documents and pictures, packed already; the server beside needs the processor more.
const GZIP_LEVEL = 3;

export async function createArchive(file: string, signal?: AbortSignal): Promise<ArchiveWriter> {
  const part = `${file}.part`;
  await refuseTaken(file);
  const handle = await open(part, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') {
      throw new BackupFault(
        `${part} is there already: another backup is writing it, or one was killed. Remove it if none runs.`,
      );
    }
    throw new BackupFault(`${file} cannot be written (${error.code}).`);
  });
  const pack = newPack();
  const out = handle.createWriteStream({ flush: true });
  const written = pipeline(Readable.from(pack), createGzip({ level: GZIP_LEVEL }), out, { signal });
  const broken = written.then(() => new Promise<never>(() => undefined));
  broken.catch(() => undefined);
  const members: Member[] = [];

  const pour = async (name: string, size: number, chunks: AsyncIterable<Buffer> | Iterable<Buffer>) => {
    const header: Partial<Header> & { name: string } = { name, size, mode: 0o600, type: 'file' };
    const entry = pack.entry(header);
    const ended = new Promise<void>((resolve, reject) => {
      entry.on('finish', resolve);
      entry.on('error', reject);
    });
    ended.catch(() => undefined);
    const hash = createHash('sha256');
    for await (const chunk of chunks) {
      hash.update(chunk);
      if (!entry.write(chunk)) await once(entry, 'drain');
    }
    entry.end(null);
    await ended;
    return { name, size, sha256: hash.digest('hex') };
  };
  // Who adds hears first that the archive is closed; why, only whoever wrote to the disk knows.
  const whyNot = async (fault: unknown): Promise<never> => {
    pack.destroy(null);
    throw await written.then(
      () => fault,
      (cause) => (cause.syscall ? cause : fault),
    );
  };
  const add: ArchiveWriter['add'] = async (name, size, chunks) => {
    const member = await Promise.race([pour(name, size, chunks), broken]).catch(whyNot);
    members.push(member);
    return member;
  };
  const addText = async (name: string, text: string) => {
    const bytes = Buffer.from(text);
    return add(name, bytes.length, [bytes]);
  };

  return {
    add,
    async finish(faults) {
      const index: Index = { members: [...members], faults };
      const { sha256 } = await addText(INDEX, JSON.stringify(index));
      await addText(SEAL, `${sha256}\n`);
      pack.finalize();
      await written;
      const { size } = await stat(part);
      await refuseTaken(file);
      await rename(part, file);
      await synced(path.dirname(file));
      return size;
    },
    async abandon() {
      pack.destroy(null);
      await written.catch(() => undefined);
      await rm(part, { force: true });
    },
  };
}

async function refuseTaken(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found) throw new BackupFault(`${file} is there already. Give the archive a new name.`);
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
