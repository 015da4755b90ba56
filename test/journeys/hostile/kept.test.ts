// A refusal takes nothing away: whatever stops a form, the words that were typed stand on the answer.
import { invitationToken } from '../../../src/features/hackathons/invitations.actions';
import type { Declared } from '../../../src/web/site';
import { type Example, examplePath, POSTS } from '../../matrix/examples';
import { ACTORS, fillMatrix, type Things } from '../../matrix/fixture';
import { setPhases } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

/** Fields a person writes in, by route; the rest of each example is choices and numbers. */
const WRITTEN: Record<string, string[]> = {
  '/account/name': ['display_name'],
  '/hackathons': ['title[en]', 'in_short[en]'],
  '/hackathons/:h/phases/:phase': ['reason'],
  '/hackathons/:h/about': [
    'run_by',
    'contact',
    'funder',
    'decided_by[en]',
    'disclaimer[nl]',
    'emblem_alt[ar]',
  ],
  '/hackathons/:h/invitations': ['organisation', 'subject'],
  '/hackathons/:h/challenges': ['title[en]', 'in_short[en]', 'brief[en]', 'asked_by[en]'],
  '/hackathons/:h/challenges/:c': ['title[en]', 'in_short[en]', 'brief[nl]', 'asked_by[en]'],
  '/hackathons/:h/challenges/:c/closing': ['closing[en]'],
  '/hackathons/:h/evidence': ['claim', 'source'],
  '/hackathons/:h/teams': ['name', 'pitch'],
  '/teams/:id': ['name', 'pitch'],
  '/teams/:id/requests': ['motivation'],
  '/teams/:id/extensions': ['reason'],
  '/teams/:id/removals': ['reason'],
  '/teams/:id/moves': ['reason'],
  '/hackathons/:h/mergers': ['reason'],
  '/removals/:id/objection': ['objection'],
  '/removals/:id/answer': ['answer'],
  '/submissions/:id/draft': ['section[problem]', 'section[cost]'],
  '/submissions/:id/feedback': ['body'],
  '/feedback/:id/answer': ['because'],
  '/rooms/:id/messages': ['body'],
  '/messages/:id/edit': ['body'],
  '/rooms/:id/notes': ['text'],
  '/teams/:id/help-requests': ['topic', 'details'],
  '/hackathons/:h/slots': ['topic'],
  '/hackathons/:h/criteria': ['title[en]', 'level[1][en]', 'level[5][nl]'],
  '/hackathons/:h/exercise/:number/text': ['title[en]', 'text[en]'],
  '/sheets/:id': ['feedback', 'note'],
  '/sheets/:id/conflict': ['reason'],
  '/sheets/:id/skipping': ['reason'],
  '/submissions/:id/discussion-note': ['text'],
  '/hackathons/:h/prizes': ['name[en]'],
  '/prizes/:id': ['name[en]'],
  '/prizes/:id/awards': ['reason'],
  '/submissions/:id/jury-feedback': ['text'],
  '/hackathons/:h/results/publication': ['reason'],
  '/teams/:id/objection': ['text'],
  '/objections/:id/answer': ['answer'],
  '/hackathons/:h/certificate': ['name'],
  '/recommendations/:id/answer': ['reason'],
  '/reports': ['details'],
  '/reports/:id/decision': ['reason'],
  '/reports/:id/objection': ['reason'],
  '/reports/:id/outcome': ['reason'],
  '/help-requests/:id/completion': ['note'],
  '/submissions/:id/recommendation': ['letter'],
};

let world: World;
let things: Things;
let declared: Declared[];
const agents = new Map<string, Agent>();

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  things = await fillMatrix(world.db, (id) => invitationToken(world.deps, id));
  declared = world.app.locals.declared;
});
afterAll(() => world.close());

async function as(actor: string): Promise<Agent> {
  if (actor === 'ended')
    return world.visitor().set('Cookie', 'sid=s%3Aof-a-sign-in-that-ended.signature') as Agent;
  if (actor === 'visitor') return world.visitor();
  const known = agents.get(actor) ?? (await world.as(things.people[actor]!.login));
  agents.set(actor, known);
  return known;
}

const typed = (name: string) => `Our <b>own</b> & "words" of ${name.replace(/\W/g, ' ')}`;
const escaped = (text: string) =>
  [
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&#34;'),
  ] as const;

const bodyOf = (path: string, example: Example) => ({
  ...example.body?.(things),
  ...Object.fromEntries(WRITTEN[path]!.map((name) => [name, typed(name)])),
});

/** What is missing on the answer, one line a field. */
async function missing(route: string, actor: string, more: Record<string, string>, wanted: number[]) {
  const example = POSTS[route] ?? {};
  const path = example.path?.(things) ?? examplePath(route, things);
  const answer = await (await as(actor))
    .post(path)
    .type('form')
    .set('Accept', 'text/html')
    .send({
      ...bodyOf(route, example),
      ...more,
    });
  const faults = WRITTEN[route]!.filter((name) => !answer.text.includes(escaped(typed(name))[0])).map(
    (name) => `${route} as ${actor}: ${answer.status} lost ${name}`,
  );
  if (!wanted.includes(answer.status)) faults.push(`${route} as ${actor}: ${answer.status}`);
  return faults;
}

const whoMay = (route: Declared) =>
  Object.keys(ACTORS).find((name) =>
    [route.who].flat().some((who) => who === 'anyone' || ACTORS[name]!.includes(who)),
  );
const written = () => declared.filter((route) => route.method === 'post' && WRITTEN[route.path]);

test('every example that carries words is in the table', () => {
  const known = new Set(declared.filter((route) => route.method === 'post').map((route) => route.path));
  expect(Object.keys(WRITTEN).filter((path) => !known.has(path))).toEqual([]);
  const wordy = Object.entries(POSTS).filter(([, example]) =>
    Object.values(example.body?.(things) ?? {}).some((value) => / /.test(String(value))),
  );
  expect(wordy.map(([path]) => path).filter((path) => !WRITTEN[path])).toEqual([]);
});

test('wrong input: an unknown field, a text too long beside the words', async () => {
  const faults = [];
  for (const route of written())
    faults.push(...(await missing(route.path, whoMay(route)!, { surprise: '1' }, [422, 403, 404, 409])));
  expect(faults).toEqual([]);
});

test('a text that somebody else changed meanwhile', async () => {
  const faults = [];
  for (const [route, more] of [
    ['/submissions/:id/draft', { 'version[problem]': '0', 'version[cost]': '0' }],
    ['/sheets/:id', { version: '999' }],
    ['/hackathons/:h/challenges/:c', { version: '999' }],
  ] as [string, Record<string, string>][]) {
    const declaration = declared.find((one) => one.method === 'post' && one.path === route)!;
    faults.push(...(await missing(route, whoMay(declaration)!, more, [409])));
  }
  expect(faults).toEqual([]);
});

test('a form that is not yours', async () => {
  const faults = [];
  for (const route of written().filter((one) => one.path !== '/account/name' && one.who !== 'anyone'))
    faults.push(...(await missing(route.path, 'otherHackathonJuror', {}, [403, 404])));
  expect(faults).toEqual([]);
});

test('a session that ended', async () => {
  const faults = [];
  for (const route of written().filter((one) => one.who !== 'anyone'))
    faults.push(...(await missing(route.path, 'ended', {}, [401])));
  expect(faults).toEqual([]);
});

test('a phase that closed', async () => {
  await setPhases(world.db, things.hackathon.id, []);
  const faults = [];
  for (const route of written().filter((one) => one.phase))
    faults.push(...(await missing(route.path, whoMay(route)!, {}, [403, 404, 409, 422])));
  expect(faults).toEqual([]);
});

test('too much at once: the words of the message that has to wait', async () => {
  const slow = await createWorld(
    {},
    Promise.resolve({ db: world.db, url: '', name: '', guard: {}, drop: async () => {} }),
  );
  const agent = await slow.as(things.people.otherTeam!.login);
  await agent.get(`/teams/${things.otherTeam}/room`);
  await setPhases(world.db, things.hackathon.id, ['teams', 'drafting']);
  const room = (await agent.get(`/teams/${things.otherTeam}/room.json`)).body.room.id;
  let last = { status: 0, text: '' };
  for (let index = 0; index < 21; index++)
    last = await agent
      .post(`/rooms/${room}/messages`)
      .type('form')
      .set('Accept', 'text/html')
      .send({ body: typed('body') });
  expect(last.status).toBe(429);
  expect(last.text).toContain(escaped(typed('body'))[0]);
  await slow.sockets.close();
  slow.server.closeAllConnections();
  await new Promise((resolve) => slow.server.close(resolve));
});
