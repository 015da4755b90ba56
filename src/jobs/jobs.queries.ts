// The queue in the database: whoever takes a job holds a lease on it, and may let go only with that lease.
import type { Knex } from 'knex';
import type { Db } from '../db/db';
import type { JobRow } from './jobs.tables';

export async function insertJobs(
  db: Db,
  now: Knex.Raw,
  kind: string,
  payloads: Record<string, string>[],
  notBefore: Date | null,
): Promise<void> {
  await db.raw(
    `insert into jobs (kind, payload, run_at, made_at)
     select ?, value, greatest(n.now, ?::timestamptz), n.now from jsonb_array_elements(?::jsonb), (select ? as now) n`,
    [kind, notBefore, JSON.stringify(payloads), now],
  );
}

/** A job that is there once, whoever asks for it and however often. */
export async function insertRecurring(db: Db, now: Knex.Raw, key: string): Promise<void> {
  await db.raw(
    `insert into jobs (kind, key, run_at, made_at) select ?, ?, n.now, n.now from (select ? as now) n
     on conflict (key) do nothing`,
    [key, key, now],
  );
}

interface Taking {
  kinds: string[];
  lease: string;
  seconds: number;
  limit: number;
}

/** Due jobs that nobody holds; those whose holder died are due again when their lease has run out. */
export async function takeJobs(db: Db, now: Knex.Raw, taking: Taking): Promise<JobRow[]> {
  const { rows } = await db.raw(
    `with due as (
       select id from jobs
        where state = 'queued' and kind = any(?) and run_at <= ? and (leased_until is null or leased_until < ?)
        order by run_at, id limit ? for update skip locked)
     update jobs j set lease = ?, leased_until = ?::timestamptz + make_interval(secs => ?), attempts = attempts + 1
       from due where j.id = due.id
     returning j.id, j.kind, j.key, j.payload, j.attempts,
               (extract(epoch from ?::timestamptz - j.made_at) * 1000)::float8 as age_ms`,
    [taking.kinds, now, now, taking.limit, taking.lease, now, taking.seconds, now],
  );
  return rows;
}

/** Only of what runs: a job that its worker could not put away comes back when its lease ends. */
export async function renewLease(
  db: Db,
  now: Knex.Raw,
  { ids, lease, seconds }: { ids: number[]; lease: string; seconds: number },
): Promise<void> {
  await db.raw(
    `update jobs set leased_until = ?::timestamptz + make_interval(secs => ?) where lease = ? and id = any(?)`,
    [now, seconds, lease, ids],
  );
}

export async function deleteJob(db: Db, id: number, lease: string): Promise<void> {
  await db('jobs').where({ id, lease }).delete();
}

/** Those of one thing, whatever became of them. */
export async function deleteJobs(db: Db, kind: string, payload: Record<string, string>): Promise<void> {
  await db.raw('delete from jobs where kind = ? and payload = ?::jsonb', [kind, JSON.stringify(payload)]);
}

/** Again after `seconds`; `attempts`: how many count from now on. */
export async function postponeJob(
  db: Db,
  now: Knex.Raw,
  id: number,
  lease: string,
  given: { seconds: number; reason: string | null; attempts: number },
): Promise<void> {
  await db.raw(
    `update jobs set run_at = ?::timestamptz + make_interval(secs => ?), reason = ?, lease = null,
        leased_until = null, attempts = ?
      where id = ? and lease = ?`,
    [now, given.seconds, given.reason, given.attempts, id, lease],
  );
}

export async function failJob(db: Db, id: number, lease: string, reason: string): Promise<void> {
  await db('jobs').where({ id, lease }).update({ state: 'failed', reason, lease: null, leased_until: null });
}

/** For a worker that stops: what it could not begin or finish is free at once and was no attempt. */
export async function releaseJobs(db: Db, lease: string): Promise<void> {
  await db('jobs')
    .where({ lease })
    .update({ lease: null, leased_until: null, attempts: db.raw('greatest(attempts - 1, 0)') });
}
