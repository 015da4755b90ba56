// Reads an archive: once through to check every hash before anything is changed, then again to use it.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract as newExtract } from 'tar-stream';
import {
  BackupFault,
  fileName,
  INDEX,
  type Index,
  isMemberName,
  MANIFEST,
  type Manifest,
  type Member,
  pieceName,
  readIndex,
  readManifest,
  SEAL,
  TEXT_LIMIT,
  tableOf,
} from './archive.format';

export interface Archive {
  file: string;
  manifest: Manifest;
  index: Index;
  /** The hash of its index: the same for no two archives. */
  seal: string;
}

export interface ReadMember {
  name: string;
  size: number;
  /** Has to be read to its end before the next member is asked for. */
  chunks: AsyncIterable<Buffer>;
}

type Heard = (bytes: number, of: number) => void;

const damaged = (what: string) => new BackupFault(`The archive is damaged or not whole: ${what}.`);

/** Everything in the archive, in its order. Throws BackupFault for what is no member of ours. */
export async function* membersOf(
  file: string,
  heard?: Heard,
  signal?: AbortSignal,
): AsyncGenerator<ReadMember> {
  const { size: whole } = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new BackupFault(`${file} cannot be read (${error.code}).`);
  });
  const source = createReadStream(file, { signal });
  source.on('data', () => heard?.(source.bytesRead, whole));
  const extract = newExtract();
  const fed = pipeline(source, createGunzip(), async (unpacked: AsyncIterable<Buffer>) => {
    for await (const chunk of unpacked) {
      if (!extract.write(chunk)) await drained(extract);
      if (extract.destroyed) return;
    }
    extract.end(null);
  });
  fed.catch((error) => extract.destroy(error));
  try {
    for await (const entry of extract) {
      const { name, type, size = 0 } = entry.header;
      if (type !== 'file' || !isMemberName(name))
        throw damaged('it holds something that is no part of a backup');
      yield { name, size, chunks: bytesOf(entry as AsyncIterable<Buffer>, signal) };
    }
    await fed;
  } catch (error) {
    throw signal?.aborted ? error : asFault(error);
  } finally {
    extract.destroy(null);
    source.destroy();
  }
}

async function* bytesOf(entry: AsyncIterable<Buffer>, signal?: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* entry;
  } catch (error) {
    throw signal?.aborted ? error : asFault(error);
  }
}

/** What gzip and tar say of bytes that are not theirs is a fault of the archive. */
function asFault(error: unknown): unknown {
  if (error instanceof BackupFault) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return code?.startsWith('Z_') || /tar|header|Unexpected end/i.test(message) ? damaged(message) : error;
}

/** Until it takes more, or takes nothing any more. */
function drained(stream: ReturnType<typeof newExtract>): Promise<void> {
  return new Promise((resolve) => {
    const heard = () => {
      stream.off('drain', heard);
      stream.off('close', heard);
      resolve();
    };
    stream.on('drain', heard);
    stream.on('close', heard);
  });
}

/** The chunks as they come; throws at their end if they are not what the index says. */
export async function* checked({ name, size, chunks }: ReadMember, member?: Member): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  const right = member?.name === name && member.size === size && member.sha256 === hash.digest('hex');
  if (!right) throw damaged(`${name} is not what its index says`);
}

/** Reads all of it. Throws BackupFault unless every byte is what it was when the archive was made. */
export async function verifyArchive(file: string, heard?: Heard, signal?: AbortSignal): Promise<Archive> {
  const seen: Member[] = [];
  const texts = new Map<string, string>();
  for await (const { name, size, chunks } of membersOf(file, heard, signal)) {
    const isText = tableOf(name) === undefined && !name.startsWith('files/');
    if (isText && size > TEXT_LIMIT) throw damaged(`${name} is too large`);
    const hash = createHash('sha256');
    const kept: Buffer[] = [];
    for await (const chunk of chunks) {
      hash.update(chunk);
      if (isText) kept.push(chunk);
    }
    seen.push({ name, size, sha256: hash.digest('hex') });
    if (isText) texts.set(name, Buffer.concat(kept).toString('utf8'));
    // Said before the rest is read: whoever took a wrong file should not wait for its end.
    if (seen.length === 1) readManifest(texts.get(MANIFEST) ?? '{}');
  }
  const seal = seen.pop();
  const last = seen.pop();
  if (seal?.name !== SEAL || last?.name !== INDEX) throw damaged('its end is missing');
  if (texts.get(SEAL)?.trim() !== last.sha256) throw damaged(`${INDEX} was changed`);
  const manifest = readManifest(texts.get(MANIFEST)!);
  const index = readIndex(texts.get(INDEX)!);
  compare(seen, index.members);
  if (!sameOrder(manifest, index))
    throw damaged('its parts are not those the manifest announces, in that order');
  return { file, manifest, index, seal: last.sha256 };
}

function compare(seen: Member[], promised: Member[]): void {
  for (const [at, member] of promised.entries()) {
    const one = seen[at];
    if (one?.name !== member.name) throw damaged(`${member.name} is missing or not in its place`);
    if (one.size !== member.size || one.sha256 !== member.sha256) throw damaged(`${member.name} was changed`);
  }
  if (seen.length > promised.length) throw damaged('it holds more than its index says');
}

/** Manifest, the pieces of each table in the order of the manifest, then as many files as it counts. */
function sameOrder(manifest: Manifest, { members, faults }: Index): boolean {
  const names = members.map(({ name }) => name);
  if (names.shift() !== MANIFEST) return false;
  for (const { name } of manifest.tables) {
    for (let number = 1; names[0] !== undefined && tableOf(names[0]) === name; number += 1) {
      if (names.shift() !== pieceName(name, number)) return false;
    }
  }
  const absent = faults.filter(({ what }) => what !== 'damaged');
  const stored = new Set(names);
  return (
    stored.size === names.length &&
    names.every((name) => name.startsWith('files/')) &&
    absent.every(({ storedAs }) => !stored.has(fileName(storedAs))) &&
    names.length + absent.length === manifest.files.count
  );
}
