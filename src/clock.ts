// The one clock: the database's time, read after a lock is held, so that every process agrees.
import type { Knex } from 'knex';
import type { Db } from './db/db';

export interface Clock {
  /** The time now. Inside a transaction pass it, after taking the lock that the decision needs. */
  now(db: Db): Promise<Date>;
  /** The same time as an SQL expression. */
  expression(db: Db): Knex.Raw;
  /** Seconds to add to the database's time, for statements written out in SQL. */
  readonly offsetSeconds: number;
  /** Stands at `time` and runs on from there (tests and the demo); null gives back real time. */
  set(time: Date | null): void;
}

export function createClock(): Clock {
  let offsetSeconds = 0;
  const expression = (db: Db) => db.raw('(clock_timestamp() + make_interval(secs => ?))', [offsetSeconds]);
  return {
    expression,
    get offsetSeconds() {
      return offsetSeconds;
    },
    async now(db) {
      const { rows } = await db.raw('select ? as now', [expression(db)]);
      return rows[0].now as Date;
    },
    set(time) {
      offsetSeconds = time === null ? 0 : (time.getTime() - Date.now()) / 1000;
    },
  };
}
