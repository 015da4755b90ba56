// How much work waits in the database, for the metrics: one question for both tables.
import type { Knex } from 'knex';

export interface Queue {
  /** Counts by state: `queued` (not begun, or waiting for the next attempt), `running`, `failed`. */
  jobs: Record<string, number>;
  /** `queued`, `sent`, `failed`. */
  mails: Record<string, number>;
}

/** Every state is there, also with none in it. */
export async function queueCounts(db: Knex): Promise<Queue> {
  const { rows } = await db.raw(
    `select 'jobs' as what, case when leased_until > clock_timestamp() then 'running' else state end as state,
            count(*) as count from jobs group by 2
     union all select 'mails', state, count(*) from mails group by 2`,
  );
  const counts: Queue = {
    jobs: { queued: 0, running: 0, failed: 0 },
    mails: { queued: 0, sent: 0, failed: 0 },
  };
  for (const { what, state, count } of rows as { what: keyof Queue; state: string; count: number }[])
    counts[what][state] = count;
  return counts;
}
