// A transaction in which a ranking is counted is idle meanwhile, and Postgres would end it after the usual limit.
import type { Db } from './db';

export async function countInside(trx: Db): Promise<void> {
  await trx.raw("set local idle_in_transaction_session_timeout = '2min'");
}
