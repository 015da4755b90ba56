// The queue: every job is done, by one worker at a time, also after a worker or the database went away.

import { queueCounts } from '../../src/db/queue-counts';
import { newId } from '../../src/ids';
import { housekeeping } from '../../src/jobs/housekeeping';
import { renewLease } from '../../src/jobs/jobs.queries';
import { addJobs } from '../../src/jobs/queue';
import { type Handler, Hopeless, MAX_ATTEMPTS, NotNow, pauseAfter, startWorker } from '../../src/jobs/worker';
import { makePerson } from '../support/factories';
import { until } from '../support/until';
import { createWorld, type World } from '../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(() => world.db('jobs').delete());
afterEach(() => world.deps.clock.set(null));

const add = (...names: string[]) =>
  world.db.transaction((trx) =>
    addJobs(
      world.deps,
      trx,
      'note',
      names.map((name) => ({ name })),
    ),
  );
const later = (seconds: number) => world.deps.clock.set(new Date(Date.now() + seconds * 1000));
const job = () => world.db('jobs').where({ kind: 'note' }).first();

function noting(done: string[], more: Partial<Handler> = {}): Record<string, Handler> {
  return {
    note: {
      async run({ payload }) {
        done.push(payload.name!);
        return undefined;
      },
      ...more,
    },
  };
}

test('a job of a change that was rolled back is never done', async () => {
  const done: string[] = [];
  const worker = startWorker(world.deps, noting(done));
  await world.db
    .transaction(async (trx) => {
      await addJobs(world.deps, trx, 'note', [{ name: 'never' }]);
      throw new Error('no');
    })
    .catch(() => undefined);
  await add('kept');
  await until(async () => done.length > 0);
  await worker.stop();
  expect(done).toEqual(['kept']);
});

test('a worker that dies with its lease is followed by another, not before the lease is over', async () => {
  await add('held');
  const silent = startWorker(world.deps, noting([], { run: () => new Promise(() => undefined) }));
  await until(async () => (await job()).lease !== null);
  const done: string[] = [];
  const heir = startWorker(world.deps, noting(done));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(done).toEqual([]);
  later(120);
  world.deps.queue.wake();
  await until(async () => done.length > 0);
  await until(async () => (await job()) === undefined);
  await Promise.all([heir.stop(), silent.stop(0)]);
  expect(done).toEqual(['held']);
});

test('a worker that stops finishes what runs and gives back the rest without counting an attempt', async () => {
  let finish = () => {};
  const done: string[] = [];
  const begun: string[] = [];
  const worker = startWorker(
    world.deps,
    noting(done, {
      run: ({ payload }) =>
        new Promise((resolve) => {
          begun.push(payload.name!);
          if (payload.name === 'quick') finish = () => resolve(void done.push('quick'));
        }),
    }),
  );
  await add('quick', 'endless');
  // Not when their leases are there: the worker may not have read the answer that gave them.
  await until(async () => begun.length === 2);
  const stopping = worker.stop(200);
  finish();
  await stopping;
  expect(done).toEqual(['quick']);
  expect(await world.db('jobs').select('payload', 'lease', 'attempts')).toEqual([
    { payload: { name: 'endless' }, lease: null, attempts: 0 },
  ]);
});

test('a job that fails waits longer each time, then is given up with its reason', async () => {
  const reasons: string[] = [];
  const worker = startWorker(
    world.deps,
    noting([], {
      run: () => Promise.reject(new TypeError('secret of somebody')),
      async failed(_job, reason) {
        reasons.push(reason);
      },
    }),
  );
  await add('broken');
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    await until(async () => {
      const { attempts, lease } = await job();
      return attempts === attempt && lease === null;
    });
    const { run_at } = await job();
    world.deps.clock.set(new Date(run_at.getTime() + 10));
    world.deps.queue.wake();
  }
  await until(async () => (await job()).state === 'failed');
  await worker.stop();
  expect((await job()).reason).toBe('TypeError');
  expect(reasons).toEqual(['TypeError']);
  expect(pauseAfter(1)).toBeGreaterThanOrEqual(30);
  expect(pauseAfter(3)).toBeGreaterThanOrEqual(120);
  expect(pauseAfter(99)).toBeLessThanOrEqual(4500);
});

test('what may go better later is tried for a day, however often, then given up', async () => {
  const worker = startWorker(world.deps, noting([], { run: () => Promise.reject(new NotNow('451 later')) }));
  await add('mail');
  const { made_at } = await job();
  const after = async (hours: number) => {
    const at = new Date(made_at.getTime() + hours * 3_600_000);
    world.deps.clock.set(at);
    await world
      .db('jobs')
      .where({ kind: 'note' })
      .update({ attempts: MAX_ATTEMPTS - 1, run_at: at });
    world.deps.queue.wake();
    await until(async () => (await job()).state === 'failed' || (await job()).run_at > at);
    return (await job()).state;
  };
  expect(await after(2)).toBe('queued');
  expect(await after(23)).toBe('queued');
  expect(await after(25)).toBe('failed');
  await worker.stop();
  expect((await job()).reason).toBe('451 later');
});

test('the queue can be counted by state', async () => {
  await add('one', 'two');
  await world
    .db('jobs')
    .where({ payload: { name: 'two' } })
    .update({ lease: 'x', leased_until: new Date(Date.now() + 60_000) });
  expect(await queueCounts(world.db)).toEqual({
    jobs: { queued: 1, running: 1, failed: 0 },
    mails: { queued: 0, sent: 0, failed: 0 },
  });
});

test('a hopeless job is tried once', async () => {
  const tried: string[] = [];
  const run: Handler['run'] = ({ payload }) => {
    tried.push(payload.name!);
    return Promise.reject(new Hopeless('no such thing'));
  };
  const worker = startWorker(world.deps, noting([], { run }));
  await add('lost');
  await until(async () => (await job()).state === 'failed');
  await worker.stop();
  expect(tried).toEqual(['lost']);
});

test('the queue goes on after the database cut every connection', async () => {
  const done: string[] = [];
  const worker = startWorker(world.deps, noting(done));
  await world.db
    .raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    .catch(() => undefined);
  await add('after');
  await until(async () => done.length > 0);
  await worker.stop();
  expect(done).toEqual(['after']);
});

test('housekeeping is there once for two workers, clears what is over and leaves the rest', async () => {
  const person = await makePerson(world.db);
  const day = 24 * 3_600_000;
  const ago = (days: number) => new Date(Date.now() - days * day);
  const signIn = (id: string, seen: Date, ended: Date | null) => ({
    id,
    person_id: person.id,
    device: '',
    began_at: seen,
    seen_at: seen,
    ended_at: ended,
  });
  await world.db('sessions').insert([
    { sid: 'over', sess: '{}', expire: ago(1) },
    { sid: 'alive', sess: '{}', expire: ago(-1) },
  ]);
  await world.db('rate_limits').insert([
    { key: 'over', points: 1, expire: Date.now() - 1000 },
    { key: 'alive', points: 1, expire: Date.now() + 60_000 },
  ]);
  await world
    .db('login_sessions')
    .insert([
      signIn('over', ago(61), null),
      signIn('ended', ago(40), ago(35)),
      signIn('alive', ago(20), null),
      signIn('fresh', ago(40), ago(5)),
    ]);
  const notice = { person_id: person.id, kind: 'joined', href: '/', at: ago(300) };
  await world.db('notices').insert([
    { ...notice, id: newId(), read_at: ago(200) },
    { ...notice, id: newId(), read_at: null },
  ]);
  const mail = { kind: 'invitation', address: 'somebody@mail.example.org', href: '/', queued_at: ago(40) };
  await world.db('mails').insert([
    { ...mail, id: newId(), message_id: '<over>', state: 'failed', failed_at: ago(31), reason: 'no' },
    { ...mail, id: newId(), message_id: '<fresh>', state: 'failed', failed_at: ago(29), reason: 'no' },
  ]);
  const workers = [1, 2].map(() => startWorker(world.deps, { housekeeping: housekeeping(world.deps) }));
  await until(async () => {
    const row = await world.db('jobs').where({ key: 'housekeeping' }).first();
    return row?.run_at > new Date() && row.lease === null;
  });
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(await world.db('jobs').where({ kind: 'housekeeping' })).toHaveLength(1);
  expect(await world.db('sessions').pluck('sid')).toEqual(['alive']);
  expect(await world.db('rate_limits').pluck('key')).toEqual(['alive']);
  expect((await world.db('login_sessions').where({ person_id: person.id }).pluck('id')).sort()).toEqual([
    'alive',
    'fresh',
  ]);
  expect(await world.db('notices').where({ person_id: person.id }).pluck('read_at')).toEqual([null]);
  expect(await world.db('mails').pluck('message_id')).toEqual(['<fresh>']);
});

test('what recurs is never given up, however often it failed', async () => {
  let runs = 0;
  const worker = startWorker(world.deps, {
    note: {
      recurring: true,
      run() {
        runs += 1;
        return runs > 1 ? Promise.resolve({ again: 3600 }) : Promise.reject(new Error('a full disk'));
      },
    },
  });
  await until(async () => (await job())?.reason === 'Error');
  await world
    .db('jobs')
    .where({ kind: 'note' })
    .update({ attempts: MAX_ATTEMPTS, run_at: new Date(0) });
  world.deps.queue.wake();
  await until(async () => (await job()).run_at > new Date() && runs > 1);
  await worker.stop();
  expect(await job()).toMatchObject({ state: 'queued', attempts: 0 });
});

test('a lease is renewed for what runs, not for what its worker could not put away', async () => {
  await add('runs', 'left');
  const over = new Date(Date.now() - 1000);
  const rows: { id: number }[] = await world
    .db('jobs')
    .where({ kind: 'note' })
    .orderBy('id')
    .returning('id')
    .update({
      lease: 'one',
      leased_until: over,
    });
  const ids = [rows[0]!.id];
  await renewLease(world.db, world.deps.clock.expression(world.db), { ids, lease: 'one', seconds: 60 });
  const still = await world.db('jobs').where('leased_until', '>', new Date()).pluck('id');
  expect(still).toEqual(ids);
});
