// The embedded Postgres dies under a running server: people are told to wait, then everything goes on by itself.
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../support/until';
import { ask, clearUp, databaseOf, newDataDir, startServer } from './server';

afterEach(clearUp);

const JSON_FORM = {
  accept: 'application/json',
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
};

function callerOf(base: string) {
  const post = (to: string, fields: Record<string, string>) =>
    fetch(`${base}${to}`, { method: 'POST', headers: JSON_FORM, body: new URLSearchParams(fields) });
  const password = 'a password of many words';
  return {
    /** The status of making an account. */
    join: async (login: string) =>
      (
        await post('/accounts', {
          display_name: 'Somebody',
          login,
          password,
          accept_rules: 'on',
          locale: 'en',
        })
      ).status,
    enters: async (login: string) => (await post('/login', { login, password })).status === 200,
    ready: async () => (await fetch(`${base}/health/ready`)).status,
    page: async () => (await fetch(`${base}/hackathons`)).status,
  };
}

test('it is started again, on the same address, and nothing acknowledged is lost', async () => {
  const dataDir = newDataDir();
  const server = startServer({ PORT: '0', DEMO: 'off', DATA_DIR: dataDir, RATE_FACTOR: '1000' });
  const caller = callerOf(await server.ready);
  const acknowledged: string[] = [];
  const statuses = new Set<number>();
  let working = true;
  const work = async () => {
    for (let n = 0; working; n += 1) {
      const login = `somebody-${n}`;
      const status = await caller.join(login);
      if (status === 201) acknowledged.push(login);
      statuses.add(status).add(await caller.page());
      await pause(20);
    }
  };
  const worker = work();
  for (const signal of ['SIGQUIT', 'SIGKILL'] as const) {
    const before = databaseOf(dataDir)!;
    const enough = acknowledged.length + 5;
    await until(() => acknowledged.length > enough);
    process.kill(before, signal);
    await until(() => ![undefined, before].includes(databaseOf(dataDir)));
    const more = acknowledged.length + 3;
    await until(() => acknowledged.length > more);
    expect(await caller.ready()).toBe(200);
  }
  working = false;
  await worker;
  expect([...statuses].filter((status) => ![200, 201, 503].includes(status))).toEqual([]);
  for (const login of acknowledged) expect([login, await caller.enters(login)]).toEqual([login, true]);
  expect(server.errors().match(/the built-in database runs again/g)).toHaveLength(2);
  process.kill(server.pid, 'SIGTERM');
  expect((await server.ended).code).toBe(0);
  expect(databaseOf(dataDir)).toBeUndefined();
});

test('a server that starts while another still answers its last request takes the database over as it runs', async () => {
  const dataDir = newDataDir();
  const first = startServer({ PORT: '0', DEMO: 'off', DATA_DIR: dataDir });
  const base = await first.ready;
  const database = databaseOf(dataDir);
  const body = 'login=nobody&password=not-a-password';
  let send: (rest: string) => void = () => undefined;
  const stream = new ReadableStream({
    start(controller) {
      const text = new TextEncoder();
      controller.enqueue(text.encode(body.slice(0, 10)));
      send = (rest) => {
        controller.enqueue(text.encode(rest));
        controller.close();
      };
    },
  });
  const slow = fetch(`${base}/login`, {
    method: 'POST',
    headers: JSON_FORM,
    body: stream,
    duplex: 'half',
  } as RequestInit);
  await pause(300);
  process.kill(first.pid, 'SIGTERM');
  const second = startServer({ PORT: '0', DEMO: 'off', DATA_DIR: dataDir });
  while ((await ask(dataDir, 'SELECT 1 FROM pg_locks WHERE NOT granted')).length === 0) await pause(50);
  send(body.slice(10));
  expect((await slow).status).toBe(422);
  expect((await first.ended).code).toBe(0);
  expect((await fetch(`${await second.ready}/health/ready`)).status).toBe(200);
  expect(databaseOf(dataDir)).toBe(database);
  process.kill(second.pid, 'SIGTERM');
  expect((await second.ended).code).toBe(0);
  expect(databaseOf(dataDir)).toBeUndefined();
});
