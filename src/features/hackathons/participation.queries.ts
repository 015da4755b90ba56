// Reads and writes of questions about the age bounds, which organisers decide.
import type { Db } from '../../db/db';

export interface ParticipationQuestion {
  id: string;
  hackathon_id: string;
  person_id: string;
  outcome: 'unsure' | 'outside';
  asked_at: Date;
  decided_at: Date | null;
  decision: 'welcome' | 'declined' | null;
}

const COLUMNS = ['id', 'hackathon_id', 'person_id', 'outcome', 'asked_at', 'decided_at', 'decision'] as const;

/** The last one of a person, decided or not. */
export async function lastQuestionOf(
  db: Db,
  hackathonId: string,
  personId: string,
): Promise<ParticipationQuestion | undefined> {
  return db('participation_questions')
    .select(COLUMNS)
    .where({ hackathon_id: hackathonId, person_id: personId })
    .orderBy([
      { column: 'asked_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first();
}

export async function insertQuestion(
  trx: Db,
  row: Pick<ParticipationQuestion, 'id' | 'hackathon_id' | 'person_id' | 'outcome' | 'asked_at'>,
): Promise<void> {
  await trx('participation_questions').insert(row);
}

export async function lockQuestion(
  trx: Db,
  hackathonId: string,
  id: string,
): Promise<ParticipationQuestion | undefined> {
  return trx('participation_questions')
    .select(COLUMNS)
    .where({ id, hackathon_id: hackathonId })
    .forUpdate()
    .first();
}

export async function decideQuestion(
  trx: Db,
  id: string,
  given: { decision: 'welcome' | 'declined'; by: string; at: Date },
): Promise<void> {
  await trx('participation_questions')
    .where({ id })
    .update({ decision: given.decision, decided_by: given.by, decided_at: given.at });
}

/** Open questions with the name of who asks, the longest waiting first. */
export async function openQuestions(
  db: Db,
  hackathonId: string,
): Promise<{ id: string; display_name: string; outcome: 'unsure' | 'outside'; asked_at: Date }[]> {
  return db('participation_questions as q')
    .join('people as p', 'p.id', 'q.person_id')
    .select('q.id', 'p.display_name', 'q.outcome', 'q.asked_at')
    .where('q.hackathon_id', hackathonId)
    .whereNull('q.decided_at')
    .orderBy(['q.asked_at', 'q.id']);
}
