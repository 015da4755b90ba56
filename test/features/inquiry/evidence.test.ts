// Evidence cards: who writes and reads them, numbers without gaps, citations.
import { citedCards } from '../../../src/features/inquiry/inquiry.actions';
import { citations, withCitations } from '../../../src/features/inquiry/inquiry.citations';
import { type MadeHackathon, makeHackathon, makePerson, makeRole, setPhases } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
});
afterAll(() => world.close());

const card = (more: object = {}) => ({
  claim: 'Four of ten wait longer than a year.',
  kind: 'statistic',
  source: 'City report 2025',
  url: 'https://example.org/report',
  language: 'en',
  ...more,
});
const post = (agent: Agent, body: object, slug = hackathon.slug) =>
  agent.post(`/hackathons/${slug}/evidence`).type('form').set('Accept', 'application/json').send(body);

test('participants and experts write cards; scripts read them with their number', async () => {
  const own = await makeHackathon(world.db);
  const participant = await world.as((await makeRole(world.db, own, 'participant')).login);
  const expert = await world.as((await makeRole(world.db, own, 'expert')).login);
  const first = await post(participant, card(), own.slug);
  expect(first.status).toBe(201);
  expect(first.body).toMatchObject({ location: `/hackathons/${own.slug}/evidence#E1`, number: 1 });
  await post(expert, card({ claim: 'It takes <b>years</b>.', kind: 'expert-view', url: '' }), own.slug);
  const { body } = await participant.get(`/hackathons/${own.slug}/evidence.json`);
  expect(body).toEqual({
    cards: [
      expect.objectContaining({ number: 2, claim: 'It takes <b>years</b>.', kind: 'expert-view', url: null }),
      {
        id: first.body.id,
        number: 1,
        claim: 'Four of ten wait longer than a year.',
        kind: 'statistic',
        source: 'City report 2025',
        url: 'https://example.org/report',
        language: 'en',
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ],
  });
  const page = await participant.get(`/hackathons/${own.slug}/evidence`);
  expect(page.text).toContain('[E1]');
  expect(page.text).not.toContain('<b>years</b>');
  const filtered = await participant.get(`/hackathons/${own.slug}/evidence.json?kind=statistic`);
  expect(filtered.body.cards.map((one: { number: number }) => one.number)).toEqual([1]);
  const none = await participant.get(`/hackathons/${own.slug}/evidence?kind=law`);
  expect(none.text).toContain('No cards of this kind yet.');
});

test('twenty-five cards written at once get the numbers 1 to 25, and the list has two pages', async () => {
  const own = await makeHackathon(world.db);
  const agent = await world.as((await makeRole(world.db, own, 'participant')).login);
  const answers = await Promise.all(
    Array.from({ length: 27 }, (_, n) => post(agent, n < 2 ? card({ kind: 'no' }) : card(), own.slug)),
  );
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(25);
  const numbers = await world
    .db('evidence_cards')
    .where({ hackathon_id: own.id })
    .orderBy('number')
    .pluck('number');
  expect(numbers).toEqual(Array.from({ length: 25 }, (_, n) => n + 1));
  const first = await agent.get(`/hackathons/${own.slug}/evidence.json`);
  const second = await agent.get(first.body.next);
  expect([first.body.cards.length, second.body.cards.length, second.body.next]).toEqual([20, 5, undefined]);
  expect(second.body.cards.at(-1).number).toBe(1);
});

test('people without a part in the hackathon learn nothing about its evidence', async () => {
  const writer = await makePerson(world.db, { display_name: 'Canary Writer' });
  await world.db('roles').insert({
    id: `r${writer.id}`.slice(0, 26),
    hackathon_id: hackathon.id,
    person_id: writer.id,
    role: 'participant',
    granted_by: writer.id,
    granted_at: new Date(),
  });
  await post(await world.as(writer.login), card({ claim: 'Canary claim' }));
  const other = await makeHackathon(world.db);
  const outside: [Agent, number][] = [
    [world.visitor(), 401],
    [await world.as((await makePerson(world.db)).login), 404],
    [await world.as((await makeRole(world.db, other, 'participant')).login), 404],
    [await world.as((await makeRole(world.db, hackathon, 'authority')).login), 404],
  ];
  for (const [agent, code] of outside) {
    const answer = await agent.get(`/hackathons/${hackathon.slug}/evidence.json`);
    expect(answer.status).toBe(code);
    const page = await agent.get(`/hackathons/${hackathon.slug}/evidence`);
    expect(answer.text + page.text).not.toContain('Canary');
  }
  for (const role of ['organiser', 'moderator', 'juror'] as const) {
    const agent = await world.as((await makeRole(world.db, hackathon, role)).login);
    const page = await agent.get(`/hackathons/${hackathon.slug}/evidence`);
    expect(page.text).toContain('Canary claim');
    // As on the pages of teams: whoever only scores learns no names.
    expect(page.text.includes('Canary Writer, takes part')).toBe(role !== 'juror');
    expect(page.text.includes('Canary Writer')).toBe(role !== 'juror');
    expect((await post(agent, card())).status).toBe(403);
  }
});

test('wrong input is refused with a message at the field, and what was typed stays', async () => {
  const agent = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  for (const [more, field] of [
    [{ claim: '' }, 'claim'],
    [{ claim: 'x'.repeat(201) }, 'claim'],
    [{ kind: 'rumour' }, 'kind'],
    [{ source: ' ' }, 'source'],
    [{ url: 'javascript:alert(1)' }, 'url'],
    [{ url: 'ftp://example.org' }, 'url'],
    [{ url: 'https://name:word@example.org' }, 'url'],
    [{ language: 'xx' }, 'language'],
    [{ number: '7' }, 'number'],
  ] as const) {
    const answer = await post(agent, card(more));
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, [field]]);
  }
  const page = await agent
    .post(`/hackathons/${hackathon.slug}/evidence`)
    .type('form')
    .send(card({ claim: 'Kept sentence', url: 'nowhere' }));
  expect(page.status).toBe(422);
  expect(page.text).toContain('Kept sentence');
});

test('when the inquiry is over nobody adds cards, and everybody still reads them', async () => {
  const own = await makeHackathon(world.db);
  const agent = await world.as((await makeRole(world.db, own, 'participant')).login);
  await post(agent, card(), own.slug);
  await setPhases(world.db, own.id, ['drafting']);
  const late = await post(agent, card(), own.slug);
  expect([late.status, late.body.error]).toEqual([403, 'hackathons.refused.tooLate']);
  expect((await agent.get(`/hackathons/${own.slug}/evidence`)).text).toContain('Four of ten');
});

test('one takes back one’s own card only; its number stays away and citations say that it was withdrawn', async () => {
  const own = await makeHackathon(world.db);
  const agent = await world.as((await makeRole(world.db, own, 'participant')).login);
  const other = await world.as((await makeRole(world.db, own, 'participant')).login);
  const stranger = await world.as((await makePerson(world.db)).login);
  const ids: string[] = [];
  for (let n = 0; n < 2; n++) ids.push((await post(agent, card(), own.slug)).body.id);
  const withdraw = (by: Agent) => by.post(`/evidence/${ids[1]}/withdrawal`).set('Accept', 'application/json');
  expect((await withdraw(other)).status).toBe(403);
  expect((await withdraw(stranger)).status).toBe(404);
  expect((await withdraw(agent)).status).toBe(200);
  expect((await withdraw(agent)).status).toBe(409);
  expect((await post(agent, card(), own.slug)).body.number).toBe(3);
  const cited = await citedCards(world.db, own.id, ['See [E2] and [E1].', 'Again [E1], [E99]']);
  expect(cited.map(({ number, withdrawn }) => [number, withdrawn])).toEqual([
    [1, false],
    [2, true],
  ]);
});

test('citations are found in texts, and the parts of a text are the whole text', () => {
  const text = 'As [E12] says, [E3][E12]; not [E0], [e1], [E1234567] or [ E4].';
  expect(citations(text)).toEqual([12, 3]);
  const parts = withCitations(text);
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.filter((part) => 'card' in part)).toEqual([
    { text: '[E12]', card: 12 },
    { text: '[E3]', card: 3 },
    { text: '[E12]', card: 12 },
  ]);
  expect(withCitations('')).toEqual([]);
});
