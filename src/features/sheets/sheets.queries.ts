// What stands on sheets: scores and words.
import type { Db } from '../../db/db';
import type { SheetRow } from '../jury/jury.tables';

/** Scores by criterion; of criteria that count only. */
export async function scoresOf(db: Db, sheetId: string): Promise<Map<string, number>> {
  const rows = await db('scores as s')
    .join('criteria as c', { 'c.round_id': 's.round_id', 'c.id': 's.criterion_id' })
    .select('s.criterion_id', db.raw('s.score::float8 as score'))
    .where({ 's.sheet_id': sheetId })
    .whereNull('c.removed_at');
  return new Map(rows.map((row) => [row.criterion_id, row.score]));
}

export async function saveScores(
  trx: Db,
  sheet: Pick<SheetRow, 'id' | 'round_id'>,
  scores: readonly { criterion: string; score: number }[],
): Promise<void> {
  if (scores.length === 0) return;
  const { id, round_id } = sheet;
  await trx('scores')
    .insert(
      scores.map(({ criterion, score }) => ({ sheet_id: id, round_id, criterion_id: criterion, score })),
    )
    .onConflict(['sheet_id', 'criterion_id'])
    .merge(['score']);
}

type Changes = Partial<Pick<SheetRow, 'feedback' | 'note' | 'handed_in_at' | 'conflict_at'>>;

/** Every change raises the version, which comes back. */
export async function changeSheet(trx: Db, id: string, changes: Changes, at: Date): Promise<number> {
  const [row] = await trx('sheets')
    .where({ id })
    .update({ ...changes, changed_at: at })
    .increment('version', 1)
    .returning('version');
  return row.version;
}

export interface OpenSheet {
  id: string;
  submission_id: string;
  juror_id: string;
  juror: string;
  feedback: string;
  handed_in_at: Date | null;
  scores: Record<string, number>;
}

/** What everybody in the deliberation reads: scores and words for the team, never a note. */
export async function sheetsForDeliberation(db: Db, roundId: string): Promise<OpenSheet[]> {
  return db('sheets as h')
    .join('people as p', 'p.id', 'h.juror_id')
    .leftJoin('scores as s', 's.sheet_id', 'h.id')
    .select('h.id', 'h.submission_id', 'h.juror_id', 'h.feedback', 'h.handed_in_at')
    .select('p.display_name as juror')
    .select(
      db.raw(
        "coalesce(jsonb_object_agg(s.criterion_id, s.score) filter (where s.score is not null), '{}') as scores",
      ),
    )
    .where({ 'h.round_id': roundId })
    .whereNull('h.conflict_at')
    .groupBy('h.id', 'p.display_name')
    .orderBy(['p.display_name', 'h.id']);
}
