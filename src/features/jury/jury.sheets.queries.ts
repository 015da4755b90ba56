// Sheets and the scores on them.
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { SheetRow } from './jury.tables';

const COLUMNS = [
  'sheets.id',
  'sheets.round_id',
  'rounds.hackathon_id',
  'sheets.submission_id',
  'sheets.juror_id',
  'sheets.version',
  'sheets.feedback',
  'sheets.note',
  'sheets.assigned_at',
  'sheets.changed_at',
  'sheets.handed_in_at',
  'sheets.conflict_at',
] as const;

const sheets = (db: Db) => db('sheets').join('rounds', 'rounds.id', 'sheets.round_id').select(COLUMNS);

export async function sheetById(db: Db, id: string): Promise<SheetRow | undefined> {
  return sheets(db).where({ 'sheets.id': id }).first();
}

/** The sheet as it is when its turn has come. */
export async function lockSheet(trx: Db, id: string): Promise<SheetRow | undefined> {
  return sheets(trx).where({ 'sheets.id': id }).forUpdate('sheets').first();
}

export async function sheetOfPair(
  db: Db,
  roundId: string,
  submissionId: string,
  jurorId: string,
): Promise<SheetRow | undefined> {
  return sheets(db)
    .where({ 'sheets.round_id': roundId, submission_id: submissionId, juror_id: jurorId })
    .first();
}

/** Without anything a juror wrote: who reads what, and how far it is. */
export interface SheetLine {
  id: string;
  submission_id: string;
  juror_id: string;
  juror: string;
  version: number;
  scored: number;
  begun: boolean;
  handed_in_at: Date | null;
  conflict_at: Date | null;
}

/** All sheets of a round, or those of one juror, in the order of assignment. */
export async function sheetLines(db: Db, roundId: string, jurorId?: string): Promise<SheetLine[]> {
  const scored = db('scores as s')
    .join('criteria as c', { 'c.round_id': 's.round_id', 'c.id': 's.criterion_id' })
    .select('s.sheet_id')
    .count('* as scored')
    .whereNull('c.removed_at')
    .groupBy('s.sheet_id')
    .as('scored');
  return db('sheets as h')
    .join('people as p', 'p.id', 'h.juror_id')
    .leftJoin(scored, 'scored.sheet_id', 'h.id')
    .select('h.id', 'h.submission_id', 'h.juror_id', 'h.version', 'h.handed_in_at', 'h.conflict_at')
    .select('p.display_name as juror', db.raw('coalesce(scored.scored, 0)::int as scored'))
    .select(db.raw("(scored.scored > 0 or h.feedback <> '' or h.note <> '') is true as begun"))
    .where({ 'h.round_id': roundId, ...(jurorId === undefined ? {} : { 'h.juror_id': jurorId }) })
    .orderBy(['h.assigned_at', 'h.id']);
}

export async function insertSheets(
  trx: Db,
  roundId: string,
  pairs: readonly { submission: string; juror: string }[],
  made: { by: string; at: Date },
): Promise<{ id: string; submission_id: string; juror_id: string }[]> {
  if (pairs.length === 0) return [];
  return trx('sheets')
    .insert(
      pairs.map(({ submission, juror }) => ({
        id: newId(),
        round_id: roundId,
        submission_id: submission,
        juror_id: juror,
        assigned_by: made.by,
        assigned_at: made.at,
        changed_at: made.at,
      })),
    )
    .onConflict(['round_id', 'submission_id', 'juror_id'])
    .ignore()
    .returning(['id', 'submission_id', 'juror_id']);
}

export async function deleteSheet(trx: Db, id: string): Promise<void> {
  await trx('sheets').where({ id }).delete();
}

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
