// Questions: written in several languages, safe, changed without losing anybody's text, closed by a text.
import { makeChallenge, makeHackathon, makeRole } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;

const json = (agent: Agent, path: string, body: object) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(body);
const words = (more: object = {}) => ({
  slug: 'night-bus',
  'title[nl]': 'Een bus in de nacht',
  'in_short[nl]': 'Hoe komen we thuis?',
  'brief[nl]': '## Wat we weten\n\nNa tien uur rijdt er **geen** bus.',
  'asked_by[nl]': 'Stad Nieuwhaven',
  ...more,
});

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function setting(given: Parameters<typeof makeHackathon>[1] = {}) {
  const hackathon = await makeHackathon(world.db, given);
  const organiser = await world.as(hackathon.organiser.login);
  return { hackathon, organiser, at: `/hackathons/${hackathon.slug}/challenges` };
}

test('a missing translation shows the original and names its language', async () => {
  const { organiser, at } = await setting();
  const made = await json(organiser, at, words());
  expect([made.status, made.body.location]).toEqual([201, `${at}/night-bus`]);
  const english = await world.visitor().get(`${at}/night-bus?lang=en`);
  expect(english.text).toContain('<span lang="nl" dir="ltr">Een bus in de nacht</span>');
  expect(english.text).toContain('This text is in Dutch.');
  expect(english.text).toMatch(/lang="nl" dir="auto"><h4>Wat we weten<\/h4>\s*<p>Na tien uur/);
  const dutch = await world.visitor().get(`${at}/night-bus?lang=nl`);
  expect(dutch.text).not.toContain('Deze tekst is in');
  const translated = await json(organiser, `${at}/night-bus`, {
    'title[en]': 'A bus at night',
    'in_short[en]': 'How?',
    'brief[en]': 'No bus.',
    'asked_by[en]': 'City',
  });
  expect(translated.body.version).toBe(2);
  const after = await world.visitor().get(`${at}/night-bus?lang=en`);
  expect(after.text).toContain('A bus at night');
  expect(after.text).not.toContain('This text is in');
  expect((await world.visitor().get(`${at}/night-bus?lang=nl`)).text).toContain('Een bus in de nacht');
});

const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '[click](data:text/html;base64,PHNjcmlwdD4=)',
  '![pixel](https://tracker.example/x.png)',
  '<a href="https://x" onmouseover="alert(1)">x</a>',
  '"><svg onload=alert(1)>',
  '`</p><iframe src=x>`',
];

test.each(ATTACKS)('%s stays text in every field', async (attack) => {
  const { organiser, at } = await setting();
  const texts = { 'title[en]': attack, 'in_short[en]': attack, 'brief[en]': attack, 'asked_by[en]': attack };
  expect((await json(organiser, at, { slug: 'attack', ...texts })).status).toBe(201);
  const hall = at.replace('/challenges', '');
  for (const path of [`${at}/attack`, `${at}/attack/form`, hall, '/']) {
    const { text, status } = await organiser.get(path);
    expect(status).toBe(200);
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'));
    expect(main).not.toMatch(
      /<script|<img|<iframe|<svg onload|<a [^>]*onmouseover|href="(javascript|data):/i,
    );
  }
});

test.each([
  [{ slug: 'Night Bus' }, 'slug'],
  [{ slug: 'new' }, 'slug'],
  [{ 'title[nl]': '  ' }, 'title'],
  [{ 'title[xx]': 'x' }, 'title'],
  [{ 'brief[nl]': 'x'.repeat(20_001) }, 'brief[nl]'],
  [{ colour: 'red' }, 'colour'],
])('a wrong field is named: %j', async (more, field) => {
  const { organiser, at } = await setting();
  const answer = await json(organiser, at, words(more));
  expect(answer.status).toBe(422);
  expect(answer.body.fields).toHaveProperty([field]);
});

test('a slug is taken once a hackathon, also at the same moment', async () => {
  const { organiser, at } = await setting();
  const answers = await Promise.all([1, 2, 3].map(() => json(organiser, at, words())));
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  const other = await setting();
  expect((await json(other.organiser, other.at, words())).status).toBe(201);
});

test('a stale form gets both texts and loses nothing', async () => {
  const { organiser, at } = await setting();
  await json(organiser, at, words());
  const first = { version: 1, 'title[nl]': 'De eerste', 'brief[nl]': 'Eerste tekst' };
  expect((await json(organiser, `${at}/night-bus`, first)).body.version).toBe(2);
  const second = { version: 1, 'title[nl]': 'De tweede', 'brief[nl]': 'Tweede tekst' };
  const stale = await json(organiser, `${at}/night-bus`, second);
  expect(stale.status).toBe(409);
  expect(stale.body.current).toMatchObject({
    version: 2,
    title: { nl: 'De eerste' },
    brief: { nl: 'Eerste tekst' },
  });
  const page = await organiser.post(`${at}/night-bus`).type('form').send(second);
  expect(page.status).toBe(409);
  expect(page.text).toContain('Tweede tekst');
  expect(page.text).toContain('Eerste tekst');
  expect(page.text).toContain('name="version" value="2"');
});

test('changes after the opening are logged and said on the page; the address stays', async () => {
  const { hackathon, organiser } = await setting({ opened: false });
  const at = `/hackathons/${hackathon.slug}/challenges`;
  await json(organiser, at, words());
  expect((await json(organiser, `${at}/night-bus`, { slug: 'late-bus' })).body.location).toBe(
    `${at}/late-bus`,
  );
  await organiser.post(`/hackathons/${hackathon.slug}/opening`).type('form').send({});
  expect((await world.visitor().get(`${at}/late-bus`)).text).not.toContain('was changed');
  expect((await json(organiser, `${at}/late-bus`, { slug: 'day-bus' })).status).toBe(422);
  await json(organiser, `${at}/late-bus`, { 'title[nl]': 'Nieuw' });
  expect((await world.visitor().get(`${at}/late-bus`)).text).toContain('was changed');
  const log = await world.db('activity').where({ hackathon_id: hackathon.id, act: 'changeChallenge' });
  expect(log.at(-1).details).toMatchObject({ afterOpening: true, version: 3 });
});

test('closing needs the text of what happens now, and happens once', async () => {
  const { organiser, at } = await setting();
  await json(organiser, at, words());
  expect((await json(organiser, `${at}/night-bus/closing`, {})).status).toBe(422);
  expect((await json(organiser, `${at}/night-bus/closing`, { 'closing[nl]': ' ' })).status).toBe(422);
  const closing = { 'closing[nl]': 'De stad begint in mei. <script>x</script>' };
  expect((await json(organiser, `${at}/night-bus/closing`, closing)).status).toBe(200);
  expect((await json(organiser, `${at}/night-bus/closing`, closing)).status).toBe(409);
  const page = await world.visitor().get(`${at}/night-bus`);
  expect(page.text).toContain('De stad begint in mei. &lt;script&gt;');
  expect(page.text).toContain('What happens now');
});

test('once results are public an open question says that its answer is awaited', async () => {
  const { hackathon, organiser, at } = await setting();
  await json(organiser, at, words());
  expect((await world.visitor().get(`${at}/night-bus`)).text).not.toContain('Answer awaited');
  await world.db('publications').insert({
    id: hackathon.id,
    hackathon_id: hackathon.id,
    number: 1,
    protocol: '{}',
    protocol_sha256: 'x',
    submissions: 0,
    jurors: 0,
    sheets: 0,
    published_by: hackathon.organiser.id,
    published_at: new Date(),
  });
  expect((await world.visitor().get(`${at}/night-bus`)).text).toContain('Answer awaited');
  await json(organiser, `${at}/night-bus/closing`, { 'closing[nl]': 'Nu begint het.' });
  expect((await world.visitor().get(`${at}/night-bus`)).text).not.toContain('Answer awaited');
});

test('the JSON of a question', async () => {
  const { organiser, at } = await setting();
  await json(organiser, at, words());
  const told = await world.visitor().get(`${at}/night-bus.json`);
  expect(told.headers['cache-control']).toBe('private, no-cache');
  expect(told.body.challenge).toMatchObject({
    slug: 'night-bus',
    title: 'Een bus in de nacht',
    language: 'nl',
    version: 1,
    closing: null,
    closedAt: null,
  });
});

test('wrong roles, other hackathons and hidden ones', async () => {
  const { hackathon, at } = await setting();
  const other = await setting();
  const expert = await world.as((await makeRole(world.db, hackathon, 'expert')).login);
  const { slug } = hackathon.challenge;
  for (const agent of [expert, other.organiser]) {
    expect((await json(agent, at, words())).status).toBe(403);
    expect((await json(agent, `${at}/${slug}`, { 'title[en]': 'x' })).status).toBe(403);
    expect((await json(agent, `${at}/${slug}/closing`, { 'closing[en]': 'x' })).status).toBe(403);
    expect((await agent.get(`${at}/${slug}/form`)).status).toBe(403);
  }
  expect((await json(world.visitor(), at, words())).status).toBe(401);
  const elsewhere = await makeChallenge(world.db, other.hackathon.id, other.hackathon.organiser);
  expect((await world.visitor().get(`${at}/${elsewhere.slug}`)).status).toBe(404);
  const hidden = await setting({ opened: false });
  const answers = await Promise.all(
    [`${hidden.at}/${hidden.hackathon.challenge.slug}`, `${hidden.at}/nothing`, `${at}/nothing`].map((path) =>
      world.visitor().get(path).set('Accept', 'application/json'),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
});
