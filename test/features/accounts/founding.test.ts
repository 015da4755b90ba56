import { spawn } from 'node:child_process';
import path from 'node:path';
import { makeFounderLink } from '../../../src/features/accounts/accounts.founding.actions';
import { footLinks } from '../../../src/features/accounts/accounts.pages.routes';
import { translator } from '../../../src/i18n/locales';
import { databaseUrl } from '../../support/database';
import { makePerson } from '../../support/factories';
import { createWorld, type World } from '../../support/world';
import { send, sendForm } from './people';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const link = async () => `/founding/${await makeFounderLink(world.db, world.deps.clock)}`;

test('whoever accepts a link may found hackathons; it works once', async () => {
  const person = await makePerson(world.db);
  const agent = await world.as(person.login);
  const path = await link();
  expect((await agent.get(path)).text).toContain(`action="${path}/acceptance"`);
  expect((await sendForm(agent, `${path}/acceptance`)).status).toBe(303);
  expect((await world.db('people').where({ id: person.id }).first()).may_found_at).toEqual(expect.any(Date));
  const late = await world.as((await makePerson(world.db)).login);
  expect((await late.get(path)).status).toBe(410);
  expect((await send(late, `${path}/acceptance`)).status).toBe(410);
});

test('a visitor signs in first, and an unknown link is not there', async () => {
  const visitor = await world.visitor().get(await link());
  expect([visitor.status, visitor.headers.location]).toEqual([
    302,
    expect.stringMatching(/^\/login\?next=%2Ffounding/),
  ]);
  const agent = await world.as((await makePerson(world.db)).login);
  expect((await agent.get('/founding/unknown')).status).toBe(404);
  expect((await send(agent, '/founding/unknown/acceptance')).status).toBe(404);
});

test('after 24 hours a link is over', async () => {
  const agent = await world.as((await makePerson(world.db)).login);
  const path = await link();
  await world.db('founder_links').update({ expires_at: new Date(Date.now() - 1000) });
  expect((await agent.get(path)).status).toBe(410);
  expect((await send(agent, `${path}/acceptance`)).status).toBe(410);
});

test('of five who accept at the same time one may found', async () => {
  const path = await link();
  const people = await Promise.all(Array.from({ length: 5 }, () => makePerson(world.db)));
  const agents = await Promise.all(people.map((person) => world.as(person.login)));
  const answers = await Promise.all(agents.map((agent) => send(agent, `${path}/acceptance`)));
  expect(answers.map((one) => one.status).sort()).toEqual([200, 410, 410, 410, 410]);
  const ids = people.map((person) => person.id);
  expect(await world.db('people').whereIn('id', ids).whereNotNull('may_found_at')).toHaveLength(1);
});

test('the token is stored as a hash and never logged', async () => {
  const path = await link();
  const token = path.split('/').at(-1)!;
  await (await world.as((await makePerson(world.db)).login)).get(path);
  expect(JSON.stringify(await world.db('founder_links').select())).not.toContain(token);
  expect(world.logged.join('')).not.toContain(token);
});

test('the command prints one link that works', async () => {
  const name = (await world.db.raw('select current_database() as name')).rows[0].name;
  const root = path.resolve(__dirname, '../../..');
  const env = { ...process.env, DATABASE_URL: databaseUrl(name), BASE_URL: 'https://lab.example.org' };
  const child = spawn(process.execPath, ['src/cli/run.mjs', 'cli/create-organiser'], { cwd: root, env });
  let out = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^https:\/\/lab\.example\.org\/founding\/[0-9a-z]{52}\n$/),
  ]);
  const agent = await world.as((await makePerson(world.db)).login);
  expect((await agent.get(new URL(out.trim()).pathname)).status).toBe(200);
});

test('the pages at the foot are there in three languages', async () => {
  for (const tag of ['en', 'nl', 'ar']) {
    for (const { href, label } of footLinks(translator(tag))) {
      const page = await world.visitor().get(`${href}?lang=${tag}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`<h1 class="title">${label}</h1>`);
      expect(page.text).not.toMatch(/pages\.[a-z]+\./);
      expect(page.text.slice(page.text.indexOf('<footer'))).toContain(`<a href="${href}">${label}</a>`);
    }
  }
});
