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
  'withheld_at',
] as const;

/** What the team has now, oldest first. */
export async function filesOf(db: Db, submissionId: string): Promise<FileRow[]> {
  return db('files')
    .select(COLUMNS)
    .where({ submission_id: submissionId })
    .whereNull('removed_at')
    .orderBy(['uploaded_at', 'id']);
}

/** A file of a proposal; those of rooms are looked for in their rooms. */
export async function fileById(db: Db, id: string): Promise<FileRow | undefined> {
  return db('files').select(COLUMNS).where({ id }).whereNotNull('submission_id').first();
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

// Bytes somebody can still read: a removed file counts while a hand-in holds it.
const NEEDED = `(f.removed_at is null or exists (
              select from submission_versions v
               where v.submission_id = f.submission_id
                 and v.files @> jsonb_build_array(jsonb_build_object('id', f.id))))`;

/** Bytes of a team: what its readers need, and what is on the disk with all that was removed after `since`. */
export async function storedBytes(
  db: Db,
  submissionId: string,
  since: Date,
): Promise<{ needed: number; onDisk: number }> {
  const { rows } = await db.raw(
    `select coalesce(sum(f.bytes) filter (where ${NEEDED}), 0)::bigint as needed,
            coalesce(sum(f.bytes) filter (where ${NEEDED} or f.removed_at > :since), 0)::bigint as on_disk
       from files f where f.submission_id = :submission or f.room_id = (
         select r.id from submissions s join rooms r on r.team_id = s.team_id where s.id = :submission)`,
    { since, submission: submissionId },
  );
  return { needed: Number(rows[0].needed), onDisk: Number(rows[0].on_disk) };
}

/** Every file whose bytes somebody can still read. */
export async function neededFiles(db: Db): Promise<Pick<FileRow, 'id' | 'stored_as' | 'bytes' | 'sha256'>[]> {
  const { rows } = await db.raw(
    `select f.id, f.stored_as, f.bytes, f.sha256 from files f where ${NEEDED} order by f.uploaded_at, f.id`,
  );
  return rows;
}

/** Of these stored names, those that have a row; true where the bytes have to stay: needed, or removed after `since`. */
export async function knownNames(db: Db, storedAs: string[], since: Date): Promise<Map<string, boolean>> {
  const { rows } = await db.raw(
    `select f.stored_as, (${NEEDED} or coalesce(f.removed_at > ?, false)) as kept from files f where f.stored_as = any(?)`,
    [since, storedAs],
  );
  return new Map(rows.map((row: { stored_as: string; kept: boolean }) => [row.stored_as, row.kept]));
}

export async function insertFile(trx: Db, file: Omit<FileRow, 'removed_at' | 'withheld_at'>): Promise<void> {
  await trx('files').insert(file);
}

export async function markRemoved(trx: Db, id: string, removed: { by: string; at: Date }): Promise<void> {
  await trx('files')
    .where({ id })
    .whereNull('removed_at')
    .update({ removed_at: removed.at, removed_by: removed.by });
}
