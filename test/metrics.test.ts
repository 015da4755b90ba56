// The second port: figures that Prometheus reads, of a bounded number, and nothing else.
import { randomUUID } from 'node:crypto';
import { type MetricsServer, startMetricsServer } from '../src/metrics/server';
import { makeAdviser, makeHackathon, makeTeam } from './support/factories';
import { createWorld, type World } from './support/world';

let world: World;
let metrics: MetricsServer;
let base: string;
let login: string;
let team: string;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  metrics = await startMetricsServer(world.deps, 0, '127.0.0.1');
  base = `http://127.0.0.1:${metrics.port}`;
  const hackathon = await makeHackathon(world.db, { open: ['teams'] });
  const made = await makeTeam(world.db, hackathon);
  await makeAdviser(world.db, hackathon, made);
  login = made.members[0]!.login;
  team = made.id;
});
afterAll(async () => {
  await metrics.close();
  await world.close();
});

const read = async () => (await fetch(`${base}/metrics`)).text();
const value = (text: string, series: string) =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1),
  );

test('it answers GET /metrics and nothing else, and the first port does not answer it', async () => {
  const answer = await fetch(`${base}/metrics`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const status = async (to: string, method = 'GET') => (await fetch(`${base}${to}`, { method })).status;
  expect([
    await status('/'),
    await status('/health/live'),
    await status('//'),
    await status('/metrics/x'),
    await status('/metrics', 'POST'),
    (await fetch(`${world.base}/metrics`)).status,
  ]).toEqual([404, 404, 404, 404, 405, 404]);
});

test('it counts requests, sockets, rooms and messages, and shows pool, event loop and database', async () => {
  const socket = await world.live(login);
  const member = await world.as(login);
  const room = (await member.get(`/teams/${team}/room.json`)).body.room.id;
  await socket.emitWithAck('room:join', { roomId: room });
  const body = 'Hello';
  await socket.emitWithAck('message:post', { roomId: room, clientId: randomUUID(), body });
  await socket.emitWithAck('message:post', { roomId: 'no-such-room', clientId: randomUUID(), body });
  const text = await read();
  expect(
    value(text, 'inquiry_http_requests_total{method="GET",route="/teams/:id/room.json",status="2xx"}'),
  ).toBe(1);
  expect(value(text, 'inquiry_http_request_seconds_count{method="GET",route="/teams/:id/room.json"}')).toBe(
    1,
  );
  expect([value(text, 'inquiry_sockets'), value(text, 'inquiry_rooms_open')]).toEqual([1, 1]);
  expect(value(text, 'inquiry_messages_total{outcome="posted"}')).toBe(1);
  expect(value(text, 'inquiry_messages_total{outcome="frame.errors.notFound"}')).toBe(1);
  expect(value(text, 'inquiry_pool_connections{state="waiting"}')).toBe(0);
  expect(value(text, 'inquiry_event_loop_delay_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
  expect(value(text, 'inquiry_database_up')).toBe(1);
  expect(value(text, 'inquiry_jobs{state="failed"}')).toBe(0);
  expect(value(text, 'inquiry_mails{state="failed"}')).toBe(0);
  expect(value(text, 'inquiry_process_resident_bytes')).toBeGreaterThan(10_000_000);
  expect(text).toMatch(/inquiry_build_info\{version="[^"]+",node="v\d+[^"]*"\} 1/);
});

test('the number of series does not grow with what strangers ask for', async () => {
  const visitor = world.visitor();
  const ask = async (n: number) => {
    await visitor.get(`/teams/${n}/room`);
    await visitor.get(`/hackathons/h-${n}/inquiry?q=${n}`);
    await visitor.get(`/${n}/${'x'.repeat(n)}`);
    await visitor.post(`/teams/${n}/messages`).send('a=1');
    await fetch(`${world.base}/teams/${n}`, {
      method: ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND'][n % 5]!,
    });
  };
  const series = async () => (await read()).split('\n').filter((line) => /^inquiry_http/.test(line)).length;
  for (let n = 0; n < 5; n += 1) await ask(n);
  const before = await series();
  for (let n = 5; n < 40; n += 1) await ask(n);
  expect(await series()).toBe(before);
});
