// The file of a message goes with it.
import type { Db } from '../../db/db';

// A name that says nothing but what kind of file it was.
export const NAMELESS = `'file' || coalesce(substring(name from '\\.[A-Za-z0-9]{1,5}$'), '')`;

/** Who takes the message back takes the file away: its name and picture at once, its bytes with `reapFiles`. */
export async function removeFileOf(trx: Db, messageId: string, by: string, at: Date): Promise<void> {
  await trx.raw(
    `update files set removed_at = :at, removed_by = :by, name = ${NAMELESS}, preview = null
      where id = (select file_id from entries where id = :message) and removed_at is null`,
    { message: messageId, by, at },
  );
}

/** A moderator withholds the file with its message, or gives both back (`at` null). */
export async function withholdFileOf(trx: Db, messageId: string, at: Date | null): Promise<void> {
  await trx.raw(
    'update files set withheld_at = :at where id = (select file_id from entries where id = :message)',
    { message: messageId, at },
  );
}

export async function nameOfFile(db: Db, messageId: string): Promise<string> {
  const row = await db('files as f')
    .join('entries as e', 'e.file_id', 'f.id')
    .where({ 'e.id': messageId })
    .first('f.name');
  return row?.name ?? '';
}
