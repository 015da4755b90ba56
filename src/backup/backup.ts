// Copies an installation into one archive while people work: every table as of one moment, then the files that
// the rows of that moment name.
import { open } from 'node:fs/promises';
import type { Knex } from 'knex';
import { to as copyTo } from 'pg-copy-streams';
import { holdBytes } from '../db/stored-bytes';
import { neededFiles } from '../features/submissions/submissions.files.queries';
import { keyedHash } from '../ids';
import type { FileStore } from '../storage/file-store';
import {
  BackupFault,
  type FileFault,
  FORMAT,
  fileName,
  KIND,
  MANIFEST,
  type Manifest,
  pieceName,
} from './archive.format';
import { type ArchiveWriter, createArchive } from './archive.write';
import {
  copyOut,
  countRows,
  hasAnswered,
  migrationsRun,
  sequencesOf,
  settleForCopying,
  snapshotTime,
  tablesToCopy,
} from './backup.queries';
import type { Progress } from './progress';

export interface Installation {
  /** Without time limits. */
  db: Knex;
  files: FileStore;
  secret: string;
  version: string;
}

export interface BackedUp {
  manifest: Manifest;
  faults: FileFault[];
  /** Of the archive. */
  bytes: number;
}

/** Large enough for few members, small enough for the memory. */
const PIECE = 4 * 1024 * 1024;

/** The same for two installations with the same secret; says nothing else about it. */
export const secretMark = (secret: string) => keyedHash(secret, 'backup', 'mark');

/** Throws BackupFault before anything is written, or any error after; then nothing is left of the archive. */
export async function backUp(
  from: Installation,
  file: string,
  progress: Progress,
  signal?: AbortSignal,
): Promise<BackedUp> {
  const archive = await createArchive(file, signal);
  try {
    const taken = await from.db.transaction((trx) => copyAll({ ...from, trx, archive, progress, signal }), {
      isolationLevel: 'repeatable read',
      readOnly: true,
    });
    const faults = await realFaults(from.db, taken.faults);
    const bytes = await archive.finish(faults);
    return { manifest: taken.manifest, faults, bytes };
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    progress.end();
  }
}

interface Copying extends Installation {
  trx: Knex.Transaction;
  archive: ArchiveWriter;
  progress: Progress;
  signal?: AbortSignal | undefined;
}

async function copyAll(copying: Copying): Promise<{ manifest: Manifest; faults: FileFault[] }> {
  const { trx, archive, progress } = copying;
  await settleForCopying(trx);
  await holdBytes(trx);
  const { manifest, tables, files } = await survey(copying);
  const text = Buffer.from(JSON.stringify(manifest));
  await archive.add(MANIFEST, text.length, [text]);

  const total = tables.reduce((sum, { bytes }) => sum + bytes, manifest.files.bytes);
  let done = 0;
  for (const [at, table] of tables.entries()) {
    const heard = (bytes: number) =>
      progress.at(
        done + Math.min(bytes, table.bytes),
        total,
        `table ${at + 1} of ${tables.length}: ${table.name}`,
      );
    await copyTable(copying, table, manifest.tables[at]!.rows, heard);
    done += table.bytes;
  }
  const faults: FileFault[] = [];
  for (const [at, row] of files.entries()) {
    copying.signal?.throwIfAborted();
    const fault = await copyFile(copying, row);
    if (fault) faults.push(fault);
    done += row.bytes;
    progress.at(done, total, `file ${at + 1} of ${files.length}`);
  }
  return { manifest, faults };
}

async function survey({ trx, secret, version }: Copying) {
  const migrations = await migrationsRun(trx);
  if (migrations.length === 0) throw new BackupFault('This database is empty: there is nothing to back up.');
  const tables = await tablesToCopy(trx);
  const files = await neededFiles(trx);
  const counted: Manifest['tables'] = [];
  for (const { name, columns } of tables) counted.push({ name, columns, rows: await countRows(trx, name) });
  const manifest: Manifest = {
    kind: KIND,
    format: FORMAT,
    version,
    at: (await snapshotTime(trx)).toISOString(),
    migrations,
    secretMark: secretMark(secret),
    tables: counted,
    sequences: await sequencesOf(trx),
    files: { count: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) },
  };
  return { manifest, tables, files };
}

async function copyTable(
  { trx, archive, signal }: Copying,
  { name, columns }: { name: string; columns: string[] },
  rows: number,
  heard: (bytes: number) => void,
): Promise<void> {
  const connection = await trx.client.acquireConnection();
  const stream = connection.query(copyTo(copyOut(name, columns)));
  let number = 0;
  let bytes = 0;
  heard(0);
  for await (const piece of inPieces(stream)) {
    signal?.throwIfAborted();
    number += 1;
    await archive.add(pieceName(name, number), piece.length, [piece]);
    bytes += piece.length;
    heard(bytes);
  }
  // The count comes after the last byte: the next answer of the database says that it is there.
  await hasAnswered(trx);
  if (stream.rowCount !== rows) throw new Error(`${name}: ${stream.rowCount} rows were copied, not ${rows}`);
}

async function* inPieces(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    held.push(chunk);
    size += chunk.length;
    if (size < PIECE) continue;
    yield Buffer.concat(held);
    held = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(held);
}

type FileRow = Awaited<ReturnType<typeof neededFiles>>[number];

/** What is wrong with the bytes of this row, if anything. */
async function copyFile({ files, archive }: Copying, row: FileRow): Promise<FileFault | undefined> {
  const fault = { file: row.id, storedAs: row.stored_as };
  const handle = await open(files.place(row.stored_as), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!handle) return { ...fault, what: 'missing' };
  try {
    const { size } = await handle.stat();
    const chunks = handle.createReadStream({ autoClose: false });
    const { sha256 } = await archive.add(fileName(row.stored_as), size, chunks);
    return sha256 === row.sha256 && size === row.bytes ? undefined : { ...fault, what: 'damaged' };
  } finally {
    await handle.close();
  }
}

/** Who erased a person or a file meanwhile took the bytes along: nothing is wrong then. */
async function realFaults(db: Knex, faults: FileFault[]): Promise<FileFault[]> {
  if (faults.length === 0) return faults;
  const needed = new Set((await neededFiles(db)).map(({ id }) => id));
  return faults.map((fault) =>
    fault.what === 'missing' && !needed.has(fault.file) ? { ...fault, what: 'removed' } : fault,
  );
}
