// All sheets of a round once they are open, and the jury's note on each proposal.
import type { Db } from '../../db/db';
import type { NoteRow } from './deliberation.tables';

export interface OpenSheet {
  id: string;
  submission_id: string;
  team_id: string;
  juror_id: string;
  juror: string;
  feedback: string;
  to_translate: boolean;
  handed_in_at: Date | null;
  scores: Record<string, number>;
}

/** What everybody in the deliberation reads: scores and words for the team, never a note of a juror. */
export async function openSheets(
  db: Db,
  roundId: string,
  submissions: readonly string[],
): Promise<OpenSheet[]> {
  return db('sheets as h')
    .join('people as p', 'p.id', 'h.juror_id')
    .join('submissions as b', 'b.id', 'h.submission_id')
    .leftJoin('scores as s', 's.sheet_id', 'h.id')
    .select('h.id', 'h.submission_id', 'h.juror_id', 'h.feedback', 'h.to_translate', 'h.handed_in_at')
    .select('p.display_name as juror', 'b.team_id')
    .select(
      db.raw(
        "coalesce(jsonb_object_agg(s.criterion_id, s.score) filter (where s.score is not null), '{}') as scores",
      ),
    )
    .where({ 'h.round_id': roundId })
    .whereIn('h.submission_id', submissions)
    .whereNull('h.conflict_at')
    .groupBy('h.id', 'p.display_name', 'b.team_id')
    .orderBy(['p.display_name', 'h.id']);
}

/** Teams in which somebody sits or sat, or which they advise or advised, whatever their role. */
export async function ownTeams(db: Db, hackathonId: string, personId: string): Promise<string[]> {
  const { rows } = await db.raw(
    `select team_id from memberships where hackathon_id = :hackathonId and person_id = :personId
     union select a.team_id from advisers a join teams t on t.id = a.team_id
      where t.hackathon_id = :hackathonId and a.person_id = :personId`,
    { hackathonId, personId },
  );
  return rows.map((row: { team_id: string }) => row.team_id);
}

export async function notesOf(db: Db, roundId: string, submissions: readonly string[]): Promise<NoteRow[]> {
  return db('discussion_notes')
    .select('*')
    .where({ round_id: roundId })
    .whereIn('submission_id', submissions);
}

export async function noteOf(db: Db, roundId: string, submissionId: string): Promise<NoteRow | undefined> {
  return db('discussion_notes').select('*').where({ round_id: roundId, submission_id: submissionId }).first();
}

/** Of two who read the same version, one writes: false for the other. */
export async function writeNote(trx: Db, row: NoteRow): Promise<boolean> {
  if (row.version === 1)
    return (
      (await trx('discussion_notes').insert(row).onConflict().ignore().returning('version')).length === 1
    );
  const { round_id, submission_id, version } = row;
  return (
    (await trx('discussion_notes')
      .where({ round_id, submission_id, version: version - 1 })
      .update(row)) === 1
  );
}

export async function notesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('discussion_notes')
    .select({ submission: 'submission_id', text: 'text', at: 'changed_at' })
    .where({ changed_by: personId })
    .orderBy('changed_at');
}

export async function awardsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('prize_awards')
    .select({ submission: 'submission_id', reason: 'reason', at: 'awarded_at' })
    .where({ awarded_by: personId })
    .orderBy('awarded_at');
}
