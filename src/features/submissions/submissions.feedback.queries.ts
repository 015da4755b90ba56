// Advice of experts on sections, and what the team answered.
import type { Db } from '../../db/db';
import type { FeedbackRow } from './submissions.tables';

const rows = (db: Db) =>
  db('feedback_items as f')
    .join('people as p', 'p.id', 'f.by_id')
    .leftJoin('people as a', 'a.id', 'f.answered_by')
    .select('f.id', 'f.submission_id', 'f.section', 'f.section_version', 'f.kind', 'f.body', 'f.by_id')
    .select('p.display_name as by_name', 'p.weave_seed as by_seed', 'f.at', 'f.answer', 'f.because')
    .select('a.display_name as answered_by_name', 'f.answered_at');

/** Oldest first. */
export async function feedbackOf(db: Db, submissionId: string): Promise<FeedbackRow[]> {
  return rows(db).where({ 'f.submission_id': submissionId }).orderBy(['f.at', 'f.id']);
}

export async function feedbackById(db: Db, id: string): Promise<FeedbackRow | undefined> {
  return rows(db).where({ 'f.id': id }).first();
}

export type NewFeedback = Pick<
  FeedbackRow,
  'id' | 'submission_id' | 'section' | 'section_version' | 'kind' | 'body' | 'by_id' | 'at'
>;

export async function insertFeedback(trx: Db, row: NewFeedback): Promise<void> {
  await trx('feedback_items').insert(row);
}

export async function answerFeedbackRow(
  trx: Db,
  id: string,
  given: { answer: 'taken' | 'not-taken'; because: string | null; answered_by: string; answered_at: Date },
): Promise<void> {
  await trx('feedback_items').where({ id }).update(given);
}

/** What experts say they know, by person: “Expert: city money”. */
export async function subjectsOf(
  db: Db,
  hackathonId: string,
  personIds: string[],
): Promise<Map<string, string>> {
  const found = await db('roles')
    .select('person_id', 'subject')
    .where({ hackathon_id: hackathonId, role: 'expert' })
    .whereIn('person_id', personIds)
    .whereNotNull('subject');
  return new Map(found.map((row) => [row.person_id, row.subject]));
}
