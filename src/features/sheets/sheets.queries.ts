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

type Changes = Partial<Pick<SheetRow, 'feedback' | 'note' | 'to_translate' | 'handed_in_at' | 'conflict_at'>>;

/** Every change raises the version, which comes back, and ends a putting off. */
export async function changeSheet(trx: Db, id: string, changes: Changes, at: Date): Promise<number> {
  const [row] = await trx('sheets')
    .where({ id })
    .update({ ...changes, changed_at: at, skipped_at: null, skip_reason: '' })
    .increment('version', 1)
    .returning('version');
  return row.version;
}

/** Nothing on the sheet changes, so its version stays: what is typed elsewhere can still be saved. */
export async function putOff(trx: Db, id: string, at: Date, reason: string): Promise<void> {
  await trx('sheets').where({ id }).update({ skipped_at: at, skip_reason: reason });
}

/** One of a juror's own sheets, with its scores by criterion; of criteria that count only. */
export interface OwnLine {
  id: string;
  submission_id: string;
  version: number;
  begun: boolean;
  handed_in_at: Date | null;
  conflict_at: Date | null;
  skipped_at: Date | null;
  scores: Record<string, number>;
}

/** In the order of assignment. */
export async function ownLines(db: Db, roundId: string, jurorId: string): Promise<OwnLine[]> {
  return db('sheets as h')
    .select('h.id', 'h.submission_id', 'h.version', 'h.handed_in_at', 'h.conflict_at', 'h.skipped_at')
    .select(
      db.raw(`(h.feedback <> '' or h.note <> ''
        or exists (select from scores s where s.sheet_id = h.id)) as begun`),
      db.raw(`coalesce((select jsonb_object_agg(s.criterion_id, s.score) from scores s
        join criteria c on c.round_id = s.round_id and c.id = s.criterion_id and c.removed_at is null
        where s.sheet_id = h.id), '{}') as scores`),
    )
    .where({ 'h.round_id': roundId, 'h.juror_id': jurorId })
    .orderBy(['h.assigned_at', 'h.id']);
}
