// Who reached the final of a round: written once, when it is opened. Whoever assigns or publishes reads it here.
import type { Db } from '../../db/db';
import type { FinalistRow, FinalRow } from './rounds.tables';

export async function finalOf(db: Db, roundId: string): Promise<FinalRow | undefined> {
  return db('finals')
    .select('round_id', 'opened_by', 'opened_at', 'input_sha256')
    .where({ round_id: roundId })
    .first();
}

/** Undefined while there is no final: then readers are for everybody. */
export async function finalistsOf(db: Db, roundId: string): Promise<ReadonlySet<string> | undefined> {
  if (!(await finalOf(db, roundId))) return undefined;
  return new Set(await db('finalists').where({ round_id: roundId }).pluck('submission_id'));
}

export async function insertFinal(
  trx: Db,
  final: FinalRow,
  finalists: readonly FinalistRow[],
): Promise<void> {
  await trx('finals').insert(final);
  await trx('finalists').insert(finalists.map((one) => ({ round_id: final.round_id, ...one })));
}

/** Sheets of a proposal that count or can still count. */
export async function readersOf(db: Db, roundId: string, submissionId: string): Promise<number> {
  const row = await db('sheets')
    .count('id as count')
    .where({ round_id: roundId, submission_id: submissionId })
    .whereNull('conflict_at')
    .first();
  return Number(row?.count ?? 0);
}

export async function finalsBy(db: Db, personId: string): Promise<unknown[]> {
  return db('finals').select({ round: 'round_id', at: 'opened_at' }).where({ opened_by: personId });
}
