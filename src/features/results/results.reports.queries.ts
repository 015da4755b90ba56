// What a moderator withdrew of the jury's words for a team: in its sheets, the chair's, and every publication.
import type { Db } from '../../db/db';
import type { FrozenFeedback, KeptWords } from './results.tables';

/** Two who take words of the same proposal out take turns. */
export async function lockWords(trx: Db, submission: string): Promise<void> {
  await trx('submissions').select('id').where({ id: submission }).forUpdate();
}

export async function juryTexts(trx: Db, submission: string): Promise<KeptWords[]> {
  const sheets: { id: string; text: string }[] = await trx('sheets')
    .select('id', 'feedback as text')
    .where({ submission_id: submission });
  const chairs: { round: string; text: string }[] = await trx('jury_feedback')
    .select('round_id as round', 'text')
    .where({ submission_id: submission });
  const entries: { ranking: string; feedback: FrozenFeedback }[] = await trx('ranking_entries')
    .select('ranking_id as ranking', 'feedback')
    .where({ submission_id: submission });
  return [
    ...sheets.map((one) => ({ in: 'sheet' as const, ...one })),
    ...chairs.map((one) => ({ in: 'chair' as const, submission, ...one })),
    ...entries.flatMap(({ ranking, feedback }) => [
      ...feedback.jury.map((text, at) => ({ in: 'entry' as const, ranking, submission, at, text })),
      { in: 'entry' as const, ranking, submission, at: 'chair' as const, text: feedback.chair },
    ]),
  ];
}

/** Who wrote these very words to a team: one of the jury, or who chairs it. Nobody where they were changed since. */
export async function writersOf(db: Db, submission: string, text: string): Promise<string[]> {
  const { rows } = await db.raw(
    `select juror_id as id from sheets
      where submission_id = :submission and feedback = :text and handed_in_at is not null and conflict_at is null
     union select written_by from jury_feedback where submission_id = :submission and text = :text
     order by id`,
    { submission, text },
  );
  return rows.map((row: { id: string }) => row.id);
}

export async function changeWords(trx: Db, where: KeptWords, text: string): Promise<void> {
  if (where.in === 'sheet') await trx('sheets').where({ id: where.id }).update({ feedback: text });
  if (where.in === 'chair')
    await trx('jury_feedback')
      .where({ round_id: where.round, submission_id: where.submission })
      .update({ text });
  if (where.in === 'entry') {
    const path = where.at === 'chair' ? ['chair'] : ['jury', String(where.at)];
    await trx('ranking_entries')
      .where({ ranking_id: where.ranking, submission_id: where.submission })
      .update({ feedback: trx.raw('jsonb_set(feedback, ?::text[], to_jsonb(?::text))', [path, text]) });
  }
}
