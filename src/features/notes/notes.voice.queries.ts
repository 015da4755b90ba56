// Voice notes that can be heard, and what was written down of them: edits of the message, each by whoever wrote it.
import type { Db } from '../../db/db';
import type { SavedText } from '../submissions/submissions.stale.policy';

export interface VoiceRow {
  id: string;
  room_id: string;
  author_name: string;
  seconds: number;
  type: string;
  stored_as: string;
}

export async function voiceById(db: Db, id: string): Promise<VoiceRow | undefined> {
  const { rows } = await db.raw(
    `select e.id, e.room_id, p.display_name as author_name, e.voice_seconds as seconds, f.type, f.stored_as
       from entries e join files f on f.id = e.file_id join people p on p.id = e.author_id
      where e.id = ? and e.voice_seconds is not null and e.body is not null
        and f.removed_at is null and f.withheld_at is null`,
    [id],
  );
  return rows[0];
}

/** Its number in the log is its version. */
export async function transcriptOf(db: Db, messageId: string): Promise<SavedText | undefined> {
  const { rows } = await db.raw(
    `select d.seq as version, d.body as text, p.display_name as saved_by_name, d.at as saved_at
       from entries d join people p on p.id = d.author_id
      where d.of_id = ? and d.kind = 'edit' and d.body is not null order by d.seq desc limit 1`,
    [messageId],
  );
  return rows[0];
}
