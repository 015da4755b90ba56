// How far each sheet is, without a word or a score of it, and when jurors were reminded.
import type { Db } from '../../db/db';

/** A sheet as the chair sees it. `scored` counts criteria, whatever the scores. */
export interface ChairLine {
  id: string;
  submission_id: string;
  juror_id: string;
  juror: string;
  begun: boolean;
  handed_in_at: Date | null;
  conflict_at: Date | null;
  skipped_at: Date | null;
  skip_reason: string;
}

export async function chairLines(db: Db, roundId: string): Promise<ChairLine[]> {
  return db('sheets as h')
    .join('people as p', 'p.id', 'h.juror_id')
    .select('h.id', 'h.submission_id', 'h.juror_id', 'h.handed_in_at', 'h.conflict_at')
    .select('h.skipped_at', 'h.skip_reason', 'p.display_name as juror')
    .select(
      db.raw(`(h.feedback <> '' or h.note <> ''
        or exists (select from scores s where s.sheet_id = h.id)) as begun`),
    )
    .where({ 'h.round_id': roundId })
    .orderBy(['p.display_name', 'h.juror_id', 'h.id']);
}

/** Sheets of people who still are jurors, neither handed in nor in a recorded conflict nor published. */
export async function openSheets(
  db: Db,
  hackathonId: string,
): Promise<{ juror_id: string; team_id: string }[]> {
  return db('sheets as h')
    .join('rounds as r', 'r.id', 'h.round_id')
    .join('submissions as s', 's.id', 'h.submission_id')
    .join('roles as j', (on) =>
      on
        .on('j.person_id', 'h.juror_id')
        .andOn('j.hackathon_id', 'r.hackathon_id')
        .andOnVal('j.role', 'juror'),
    )
    .select('h.juror_id', 's.team_id')
    .where({ 'r.hackathon_id': hackathonId })
    .whereNull('r.locked_at')
    .whereNull('h.handed_in_at')
    .whereNull('h.conflict_at');
}

export async function remindersOf(db: Db, hackathonId: string): Promise<Map<string, Date>> {
  const rows = await db('jury_reminders').select('juror_id', 'sent_at').where({ hackathon_id: hackathonId });
  return new Map(rows.map((row) => [row.juror_id, row.sent_at]));
}

/** Those of `jurors` whose last reminder was before `before`; of two at once one gets each juror. */
export async function claimReminders(
  trx: Db,
  given: { hackathonId: string; jurors: readonly string[]; by: string; at: Date; before: Date },
): Promise<string[]> {
  if (given.jurors.length === 0) return [];
  const rows = await trx('jury_reminders')
    .insert(
      [...given.jurors].sort().map((juror) => ({
        hackathon_id: given.hackathonId,
        juror_id: juror,
        sent_by: given.by,
        sent_at: given.at,
      })),
    )
    .onConflict(['hackathon_id', 'juror_id'])
    .merge(['sent_by', 'sent_at'])
    .where('jury_reminders.sent_at', '<=', given.before)
    .returning('juror_id');
  return rows.map((row) => row.juror_id);
}

export async function remindersAbout(db: Db, personId: string): Promise<unknown[]> {
  return db('jury_reminders')
    .select({ hackathon: 'hackathon_id', at: 'sent_at' })
    .where({ juror_id: personId });
}

export async function forgetReminders(trx: Db, personId: string): Promise<void> {
  await trx('jury_reminders').where({ juror_id: personId }).delete();
}
