// Fills an empty installation from an archive: all of it or nothing. The files come first, then one commit brings
// all rows; a mark in DATA_DIR says from the first change to the last that this has not ended.
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Knex } from 'knex';
import { from as copyFrom } from 'pg-copy-streams';
import { markRestoring, restoringMark, unmarkRestoring } from '../db/half-restored';
import { migrate, migrateExactly } from '../db/migrate';
import { knownMigrations } from '../db/migration-source';
import type { FileStore } from '../storage/file-store';
import { BackupFault, type Manifest, type Member, storedAsOf, tableOf } from './archive.format';
import { type Archive, checked, membersOf, type ReadMember } from './archive.read';
import {
  copyIn,
  countRows,
  emptyBookkeeping,
  firstUsedTable,
  forgetTransactions,
  lockTables,
  serverIsConnected,
  setSequences,
  settleForCopying,
  tablesToCopy,
  withoutRules,
} from './backup.queries';
import { giveToOwner } from './owner';
import type { Progress } from './progress';

export interface Target {
  /** Without time limits, not migrated. */
  db: Knex;
  files: FileStore;
  dataDir: string;
}

/** Throws BackupFault with code 2 as long as nothing was changed. The archive has to be verified. */
export async function restore(
  target: Target,
  archive: Archive,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const { db, dataDir } = target;
  await refuseNewer(archive.manifest);
  if (await serverIsConnected(db)) {
    throw new BackupFault('A server is using this database. Stop it first, then restore.');
  }
  const begun = restoringMark(dataDir);
  if (begun !== undefined && (await firstUsedTable(db)) !== undefined) {
    // The rows of a restore come in one commit, and only the last step was left to do.
    if (begun !== archive.seal || !(await holdsAll(db, archive.manifest))) {
      throw new BackupFault('This installation is half restored from another archive. Restore that one.');
    }
  } else {
    if (begun === undefined) await requireEmpty(target);
    await markRestoring(dataDir, archive.seal);
    await removeFiles(target.files);
    await fill(target, archive, progress, signal);
  }
  await migrate(db);
  await giveToOwner(dataDir);
  unmarkRestoring(dataDir);
}

async function refuseNewer({ migrations, version }: Manifest): Promise<void> {
  const known = await knownMigrations();
  const newer = migrations.find((name) => !known.includes(name));
  if (newer === undefined) return;
  throw new BackupFault(
    `A newer version of Inquiry Lab (${version}, with ${newer}) made this archive. Install that version first.`,
  );
}

async function requireEmpty({ db, files, dataDir }: Target): Promise<void> {
  const used = await firstUsedTable(db);
  if (used !== undefined) {
    throw new BackupFault(
      `This installation is not empty: its table ${used} has rows. Restore into an empty database.`,
    );
  }
  for await (const _ of files.stored()) {
    throw new BackupFault(
      `This installation is not empty: ${dataDir} has files. Restore into another DATA_DIR.`,
    );
  }
}

async function removeFiles(files: FileStore): Promise<void> {
  for await (const names of files.stored()) for (const name of names) await files.remove(name);
}

async function holdsAll(db: Knex, { tables }: Manifest): Promise<boolean> {
  const there = (await tablesToCopy(db)).map(({ name }) => name);
  for (const { name, rows } of tables) {
    if (name.startsWith('knex_')) continue;
    if (!there.includes(name) || (await countRows(db, name)) !== rows) return false;
  }
  return true;
}

/** If anything fails, the installation is empty again; where that cannot be known, the mark stays. */
async function fill(
  target: Target,
  archive: Archive,
  progress: Progress,
  signal?: AbortSignal,
): Promise<void> {
  const { db, files, dataDir } = target;
  try {
    await migrateExactly(db, archive.manifest.migrations);
    await db.transaction((trx) => load({ trx, files, archive, progress, signal }));
  } catch (error) {
    const used = await firstUsedTable(db).catch(() => 'unknown');
    if (used === undefined) {
      await removeFiles(files);
      unmarkRestoring(dataDir);
    }
    throw error;
  } finally {
    progress.end();
  }
}

interface Loading {
  trx: Knex.Transaction;
  files: FileStore;
  archive: Archive;
  progress: Progress;
  signal?: AbortSignal | undefined;
}

async function load({ trx, files, archive, progress, signal }: Loading): Promise<void> {
  const { manifest, index } = archive;
  await settleForCopying(trx);
  await requireSameTables(trx, manifest);
  const names = manifest.tables.map(({ name }) => name);
  await lockTables(trx, names);
  const used = await firstUsedTable(trx);
  if (used !== undefined) throw new BackupFault(`Somebody began to use the table ${used}.`, 1);
  const putRulesBack = await withoutRules(trx);
  await emptyBookkeeping(trx, names);

  const total = index.members.slice(1).reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const say = (what: string) => progress.at(done, total, what);
  const members = walk(archive, signal);
  let member = await members.next();
  for (const [at, { name, columns, rows }] of manifest.tables.entries()) {
    const label = `table ${at + 1} of ${manifest.tables.length}: ${name}`;
    say(label);
    async function* pieces() {
      for (; member !== null && tableOf(member.name) === name; member = await members.next()) {
        yield* member.chunks;
        done += member.size;
        say(label);
      }
    }
    await copyTable(trx, { name, columns, rows }, pieces());
  }
  await setSequences(trx, manifest.sequences);
  await forgetTransactions(trx, names);
  await putRulesBack();
  const count = index.members.filter(({ name }) => storedAsOf(name) !== undefined).length;
  for (let at = 1; member !== null; member = await members.next(), at += 1) {
    await keepFile(files, storedAsOf(member.name)!, member.chunks);
    done += member.size;
    say(`file ${at} of ${count}`);
  }
}

async function requireSameTables(trx: Knex, { tables, migrations }: Manifest): Promise<void> {
  const shape = (list: { name: string; columns: string[] }[]) =>
    list
      .map(({ name, columns }) => `${name}(${columns.toSorted().join()})`)
      .sort()
      .join();
  if (shape(await tablesToCopy(trx)) === shape(tables)) return;
  throw new BackupFault(`The tables of the archive are not those that ${migrations.at(-1)} makes.`, 1);
}

/** The members between manifest and index one after the other, each checked against the index while it is read. */
function walk(archive: Archive, signal?: AbortSignal) {
  const promised = new Map<string, Member>(archive.index.members.map((one) => [one.name, one]));
  const all = membersOf(archive.file, undefined, signal);
  const next = async (): Promise<ReadMember | null> => {
    const { value, done } = await all.next();
    if (done) return null;
    if (tableOf(value.name) !== undefined || storedAsOf(value.name) !== undefined) {
      return { ...value, chunks: checked(value, promised.get(value.name)) };
    }
    for await (const _ of value.chunks);
    return next();
  };
  return { next };
}

async function copyTable(
  trx: Knex.Transaction,
  { name, columns, rows }: Manifest['tables'][number],
  pieces: AsyncIterable<Buffer>,
): Promise<void> {
  const connection = await trx.client.acquireConnection();
  const stream = connection.query(copyFrom(copyIn(name, columns)));
  await pipeline(Readable.from(pieces), stream);
  if (stream.rowCount !== rows) {
    throw new BackupFault(`The archive has ${stream.rowCount} rows of ${name}, and announces ${rows}.`, 1);
  }
}

async function keepFile(files: FileStore, storedAs: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const temporary = await files.temporary();
  try {
    await pipeline(Readable.from(chunks), createWriteStream(temporary, { flags: 'wx', mode: 0o600 }));
    await files.keep(temporary, storedAs);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
