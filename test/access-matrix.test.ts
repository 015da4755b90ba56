// Every route and live event as everybody: visitor, roles, other team, other hackathon; phases open and closed.
// What a route declares is what happens, and an undeclared or untried route fails here.
import { writeFile } from 'node:fs/promises';
import type { Express } from 'express';
import { connect } from '../src/db/connection';
import { invitationToken } from '../src/features/hackathons/invitations.actions';
import { liveMap } from '../src/sockets';
import type { Declared, Who } from '../src/web/site';
import { EVENTS, type Example, examplePath, GETS, POSTS } from './matrix/examples';
import { ACTORS, fillMatrix, OPEN, type Things } from './matrix/fixture';
import { rewindTo } from './matrix/rewind';
import { type TestDatabase, testDatabase } from './support/database';
import { setPhases } from './support/factories';
import { type Agent, createWorld, PASSWORD, type World } from './support/world';

let source: TestDatabase;
let rewind: () => Promise<void>;
let things: Things;
let declared: Declared[];
const cookies = new Map<string, string>();
const open: World[] = [];

beforeAll(async () => {
  source = await testDatabase();
  const world = await onSource();
  things = await fillMatrix(world.db, (id) => invitationToken(world.deps, id));
  declared = world.app.locals.declared;
  for (const [name, person] of Object.entries(things.people)) {
    const answer = await world
      .visitor()
      .post('/login')
      .type('form')
      .send({ login: person.login, password: PASSWORD });
    const set = ([] as string[]).concat(answer.headers['set-cookie'] ?? []);
    cookies.set(name, set.map((text) => text.split(';')[0]).join('; '));
  }
  rewind = await rewindTo(source.db);
  await world.close();
});

afterEach(async () => {
  for (const world of open.splice(0)) await world.close();
});

afterAll(async () => {
  await source.drop();
});

async function onSource(): Promise<World> {
  const beside = { ...source, db: connect(source.url), drop: async () => undefined };
  return createWorld({}, Promise.resolve(beside));
}

/** A new world on the filled database, put back as it was filled: what one try changes no other sees. */
async function fresh(): Promise<World> {
  for (const used of open.splice(0)) await used.close();
  await rewind();
  const world = await onSource();
  open.push(world);
  // The bytes of the team's file: the data folder is not part of the database.
  const temporary = await world.deps.files.temporary();
  await writeFile(temporary, 'plan');
  await world
    .db('files')
    .where({ id: things.file })
    .update({ stored_as: await world.deps.files.keep(temporary) });
  return world;
}

const openFor = (world: World, example: Example) =>
  setPhases(world.db, things.hackathon.id, example.open ?? OPEN);

function as(world: World, actor: string): Agent {
  const agent = world.visitor();
  const cookie = cookies.get(actor);
  if (cookie) agent.set('Cookie', cookie);
  return agent;
}

const may = (who: Who | Who[], actor: string) =>
  [who].flat().some((one) => one === 'anyone' || ACTORS[actor]!.includes(one));

async function answerTo(world: World, route: Declared, example: Example, actor: string): Promise<number> {
  const path = example.path?.(things) ?? examplePath(route.path, things);
  const agent = as(world, actor);
  if (route.method === 'get') return (await agent.get(path)).status;
  const request = agent.post(path).set('Accept', 'application/json');
  if (example.upload) return (await request.attach('file', Buffer.from('A plan.\n'), 'plan.txt')).status;
  return (await request.type('form').send(example.body?.(things) ?? {})).status;
}

const refused = (status: number, actor: string, method: string) =>
  actor === 'visitor'
    ? status === 401 || (method === 'get' && status === 302)
    : status === 403 || status === 404;

// 409: allowed to ask, but somebody was first (already in a team, nothing left to assign …).
const accepted = (status: number) => [200, 201, 303, 409, 422].includes(status);

const exampleOf = (route: Declared): Example | undefined =>
  route.method === 'post' ? POSTS[route.path] : (GETS[route.path] ?? {});

test('no route stands beside the site map, and every declared change has an example', () => {
  const routes: string[] = [];
  const walk = (
    stack: { route?: { path: string; methods: Record<string, boolean> }; handle?: { stack?: never } }[],
  ) => {
    for (const layer of stack) {
      if (layer.route)
        for (const method of Object.keys(layer.route.methods)) routes.push(`${method} ${layer.route.path}`);
      else if (layer.handle?.stack) walk(layer.handle.stack);
    }
  };
  return fresh().then((world) => {
    walk((world.app as Express & { router: { stack: never } }).router.stack);
    const known = new Set(declared.map((route) => `${route.method} ${route.path}`));
    const outside = ['get /health/live', 'get /health/ready'];
    expect(routes.filter((route) => !known.has(route) && !outside.includes(route))).toEqual([]);
    expect(declared.filter((route) => exampleOf(route) === undefined).map((route) => route.path)).toEqual([]);
    expect(Object.keys(POSTS).filter((path) => !known.has(`post ${path}`))).toEqual([]);
    expect(
      liveMap(world.deps)
        .map((event) => event.event)
        .sort(),
    ).toEqual(Object.keys(EVENTS).sort());
  });
});

test('whoever a route is not for is refused, whatever the phase, and nothing changes', async () => {
  const world = await fresh();
  const before = await fingerprint(world);
  const wrong: string[] = [];
  for (const route of declared) {
    const example = exampleOf(route)!;
    if (example.skip) continue;
    for (const actor of Object.keys(ACTORS).filter((name) => !may(route.who, name))) {
      const status = await answerTo(world, route, example, actor);
      if (!refused(status, actor, route.method))
        wrong.push(`${route.method} ${route.path} as ${actor}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(await fingerprint(world)).toEqual(before);
});

test('pages open for everybody they are for, and reading changes nothing', async () => {
  const world = await fresh();
  // The phases are moved by this test itself, and their moves are counted.
  const moved = ['phases', 'page_versions'];
  const before = await fingerprint(world, moved);
  const wrong: string[] = [];
  for (const route of declared.filter((one) => one.method === 'get')) {
    const example = exampleOf(route)!;
    if (example.skip) continue;
    await openFor(world, example);
    for (const actor of Object.keys(ACTORS).filter((name) => may(route.who, name))) {
      const status = await answerTo(world, route, example, actor);
      if (status !== 200 && status !== 302 && status !== 303)
        wrong.push(`get ${route.path} as ${actor}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(await fingerprint(world, moved)).toEqual(before);
});

test('a change is open to everybody it is for', async () => {
  const wrong: string[] = [];
  // The file of a world is its own.
  const filled = await fingerprint(await fresh(), ['files']);
  for (const route of declared.filter((one) => one.method === 'post')) {
    const example = exampleOf(route)!;
    if (example.skip) continue;
    let world = await fresh();
    await openFor(world, example);
    for (const actor of Object.keys(ACTORS).filter((name) => may(route.who, name))) {
      if (accepted(await answerTo(world, route, example, actor))) continue;
      // The one before may have used the thing up: alone, this person must be let in.
      world = await fresh();
      await openFor(world, example);
      const status = await answerTo(world, route, example, actor);
      if (!accepted(status)) wrong.push(`${route.path} as ${actor}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(await fingerprint(await fresh(), ['files'])).toEqual(filled);
});

test('a change that belongs to a phase is refused when the phase is over', async () => {
  const world = await fresh();
  await setPhases(world.db, things.hackathon.id, []);
  const wrong: string[] = [];
  for (const route of declared.filter((one) => one.method === 'post' && one.phase)) {
    const example = exampleOf(route)!;
    if (example.skip) continue;
    for (const actor of Object.keys(ACTORS).filter((name) => may(route.who, name))) {
      const status = await answerTo(world, route, example, actor);
      // Whoever takes part already is told so: joining again stays harmless.
      const harmless = status === 200 && route.path.endsWith('/participation');
      if (status !== 403 && status !== 409 && !harmless) wrong.push(`${route.path} as ${actor}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('live events answer those they are for and nobody else', async () => {
  const world = await fresh();
  const wrong: string[] = [];
  for (const [name, person] of Object.entries(things.people)) {
    const socket = await world.live(person.login);
    for (const event of liveMap(world.deps)) {
      const answer = await socket.timeout(5000).emitWithAck(event.event, EVENTS[event.event]!(things));
      if (answer.ok !== may(event.who, name))
        wrong.push(`${event.event} as ${name}: ${JSON.stringify(answer)}`);
    }
    socket.disconnect();
  }
  expect(wrong).toEqual([]);
});

test('a hackathon that is not open looks like a missing one to everybody without a role in it', async () => {
  const world = await fresh();
  for (const actor of Object.keys(ACTORS).filter((name) => name !== 'organiser')) {
    const agent = as(world, actor);
    for (const path of [
      '',
      '.json',
      '/teams',
      '/teams.json',
      '/steps',
      '/criteria',
      `/challenges/${things.closedHackathon.challenge.slug}`,
    ]) {
      const foreign = await agent.get(`/hackathons/${things.closedHackathon.slug}${path}`);
      expect({ actor, path, status: foreign.status }).toEqual({ actor, path, status: 404 });
    }
  }
});

/** The number of rows and the last change of every table that people's work is in. */
async function fingerprint(world: World, but: string[] = []): Promise<Record<string, string>> {
  const passing = [
    ...but,
    'sessions',
    'login_sessions',
    'rate_limits',
    'room_visits',
    'knex_migrations',
    'knex_migrations_lock',
  ];
  const { rows } = await world.db.raw(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  const prints: Record<string, string> = {};
  for (const { relname } of rows as { relname: string }[]) {
    if (passing.includes(relname)) continue;
    const sum = await world.db.raw(
      `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as print from ?? t`,
      [relname],
    );
    prints[relname] = sum.rows[0].print;
  }
  return prints;
}
