// Between the row of a file and its bytes: while a backup reads the bytes its snapshot names, nothing deletes any.
import type { Db } from './db';

// Any fixed number; it only has to differ from other advisory locks in the same database.
const STORED_BYTES_LOCK = 20_261_150;

/** Until the end of the transaction. */
export async function holdBytes(trx: Db): Promise<void> {
  await trx.raw('select pg_advisory_xact_lock_shared(?)', [STORED_BYTES_LOCK]);
}

/** False while somebody holds them; true keeps holders out until the end of the transaction. */
export async function mayDropBytes(trx: Db): Promise<boolean> {
  const { rows } = await trx.raw('select pg_try_advisory_xact_lock(?) as mine', [STORED_BYTES_LOCK]);
  return rows[0].mine;
}
