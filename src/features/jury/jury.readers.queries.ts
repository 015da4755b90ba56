// Who reads what: a sheet from its assignment on, without what its juror writes there.
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
  'sheets.to_translate',
  'sheets.skipped_at',
  'sheets.skip_reason',
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

/** A statement has at most 65,535 values. */
const ROWS_AT_ONCE = 5000;

export async function insertSheets(
  trx: Db,
  roundId: string,
  pairs: readonly { submission: string; juror: string }[],
  made: { by: string; at: Date },
): Promise<{ id: string; submission_id: string; juror_id: string }[]> {
  const all: { id: string; submission_id: string; juror_id: string }[] = [];
  for (let from = 0; from < pairs.length; from += ROWS_AT_ONCE) {
    const rows = pairs.slice(from, from + ROWS_AT_ONCE).map(({ submission, juror }) => ({
      id: newId(),
      round_id: roundId,
      submission_id: submission,
      juror_id: juror,
      assigned_by: made.by,
      assigned_at: made.at,
      changed_at: made.at,
    }));
    const inserted = await trx('sheets')
      .insert(rows)
      .onConflict(['round_id', 'submission_id', 'juror_id'])
      .ignore()
      .returning(['id', 'submission_id', 'juror_id']);
    all.push(...inserted);
  }
  return all;
}

export async function deleteSheet(trx: Db, id: string): Promise<void> {
  await trx('sheets').where({ id }).delete();
}

/** Only what is still empty. */
export async function deleteSheets(trx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx('sheets').whereIn('id', ids).where({ feedback: '', note: '' }).whereNull('handed_in_at').delete();
}
