// Notices: who hears of what, in which words, how they are counted and read.
import { noticeText } from '../../../src/features/notices/notices.text';
import { newId } from '../../../src/ids';
import { makeHackathon, makePerson, makeRole, makeTeam } from '../../support/factories';
import { createWorld, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const noticesOf = (personId: string) =>
  world
    .db('notices')
    .where({ person_id: personId })
    .orderBy('at')
    .select('kind', 'href', 'params', 'about_id');

test('whoever sits in a team hears at once that somebody joined, and the one who joined does not', async () => {
  const hackathon = await makeHackathon(world.db);
  const team = await makeTeam(world.db, hackathon, { size: 2 });
  const joiner = await makeRole(world.db, hackathon, 'participant');
  const heard: unknown[] = [];
  const socket = await world.live(team.members[0]!.login);
  socket.on('notice', (notice) => heard.push(notice));
  const told = new Promise((resolve) => socket.once('notice', resolve));
  const agent = await world.as(joiner.login);
  await agent.post(`/teams/${team.id}/members`).type('form').expect(303);
  await told;
  expect(heard).toEqual([
    {
      kind: 'joined',
      text: `${joiner.display_name} joined your team ${team.name}.`,
      href: `/teams/${team.id}`,
    },
  ]);
  for (const member of team.members)
    expect(await noticesOf(member.id)).toEqual([
      {
        kind: 'joined',
        href: `/teams/${team.id}`,
        params: { team: team.name },
        about_id: joiner.id,
      },
    ]);
  expect(await noticesOf(joiner.id)).toEqual([]);
  expect(await noticesOf((await makePerson(world.db)).id)).toEqual([]);
});

async function give(personId: string, count: number, params: object = { name: 'Ada', team: 'Forty Doors' }) {
  const rows = Array.from({ length: count }, (_, index) => ({
    id: newId(),
    person_id: personId,
    kind: 'joined',
    params: JSON.stringify(params),
    href: `/teams/${index}`,
    at: new Date(Date.now() + index),
  }));
  await world.db('notices').insert(rows);
  return rows;
}

test('the bell counts what is unread, opening one leads to its thing and counts it off, a GET changes nothing', async () => {
  const person = await makePerson(world.db);
  const [first] = await give(person.id, 2);
  const agent = await world.as(person.login);
  for (const path of ['/notices', '/desk', '/notices'])
    expect((await agent.get(path)).text).toContain('data-unread="2"');
  const opened = await agent.post(`/notices/${first!.id}/opening`).type('form').expect(303);
  expect(opened.headers.location).toBe(first!.href);
  expect((await agent.get('/desk')).text).toContain('data-unread="1"');
  await agent.post(`/notices/${first!.id}/opening`).type('form').expect(303);
  expect((await agent.get('/notices.json')).body.unread).toBe(1);
  await agent.post('/notices/reading').type('form').expect(303);
  expect((await agent.get('/desk')).text).toContain('data-unread="0"');
});

test('notices of somebody else are not there', async () => {
  const [owner, other] = [await makePerson(world.db), await makePerson(world.db)];
  const [notice] = await give(owner.id, 1, { name: 'Canary', team: 'Canary team' });
  const agent = await world.as(other.login);
  for (const path of ['/notices', '/notices.json', `/notices?before=${notice!.id}`])
    expect((await agent.get(path)).text).not.toContain('Canary');
  await agent.post(`/notices/${notice!.id}/opening`).type('form').expect(404);
  await agent.post('/notices/reading').type('form').expect(303);
  expect((await world.db('notices').where({ id: notice!.id }).first()).read_at).toBeNull();
});

test('more than a page of notices: newest first, each once, and 99+ at the bell', async () => {
  const person = await makePerson(world.db);
  const rows = await give(person.id, 120);
  const agent = await world.as(person.login);
  expect((await agent.get('/notices')).text).toContain('>99+<');
  const seen: string[] = [];
  for (let path = '/notices.json'; path; ) {
    const { body } = await agent.get(path);
    seen.push(...body.notices.map((notice: { id: string }) => notice.id));
    path = body.next;
  }
  expect(seen).toEqual(rows.map((row) => row.id).reverse());
});

test('a text in several languages, a key and a moment are said in the language of the reader', async () => {
  const team = { at: '2026-11-21T21:00:00Z', zone: 'Europe/Brussels' };
  const notice = { kind: 'joined', about: 'سامي', params: { team } };
  expect(noticeText(notice, 'en')).toBe('\u2068سامي\u2069 joined your team 21 November at 22:00.');
  const city = { en: 'A city', ar: 'مدينة' };
  expect(noticeText({ kind: 'joined', about: 'Sami', params: { team: city } }, 'ar')).toBe(
    'انضمّ عضو جديد إلى فريقك «مدينة»: \u2068Sami\u2069.',
  );
  const key = { kind: 'joined', about: 'Sami', params: { team: { key: 'notices.title' } } };
  expect(noticeText(key, 'nl')).toBe('Sami zit nu in je team Nieuws.');
});
