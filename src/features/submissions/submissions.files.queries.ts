// Files of proposals. A removed file stays stored as long as a hand-in holds it.
import type { Db } from '../../db/db';
import type { FileRow } from './submissions.tables';

const COLUMNS = [
  'id',
  'submission_id',
  'name',
  'bytes',
  'type',
  'sha256',
  'stored_as',
  'uploaded_by',
  'uploaded_at',
  'removed_at',
] as const;

/** What the team has now, oldest first. */
export async function filesOf(db: Db, submissionId: string): Promise<FileRow[]> {
  return db('files')
    .select(COLUMNS)
    .where({ submission_id: submissionId })
    .whereNull('removed_at')
    .orderBy(['uploaded_at', 'id']);
}

export async function fileById(db: Db, id: string): Promise<FileRow | undefined> {
  return db('files').select(COLUMNS).where({ id }).first();
}

export async function isStored(db: Db, storedAs: string): Promise<boolean> {
  return (await db('files').select('id').where({ stored_as: storedAs }).first()) !== undefined;
}

/** Whether any hand-in holds the file. */
export async function isFrozen(db: Db, file: Pick<FileRow, 'id' | 'submission_id'>): Promise<boolean> {
  const row = await db('submission_versions')
    .select('id')
    .where({ submission_id: file.submission_id })
    .whereRaw('files @> ?::jsonb', [JSON.stringify([{ id: file.id }])])
    .first();
  return row !== undefined;
}

/** Bytes that a team's files take on the disk: removed ones count while a hand-in holds them. */
export async function storedBytes(db: Db, submissionId: string): Promise<number> {
  const { rows } = await db.raw(
    `select coalesce(sum(f.bytes), 0)::bigint as bytes from files f
      where f.submission_id = ?
        and (f.removed_at is null or exists (
              select from submission_versions v
               where v.submission_id = f.submission_id
                 and v.files @> jsonb_build_array(jsonb_build_object('id', f.id))))`,
    [submissionId],
  );
  return Number(rows[0].bytes);
}

export async function insertFile(trx: Db, file: Omit<FileRow, 'removed_at'>): Promise<void> {
  await trx('files').insert(file);
}

export async function markRemoved(trx: Db, id: string, removed: { by: string; at: Date }): Promise<void> {
  await trx('files')
    .where({ id })
    .whereNull('removed_at')
    .update({ removed_at: removed.at, removed_by: removed.by });
}
