// The server's log after a bad day: errors of every kind, and not one name, password, text, token or address in it.
import { randomUUID } from 'node:crypto';
import { addGauges } from '../../../src/metrics/gauges';
import { type MadePerson, makeHackathon, makePerson, makeTeam } from '../../support/factories';
import { type Agent, createWorld, PASSWORD, type World } from '../../support/world';
import { type Cuttable, cuttableDatabase } from './cut';
import { cookieOf, raw, URLENCODED } from './raw';

let postgres: Cuttable;
let world: World;
let member: MadePerson;
let agent: Agent;
let room: string;
let submission: string;
let slug: string;
let cookie: string;
const secrets: Record<string, string> = {
  name: 'Canary-Name Zephyrine',
  login: 'canary-login-quux',
  password: 'canary-password-plugh',
  body: 'canary-body-xyzzy',
  claim: 'canary-claim-frobozz',
  token: 'canary-token-grue',
  query: 'canary-query-thud',
  address: '203.0.113.77',
  agent: 'canary-agent-wibble',
  email: 'canary@example.org',
  file: 'canary-file-name',
};

beforeAll(async () => {
  postgres = await cuttableDatabase();
  world = await createWorld({ TRUST_PROXY: '1', LOG_LEVEL: 'debug' }, postgres.database);
  const { db } = world;
  const hackathon = await makeHackathon(db);
  slug = hackathon.slug;
  member = await makePerson(db, { login: secrets.login!, display_name: secrets.name! });
  const team = await makeTeam(db, hackathon, { members: [member, await makePerson(db)] });
  await db('roles').insert(
    team.members.map((one, index) => ({
      id: `role-${index}`.padEnd(26, '0'),
      hackathon_id: hackathon.id,
      person_id: one.id,
      role: 'participant',
      granted_by: hackathon.organiser.id,
      granted_at: new Date(),
    })),
  );
  agent = await world.as(secrets.login!);
  agent.set('X-Forwarded-For', secrets.address!).set('User-Agent', secrets.agent!);
  room = (await agent.get(`/teams/${team.id}/room.json`)).body.room.id;
  submission = (await agent.get(`/teams/${team.id}/submission.json`)).body.submission.id;
  cookie = /sid=([^;]+)/.exec(await cookieOf(world.base, member.login, PASSWORD))![1]!;
});
afterAll(() => world.close());

const json = (to: string, fields: object) =>
  agent.post(to).type('form').set('Accept', 'application/json').send(fields);
const html = (to: string, fields: object) =>
  agent.post(to).type('form').set('Accept', 'text/html').send(fields);

async function everythingGoesWrong(): Promise<Set<number>> {
  const statuses = new Set<number>();
  const note = async (answer: PromiseLike<{ status: number }>) => void statuses.add((await answer).status);
  const card = { claim: secrets.claim, kind: 'law', source: secrets.body, url: '', language: 'en' };
  const words = {
    'section[problem]': secrets.body,
    'version[problem]': '0',
  };
  for (const door of [json, html]) {
    await note(door(`/rooms/${room}/messages`, { body: secrets.body, client_id: randomUUID() }));
    await note(door(`/hackathons/${slug}/evidence`, card));
    await note(door(`/hackathons/${slug}/evidence`, { ...card, kind: secrets.claim }));
    await note(door(`/submissions/${submission}/draft`, words));
    await note(
      door(`/submissions/${submission}/draft`, { ...words, 'section[problem]': `${secrets.body} 2` }),
    );
    await note(door(`/hackathons/${slug}/invitations`, { role: secrets.body }));
    await note(door('/login', { login: secrets.login, password: secrets.password }));
    await note(door('/recovery', { login: secrets.login, code: secrets.token, password: secrets.password }));
    await note(door('/account/password', { password: secrets.password, new_password: secrets.password }));
    await note(
      door('/accounts', {
        display_name: secrets.name,
        login: secrets.login,
        password: secrets.password,
        email: secrets.email,
        accept_rules: 'on',
        locale: 'en',
      }),
    );
    await note(door(`/invitations/${secrets.token}/acceptance`, {}));
  }
  await note(agent.get(`/invitations/${secrets.token}`));
  await note(agent.get(`/hackathons?q=${secrets.query}&next=${secrets.token}`));
  await note(agent.get(`/${secrets.query}%E0%A4%A`));
  await note(agent.get(`/teams/${secrets.query}%00`));
  await note(
    agent.post(`/submissions/${submission}/files`).attach('file', Buffer.from('x'), `${secrets.file}.exe`),
  );
  await note(
    agent.post(`/submissions/${submission}/files`).attach('file', Buffer.from('GIF'), `${secrets.file}.png`),
  );
  await note(
    raw(world.base, {
      method: 'POST',
      path: '/login',
      headers: { 'Content-Type': URLENCODED, 'Sec-Fetch-Site': 'cross-site', Cookie: `sid=${secrets.token}` },
      body: `login=${secrets.login}`,
    }),
  );
  return statuses;
}

const live = async () => {
  const socket = await world.live(secrets.login!);
  const ask = (event: string, data: unknown) => socket.timeout(10_000).emitWithAck(event, data);
  await ask('room:join', { roomId: room });
  await ask('message:post', { roomId: room, clientId: randomUUID(), body: secrets.body });
  await ask('message:post', { roomId: secrets.token, clientId: randomUUID(), body: secrets.body });
  await ask('message:post', { roomId: room, clientId: secrets.token, body: secrets.body });
  await ask('room:history', { roomId: secrets.body, afterSeq: secrets.body });
  return ask;
};

function expectClean(): void {
  const log = world.logged.join('\n');
  const found = Object.entries({
    ...secrets,
    ours: PASSWORD,
    id: member.id,
    cookie,
    decoded: decodeURIComponent(cookie),
  })
    .filter(([, secret]) => log.includes(secret))
    .map(([name, secret]) => `${name}: ${world.logged.find((text) => text.includes(secret))!.slice(0, 400)}`);
  expect(found).toEqual([]);
}

/** Series of Prometheus are kept for months: the same canaries, and the addresses of the log too. */
async function expectCleanFigures(): Promise<void> {
  const gauges = addGauges(world.deps);
  const text = await world.deps.metrics.registry.metrics();
  gauges.stop();
  const canaries = { ...secrets, id: member.id, room, submission, slug, cookie };
  expect(Object.entries(canaries).filter(([, secret]) => text.includes(secret))).toEqual([]);
  expect(text).toContain('route="/submissions/:id/draft"');
  expect(text).toMatch(/inquiry_messages_total\{outcome="posted"\} [1-9]/);
  expect(text).toMatch(/inquiry_messages_total\{outcome="frame\.errors\.notFound"\} [1-9]/);
}

test('refusals of every kind', async () => {
  const statuses = await everythingGoesWrong();
  await live();
  for (const status of [201, 303, 403, 404, 409, 415, 422]) expect([...statuses]).toContain(status);
  expectClean();
  await expectCleanFigures();
});

test('bugs: a statement of the database that quotes what people wrote', async () => {
  // Errors of triggers and casts carry the row, as real ones do.
  await world.db.raw(`
    create function quotes() returns trigger language plpgsql as
      $$ begin raise exception 'broken row: %', new using detail = new::text, hint = new::text; end $$;
    create trigger quotes before insert on entries for each row execute function quotes();
    create trigger quotes before insert on evidence_cards for each row execute function quotes();
    create trigger quotes before insert on sections for each row execute function quotes();
    create trigger quotes before insert on people for each row execute function quotes();
    create trigger quotes before insert on login_sessions for each row execute function quotes()`);
  const statuses = await everythingGoesWrong();
  const ask = await live().catch(() => undefined);
  expect(ask).toBeDefined();
  for (const table of ['entries', 'evidence_cards', 'sections', 'people', 'login_sessions'])
    await world.db.raw(`drop trigger quotes on ${table}`);
  expect([...statuses]).toContain(500);
  expect(world.logged.some((text) => JSON.parse(text).level >= 50)).toBe(true);
  expectClean();
});

test('a database that is away', async () => {
  const ask = await live();
  await postgres.cut();
  const statuses = await everythingGoesWrong();
  await ask('message:post', { roomId: room, clientId: randomUUID(), body: secrets.body });
  await postgres.mend();
  expect([...statuses]).toContain(503);
  expectClean();
});

const lines = () => world.logged.map((text) => JSON.parse(text));

test('every request is one line, with the pattern of its route and never its address', async () => {
  const before = world.logged.length;
  await agent.get(`/hackathons/${slug}?q=${secrets.query}`).expect(200);
  await agent.get('/css/frame.css').expect(200);
  await agent.get('/nowhere/at-all').expect(404);
  await agent.get('/health/live').expect(200);
  // The second time it is there, made for visitors.
  for (let n = 0; n < 2; n += 1)
    await world.visitor().get(`/hackathons/${slug}/teams?challenge=${secrets.query}`).expect(200);
  const requests = lines()
    .slice(before)
    .filter((one) => one.msg === 'request');
  expect(requests.map(({ method, route, status, level }) => [method, route, status, level])).toEqual([
    ['GET', '/hackathons/:h', 200, 30],
    ['GET', 'asset', 200, 20],
    ['GET', 'none', 404, 30],
    ['GET', '/health/live', 200, 20],
    ['GET', '/hackathons/:h/teams', 200, 30],
    ['GET', 'kept', 200, 30],
  ]);
  for (const one of requests) {
    expect(Object.keys(one).sort()).toEqual(
      ['bytes', 'level', 'method', 'ms', 'msg', 'pid', 'reference', 'route', 'status', 'time'].sort(),
    );
    expect(one.bytes).toBeGreaterThan(100);
  }
});

test('a plain X-Request-Id of a proxy is kept through every line of the request; another is replaced', async () => {
  const reference = 'proxy-1234-abcd';
  await postgres.cut();
  const answer = await agent.get('/desk').set('X-Request-Id', reference).set('Accept', 'application/json');
  await postgres.mend();
  expect([answer.status, answer.headers['x-request-id'], answer.body.reference]).toEqual([
    503,
    reference,
    reference,
  ]);
  expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/);
  const mine = lines().filter((one) => one.reference === reference);
  expect(mine.map((one) => one.msg)).toEqual(['frame.errors.away', 'request']);
  for (const given of ['short', 'x'.repeat(65), 'with space and more', 'line_with_others;'.repeat(2)]) {
    const { headers } = await agent.get('/health/live').set('X-Request-Id', given);
    expect(headers['x-request-id']).toMatch(/^[0-9a-z]{10}$/);
  }
  const page = await agent.get('/nowhere').set('Accept', 'text/html');
  expect(page.text).toContain(page.headers['x-request-id']);
});

test('what a person sends afterwards is told with the reference of its own event', async () => {
  await world.db.raw('create trigger quotes before insert on entries for each row execute function quotes()');
  const before = world.logged.length;
  const socket = await world.live(secrets.login!);
  const say = () =>
    socket
      .timeout(10_000)
      .emitWithAck('message:post', { roomId: room, clientId: randomUUID(), body: secrets.body });
  await Promise.all([say(), say()]);
  await world.db.raw('drop trigger quotes on entries');
  const faults = lines()
    .slice(before)
    .filter((one) => one.msg === 'a live event failed');
  expect(new Set(faults.map((one) => one.reference)).size).toBe(2);
  expectClean();
});

test('what is logged can be used: a reference that the page shows, the kind of error and where it stood', async () => {
  await world.db.raw(
    `create trigger quotes before insert on evidence_cards for each row execute function quotes()`,
  );
  const answer = await json(`/hackathons/${slug}/evidence`, {
    claim: secrets.claim,
    kind: 'law',
    source: 'x',
    url: '',
    language: 'en',
  });
  await world.db.raw('drop trigger quotes on evidence_cards');
  expect(answer.status).toBe(500);
  const line = world.logged
    .map((text) => JSON.parse(text))
    .find((one) => one.reference === answer.body.reference && one.err);
  expect(line).toMatchObject({
    level: 50,
    err: { name: expect.any(String), code: 'P0001', stack: expect.stringContaining(' at ') },
  });
});
