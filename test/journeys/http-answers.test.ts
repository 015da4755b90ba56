// The table “Answers” of contract.md, row by row, asked as scripts ask: what is done, and every kind of no.
import { randomUUID } from 'node:crypto';
import { io } from 'socket.io-client';
import { type MadeHackathon, type MadeTeam, makeHackathon, makePerson, makeTeam } from '../support/factories';
import { createWorld, PASSWORD, type World } from '../support/world';
import { ask, type Caller, caller } from './caller';

let world: World;
let hackathon: MadeHackathon;
let team: MadeTeam;
let member: Caller;
let outsider: Caller;
const visitor = () => caller(world.base);
const callers: Caller[] = [];

async function signedIn(login: string): Promise<Caller> {
  const one = caller(world.base);
  callers.push(one);
  expect((await one.post('/login', { login, password: PASSWORD })).status).toBe(200);
  return one;
}

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
  team = await makeTeam(world.db, hackathon);
  member = await signedIn(team.members[0]!.login);
  outsider = await signedIn((await makePerson(world.db)).login);
});
afterAll(async () => {
  for (const one of callers) one.close();
  await world.close();
});

const card = { claim: 'A lot.', kind: 'law', source: 'The law', url: '', language: 'en' };
const roomOf = async (one: Caller) => (await one.get(`/teams/${team.id}/room.json`)).json.room.id as string;

test('done: a form goes on with 303, a script reads where and which', async () => {
  const at = `/hackathons/${hackathon.slug}/evidence`;
  const form = await member.form(at, card);
  expect([form.status, form.headers.get('location')]).toEqual([303, expect.stringContaining(at)]);
  const script = await member.post(at, card);
  expect([script.status, script.json]).toEqual([
    201,
    expect.objectContaining({ location: expect.stringContaining(at), id: expect.any(String) }),
  ]);
});

test.each([
  ['another site', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ['a neighbour of the same site', { 'Sec-Fetch-Site': 'same-site' }, 403],
  ['another site that names our origin', { 'Sec-Fetch-Site': 'cross-site', Origin: 'OURS' }, 403],
  ['another origin', { Origin: 'https://example.org' }, 403],
  ['no origin at all', {}, 403],
  ['nowhere, for privacy', { Origin: 'null' }, 403],
  ['our own page', { 'Sec-Fetch-Site': 'same-origin' }, 200],
  ['a bookmark', { 'Sec-Fetch-Site': 'none' }, 200],
  ['a script with our origin', { Origin: 'OURS' }, 200],
] as [string, Record<string, string>, number][])('a POST from %s', async (_name, given, status) => {
  const headers = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value === 'OURS' ? world.base : value]),
  );
  const body = new URLSearchParams({ login: hackathon.organiser.login, password: PASSWORD });
  const answer = await visitor().raw('/login', {
    method: 'POST',
    headers: { Accept: 'application/json', ...headers },
    body,
  });
  expect(answer.status).toBe(status);
});

test('wrong input: 422 with a message for each field; the page keeps what was typed; fields we do not know are refused', async () => {
  const at = `/hackathons/${hackathon.slug}/evidence`;
  const script = await member.post(at, { ...card, claim: '', kind: 'rumour' });
  expect([script.status, script.json]).toEqual([
    422,
    {
      error: expect.any(String),
      message: expect.any(String),
      fields: { claim: expect.any(String), kind: expect.any(String) },
    },
  ]);
  const page = await member.form(at, { ...card, source: 'A source we typed', claim: '' });
  expect([page.status, page.text]).toEqual([422, expect.stringContaining('A source we typed')]);
  const unknown = await member.post(at, { ...card, more: '1' });
  expect([unknown.status, unknown.json.fields]).toEqual([422, { more: expect.any(String) }]);
});

test('not signed in: 302 to the sign-in, 401 for scripts', async () => {
  for (const path of ['/desk', `/teams/${team.id}/room`, `/hackathons/${hackathon.slug}/evidence`]) {
    const page = await visitor().page(path);
    expect([page.status, page.headers.get('location')]).toEqual([302, expect.stringMatching(/^\/login/)]);
    const script = await visitor().get(path);
    expect([script.status, script.json.error]).toEqual([401, expect.any(String)]);
  }
  const claim = await visitor().form('/help-requests/any/claim');
  expect([claim.status, claim.headers.get('location')]).toEqual([302, '/login']);
  expect((await visitor().post(`/hackathons/${hackathon.slug}/evidence`, card)).status).toBe(401);
});

test('not there, or not for you to know: the same 404, letter by letter', async () => {
  const room = await roomOf(member);
  const hidden = await makeHackathon(world.db, { opened: false });
  const pairs = [
    [`/teams/${team.id}/room.json`, '/teams/nowhere/room.json'],
    [`/rooms/${room}/messages.json`, '/rooms/nowhere/messages.json'],
    [`/teams/${team.id}/submission.json`, '/teams/nowhere/submission.json'],
    [`/hackathons/${hackathon.slug}/evidence.json`, '/hackathons/nowhere/evidence.json'],
    [`/hackathons/${hidden.slug}.json`, '/hackathons/nowhere.json'],
    [`/hackathons/${hidden.slug}/teams.json`, '/hackathons/nowhere/teams.json'],
    [`/hackathons/${hackathon.slug}/results.json`, '/hackathons/nowhere/results.json'],
    ['/invitations/made-up', '/nothing/at/all'],
  ] as const;
  for (const [there, nowhere] of pairs) {
    const [one, other] = [await outsider.get(there), await outsider.get(nowhere)];
    expect([there, one.status, other.status]).toEqual([there, 404, 404]);
    expect(one.text).toBe(other.text);
  }
  const post = (id: string) =>
    outsider.post(`/rooms/${id}/messages`, { body: 'Hi', client_id: randomUUID() });
  const [one, other] = [await post(room), await post('nowhere')];
  expect([one.status, one.text]).toEqual([404, other.text]);
});

test('known, but not yours, or not in this phase: 403 with the reason', async () => {
  const notYours = await member.post(`/hackathons/${hackathon.slug}/invitations`, { role: 'expert' });
  expect([notYours.status, Object.keys(notYours.json).sort()]).toEqual([403, ['error', 'message']]);
  const closed = await makeHackathon(world.db, { open: ['judging'] });
  const early = await outsider.post(`/hackathons/${closed.slug}/participation`, { age: 'within' });
  expect([early.status, early.json.error]).toEqual([403, 'hackathons.refused.tooLate']);
});

test('too large is 413, too many is 429 with whole seconds to wait', async () => {
  const room = await roomOf(member);
  const huge = await member.post(`/rooms/${room}/messages`, { body: 'x'.repeat(600 * 1024) });
  expect(huge.status).toBe(413);
  const posts = [];
  for (let index = 0; index < 21; index++)
    posts.push(await member.post(`/rooms/${room}/messages`, { body: `${index}` }));
  expect(posts.slice(0, 20).map((one) => one.status)).toEqual(Array(20).fill(201));
  const last = posts.at(-1)!;
  expect([last.status, last.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^[1-9]\d*$/)]);
  const live = await member.live();
  const answer = await ask(live, 'message:post', { roomId: room, clientId: randomUUID(), body: 'One more' });
  expect(answer).toMatchObject({ ok: false, error: last.json.error, retryAfter: expect.any(Number) });

  const { login } = await makePerson(world.db);
  const tries = [];
  for (let index = 0; index < 11; index++)
    tries.push(await visitor().post('/login', { login, password: 'wrong one' }));
  expect(tries.slice(0, 10).map((one) => one.status)).toEqual(Array(10).fill(422));
  expect([tries[10]!.status, Number(tries[10]!.headers.get('retry-after'))]).toEqual([
    429,
    expect.any(Number),
  ]);
  expect(Number(tries[10]!.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
});

test('sockets want our exact origin and a sign-in', async () => {
  const refusedWith = (extraHeaders: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = io(world.base, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders,
      });
      const end = (text: string) => {
        socket.disconnect();
        resolve(text);
      };
      socket.once('connect', () => end('connected'));
      socket.once('connect_error', (error) => end(error.message));
    });
  expect(await refusedWith({ Origin: 'https://example.org' })).not.toBe('connected');
  expect(await refusedWith({})).not.toBe('connected');
  expect(await refusedWith({ Origin: world.base })).toBe('frame.errors.signInFirst');
});
