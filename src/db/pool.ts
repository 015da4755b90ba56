// The pool of connections cannot starve: inside a transaction nobody waits for a second connection, and nobody
// queues where too many wait already.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Knex } from 'knex';
import { Away } from '../errors';

/** Enough for three seconds of short questions; more would only time out later. */
const MOST_WAITING = 500;

interface Tarn {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
  numPendingCreates(): number;
}

export interface PoolState {
  used: number;
  free: number;
  waiting: number;
}

export function poolState(db: Knex): PoolState {
  const pool = db.client.pool as Tarn | undefined;
  if (!pool) return { used: 0, free: 0, waiting: 0 };
  return { used: pool.numUsed(), free: pool.numFree(), waiting: pool.numPendingAcquires() };
}

const transactions = new AsyncLocalStorage<{ open: boolean }>();

/** Inside a transaction, a query that forgets to use it is a mistake of ours. */
export class SecondConnection extends Error {
  constructor() {
    super('A query inside a transaction uses the pool: give it the transaction.');
    this.name = 'SecondConnection';
  }
}

/**
 * Watches every transaction and every connection taken. With `tell` a mistake is only told, once; without it
 * the query fails, so that tests and trials find it.
 */
export function guardPool(db: Knex, tell?: (mistake: SecondConnection) => void): Knex {
  let told = false;
  const begin = db.transaction.bind(db) as (...given: unknown[]) => Promise<unknown>;
  const guarded = (work: unknown, ...more: unknown[]) => {
    if (typeof work !== 'function') return begin(work, ...more);
    return begin(
      (trx: Knex.Transaction) => {
        const state = { open: true };
        const close = () => {
          state.open = false;
        };
        trx.executionPromise.then(close, close);
        // Awaited inside: a query that is only returned would begin after the watch.
        return transactions.run(state, async () => await (work as (trx: Knex.Transaction) => unknown)(trx));
      },
      ...more,
    );
  };
  Object.defineProperty(db, 'transaction', { value: guarded });

  const { client } = db;
  // What still waits for an answer that was given up is no connection for the next one.
  client.validateConnection = (connection: { readyForQuery?: boolean }) => connection.readyForQuery !== false;
  const acquire = client.acquireConnection.bind(client) as () => Promise<unknown>;
  client.acquireConnection = async () => {
    if (transactions.getStore()?.open) {
      const mistake = new SecondConnection();
      if (!tell) throw mistake;
      if (!told) tell(mistake);
      told = true;
    }
    if (poolState(db).waiting >= MOST_WAITING) throw new Away();
    return acquire();
  };
  return db;
}
