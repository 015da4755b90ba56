// From founding to opening: who may, what is refused, who sees what before, and what travels as JSON.
import { makeHackathon, makePerson, makeRole, setPhases } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let founder: Agent;

const json = (agent: Agent, path: string, body: object) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(body);
const plan = (more: object = {}) => ({
  slug: 'river-city',
  'title[en]': 'River City',
  'title[nl]': 'Rivierstad',
  template: 'two-weeks',
  starts_on: '2026-11-02',
  zone: 'Europe/Brussels',
  languages: ['en', 'nl', 'ar'],
  ...more,
});
const question = {
  slug: 'night-bus',
  'title[en]': 'A bus at night',
  'in_short[en]': 'How do we get home?',
  'brief[en]': '## What is known\n\nNo bus after 22:00.',
};

beforeAll(async () => {
  world = await createWorld();
  await makePerson(world.db, { login: 'founder', may_found: true });
  await makePerson(world.db, { login: 'nobody' });
  founder = await world.as('founder');
});
afterAll(() => world.close());

test('only people who may found see the form and found', async () => {
  const nobody = await world.as('nobody');
  expect((await nobody.get('/hackathons/new')).status).toBe(403);
  expect((await json(nobody, '/hackathons', plan())).status).toBe(403);
  expect((await json(world.visitor(), '/hackathons', plan())).status).toBe(401);
  expect((await founder.get('/hackathons/new')).status).toBe(200);
});

test.each([
  [{ zone: 'Europe/Nieuwhaven' }, 'zone'],
  [{ zone: '+01:00' }, 'zone'],
  [{ starts_on: '2026-02-30' }, 'starts_on'],
  [{ languages: 'xx' }, 'languages[0]'],
  [{ template: 'year' }, 'template'],
  [{ slug: 'River City' }, 'slug'],
  [{ slug: 'new' }, 'slug'],
  [{ color: 'red' }, 'color'],
])('a wrong field is named: %j', async (more, field) => {
  const answer = await json(founder, '/hackathons', plan(more));
  expect(answer.status).toBe(422);
  expect(Object.keys(answer.body.fields)).toContain(field);
});

test('a refused form comes back with what was typed', async () => {
  const answer = await founder
    .post('/hackathons')
    .type('form')
    .send(plan({ zone: 'Nowhere', 'title[en]': '<script>alert(1)</script>' }));
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(answer.text).not.toContain('<script>alert');
  expect(answer.text).toContain('value="river-city"');
});

test('from a template to an open hackathon', async () => {
  const made = await json(founder, '/hackathons', plan());
  expect(made.status).toBe(201);
  expect(made.body.location).toBe('/hackathons/river-city');
  expect((await json(founder, '/hackathons', plan())).status).toBe(409);

  const visitor = world.visitor();
  const hidden = await visitor.get('/hackathons/river-city').set('Accept', 'application/json');
  const absent = await visitor.get('/hackathons/absent-city').set('Accept', 'application/json');
  expect([hidden.status, absent.status]).toEqual([404, 404]);
  expect(hidden.body).toEqual(absent.body);
  expect((await visitor.get('/hackathons/river-city.json')).status).toBe(404);
  expect((await visitor.get('/hackathons/river-city/steps')).status).toBe(404);
  expect((await visitor.get('/hackathons')).text).not.toContain('River City');
  expect((await visitor.get('/')).text).not.toContain('River City');
  expect((await founder.get('/hackathons')).text).toContain('River City');
  expect((await founder.get('/hackathons/river-city')).text).toContain(
    '/hackathons/river-city/challenges/new',
  );

  const early = await json(founder, '/hackathons/river-city/opening', {});
  expect(early.status).toBe(422);
  expect(early.body.fields.challenges).toContain('question');

  expect((await json(founder, '/hackathons/river-city/challenges', question)).status).toBe(201);
  expect((await visitor.get('/hackathons/river-city/challenges/night-bus')).status).toBe(404);
  const opened = await founder.post('/hackathons/river-city/opening').type('form').send({});
  expect(opened.status).toBe(303);
  expect((await json(founder, '/hackathons/river-city/opening', {})).status).toBe(200);
  expect((await visitor.get('/hackathons/river-city')).status).toBe(200);

  const told = await visitor.get('/hackathons/river-city.json');
  expect(told.body).toEqual({
    hackathon: {
      slug: 'river-city',
      title: 'River City',
      titles: { en: 'River City', nl: 'Rivierstad' },
      zone: 'Europe/Brussels',
      languages: ['en', 'nl', 'ar'],
      seats: { min: 2, max: 5 },
      phases: expect.any(Array),
      now: expect.any(Array),
      challenges: [{ slug: 'night-bus', title: 'A bus at night', titles: { en: 'A bus at night' } }],
    },
  });
  expect(told.body.hackathon.phases[0]).toEqual({
    key: 'inquiry',
    opens: '2026-11-02T08:00:00.000Z',
    closes: '2026-11-07T17:00:00.000Z',
  });
});

test('`now` names the phases that are open', async () => {
  const hackathon = await makeHackathon(world.db, { open: ['teams', 'drafting'] });
  const told = await world.visitor().get(`/hackathons/${hackathon.slug}.json`);
  expect(told.body.hackathon.now).toEqual(['teams', 'drafting']);
  await setPhases(world.db, hackathon.id, []);
  expect((await world.visitor().get(`/hackathons/${hackathon.slug}.json`)).body.hackathon.now).toEqual([]);
});

test('only its own organisers open a hackathon', async () => {
  const mine = await makeHackathon(world.db, { opened: false });
  const other = await makeHackathon(world.db);
  const expert = await world.as((await makeRole(world.db, mine, 'expert')).login);
  expect((await json(expert, `/hackathons/${mine.slug}/opening`, {})).status).toBe(403);
  const stranger = await world.as(other.organiser.login);
  expect((await json(stranger, `/hackathons/${mine.slug}/opening`, {})).status).toBe(404);
});

test('pages stand in every language, and a title without translation names its own', async () => {
  const hackathon = await makeHackathon(world.db);
  for (const lang of ['en', 'nl', 'ar']) {
    const page = await world.visitor().get(`/hackathons/${hackathon.slug}?lang=${lang}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`<html lang="${lang}"`);
    expect(page.text).not.toMatch(/(hackathons|challenges)\.[a-z]+\.[a-z]/);
  }
  const arabic = await world.visitor().get(`/hackathons/${hackathon.slug}?lang=ar`);
  expect(arabic.text).toContain('<span lang="en" dir="ltr">Hackathon');
  expect(arabic.text).toContain('الإنجليزية');
});
