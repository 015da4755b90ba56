// What sheets keep about one person, and how it goes. A sheet that was handed in counts and stays.
import type { Db } from '../../db/db';

/** Proposals stand by their id: jurors need no names. */
export async function sheetsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('sheets as h')
    .select({
      submission: 'h.submission_id',
      feedback: 'h.feedback',
      note: 'h.note',
      toTranslate: 'h.to_translate',
      skippedAt: 'h.skipped_at',
      skipReason: 'h.skip_reason',
      assignedAt: 'h.assigned_at',
      changedAt: 'h.changed_at',
      handedInAt: 'h.handed_in_at',
      conflictAt: 'h.conflict_at',
    })
    .select({
      scores: db.raw(`(select coalesce(jsonb_object_agg(s.criterion_id, s.score), '{}')
        from scores s where s.sheet_id = h.id)`),
    })
    .where({ 'h.juror_id': personId })
    .orderBy(['h.assigned_at', 'h.id']);
}

export async function juryWordsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('jury_feedback')
    .select({ submission: 'submission_id', text: 'text', writtenAt: 'written_at' })
    .where({ written_by: personId })
    .orderBy('written_at');
}

export async function forgetJuror(trx: Db, personId: string): Promise<void> {
  const own = () => trx('sheets').where({ juror_id: personId });
  await own().whereNull('handed_in_at').delete();
  await own().update({ note: '', skip_reason: '' });
}
