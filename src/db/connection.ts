// How this application talks to Postgres: pool, time limits and value types, the same for the server,
// the commands, the tests and knexfile.ts.
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { migrations } from './migration-source';
import { guardPool } from './pool';

export interface PoolSize {
  min?: number;
  max?: number;
}

/** Hears of broken connections. Without one nothing is said: whoever asked gets the error anyway. */
export interface ConnectionLog {
  warn(message: string): unknown;
  /** Where it is given, a second connection inside a transaction is told and not refused. */
  misuse?(mistake: Error): unknown;
}

const INT8 = 20;
const DATE = 1082;

// A calendar date is no moment: it stays 'YYYY-MM-DD'. Counts are numbers.
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return Number;
    if (oid === DATE) return String;
    return pg.types.getTypeParser(oid, format as 'text');
  },
};

/** In milliseconds. The last one is ours, for a server that hangs and keeps none of the others. */
export const TIME_LIMITS = {
  statement_timeout: 10_000,
  idle_in_transaction_session_timeout: 15_000,
  lock_timeout: 5_000,
  query_timeout: 12_000,
};

export const NO_TIME_LIMITS = {
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  lock_timeout: 0,
  query_timeout: 0,
};

// Opening a connection and planning its first statements takes fifteen times what they take later: one that rests
// for a moment is not closed.
const MOST_IDLE = 10 * 60_000;
// What stands between, and forgets who was silent, hears of us meanwhile; if it forgot, we do.
const PROBED_EVERY = 30_000;

export function knexConfig(
  connection: string | pg.ClientConfig,
  pool: PoolSize = {},
  log?: ConnectionLog,
): Knex.Config {
  const target = typeof connection === 'string' ? { connectionString: connection } : connection;
  return {
    client: 'pg',
    connection: {
      application_name: 'inquiry-lab',
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: PROBED_EVERY,
      ...TIME_LIMITS,
      types,
      ...target,
    } as Knex.PgConnectionConfig,
    pool: {
      min: pool.min ?? 0,
      max: pool.max ?? 10,
      acquireTimeoutMillis: 3_000,
      createTimeoutMillis: 3_000,
      idleTimeoutMillis: MOST_IDLE,
      afterCreate: prepare,
    },
    acquireConnectionTimeout: 3_000,
    migrations,
    log: quietOr(log),
  };
}

// All of a hackathon fits in memory: a page of an index costs hardly more than the next one of a small table, which
// is longer than it looks after a thousand messages. Said here, and not at the opening, whose options are the
// installation's own.
function prepare(connection: pg.Client, done: (fault: Error | null, connection: pg.Client) => void): void {
  connection.query('set random_page_cost = 1.1').then(
    () => done(null, connection),
    (fault) => done(fault, connection),
  );
}

// Knex would print on standard output, which belongs to the ready line and to what commands answer.
function quietOr(log: ConnectionLog | undefined): Knex.Logger {
  const say = (message: unknown) => log?.warn(`database: ${String(message).split('\n')[0]}`);
  return { warn: say, error: say, deprecate: () => undefined, debug: () => undefined };
}

/** Opens no connection yet. An idle connection that breaks is dropped: the next query opens another. */
export function connect(connection: string | pg.ClientConfig, pool?: PoolSize, log?: ConnectionLog): Knex {
  return guardPool(knex(knexConfig(connection, pool, log)), log?.misuse?.bind(log));
}

/** The first connection. Throws one sentence for people when the database is away or not in UTF-8. */
export async function checkDatabase(db: Knex, what: string): Promise<void> {
  let encoding: string;
  try {
    const { rows } = await db.raw('SHOW server_encoding');
    encoding = rows[0].server_encoding;
  } catch (error) {
    throw new Error(`The database of ${what} does not answer: ${(error as Error).message || String(error)}`, {
      cause: error,
    });
  }
  if (encoding !== 'UTF8') {
    throw new Error(
      `The database of ${what} stores text as ${encoding}. It has to be UTF8, or names and messages get lost: ` +
        "create it with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
    );
  }
}
