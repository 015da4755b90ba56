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
<<<<<<< /tmp/op.cur
    `select 'jobs' as what, case when state = 'queued' and lease is not null then 'running' else state end as state,
            count(*) from jobs group by 1, 2
     union all
     select 'mails', state, count(*) from mails group by 1, 2`,
  );
  const queue: Queue = {
=======
    `select 'jobs' as what, case when leased_until > clock_timestamp() then 'running' else state end as state,
            count(*) as count from jobs group by 2
     union all select 'mails', state, count(*) from mails group by 2`,
  );
  const counts: Queue = {
>>>>>>> /tmp/op/src/db/queue-counts.ts
    jobs: { queued: 0, running: 0, failed: 0 },
    mails: { queued: 0, sent: 0, failed: 0 },
  };
  for (const { what, state, count } of rows as { what: keyof Queue; state: string; count: number }[])
<<<<<<< /tmp/op.cur
    queue[what][state] = count;
  return queue;
=======
    counts[what][state] = count;
  return counts;
>>>>>>> /tmp/op/src/db/queue-counts.ts
}
