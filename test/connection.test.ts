// The connections: value types, time limits, and what a broken one does.
import { setTimeout as pause } from 'node:timers/promises';
import { checkDatabase, connect } from '../src/db/connection';
import { type TestDatabase, testDatabase } from './support/database';
import { until } from './support/until';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function one(sql: string) {
  const { rows } = await database.db.raw(sql);
  return rows[0];
}

test('counts are numbers, dates stay dates, moments are moments', async () => {
  expect(await one('SELECT count(*) AS count, sum(2::int) AS sum FROM (VALUES (1), (2)) v')).toEqual({
    count: 2,
    sum: 4,
  });
  expect(await one("SELECT date '2026-11-21' AS day")).toEqual({ day: '2026-11-21' });
  expect((await one("SELECT timestamptz '2026-11-21T10:00:00Z' AS at")).at).toEqual(
    new Date('2026-11-21T10:00:00Z'),
  );
});

test('every connection carries its time limits', async () => {
  const { rows } = await database.db.raw(
    "SELECT name, setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')",
  );
  expect(
    Object.fromEntries(rows.map(({ name, setting }: { name: string; setting: string }) => [name, setting])),
  ).toEqual({
    statement_timeout: '10000',
    lock_timeout: '5000',
    idle_in_transaction_session_timeout: '15000',
  });
});

test('an idle connection that the server ends neither kills the process nor the next query', async () => {
  const other = connect(database.url, { min: 0, max: 2 });
  try {
    const { rows } = await other.raw('SELECT pg_backend_pid() AS pid');
    await database.db.raw('SELECT pg_terminate_backend(?)', [rows[0].pid]);
    const alive = () => database.db.raw('SELECT 1 FROM pg_stat_activity WHERE pid = ?', [rows[0].pid]);
    await until(async () => (await alive()).rows.length === 0);
    // And the news of it reaches this process.
    await pause(200);
    expect((await other.raw('SELECT 1 AS alive')).rows).toEqual([{ alive: 1 }]);
  } finally {
    await other.destroy();
  }
});

test('a pool that is all taken gives up after three seconds', async () => {
  const small = connect(database.url, { min: 0, max: 1 });
  const held = await small.transaction();
  try {
    const before = Date.now();
    await expect(small.raw('SELECT 1')).rejects.toThrow(/Timeout acquiring a connection/);
    expect(Date.now() - before).toBeLessThan(20_000);
  } finally {
    await held.rollback();
    await small.destroy();
  }
});

test('a database that is away is one sentence without its password', async () => {
  const away = connect('postgres://someone:hunter2@127.0.0.1:1/nothing');
  await expect(checkDatabase(away, 'DATABASE_URL')).rejects.toThrow(
    /^The database of DATABASE_URL does not answer: (?!.*hunter2)/,
  );
  await away.destroy();
});
