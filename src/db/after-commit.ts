// What the world hears only once a transaction is kept: announcements, waking workers. Nothing after a rollback.
import type { Knex } from 'knex';
import type { Db } from './db';

/** Throws (a mistake in our code) outside a transaction. `work` may not throw: nobody waits for it. */
export function afterCommit(trx: Db, work: () => void): void {
  if (!trx.isTransaction) throw new Error('afterCommit needs the transaction of the change');
  (trx as Knex.Transaction).executionPromise.then(work, () => undefined);
}
