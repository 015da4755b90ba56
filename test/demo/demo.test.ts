// The demo is what the contract promises, made through the actions, and can be moved to today.
import { fillDemo } from '../../src/demo/fill';
import { refreshDemo } from '../../src/demo/refresh';
import { mayNow, type Role } from '../../src/features/hackathons/hackathons.policy';
import { factsOf, hackathonBySlug } from '../../src/features/hackathons/hackathons.queries';
import { createWorld, type World } from '../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
  await fillDemo(world.deps);
});

afterAll(async () => {
  await world.close();
});

async function signIn(login: string) {
  const agent = world.visitor();
  const answer = await agent.post('/login').type('form').send({ login, password: 'inquiry-lab-demo' });
  expect({ login, status: answer.status }).toEqual({ login, status: 303 });
  return agent;
}

test('everybody of the demo can sign in and has a desk', async () => {
  const logins = [
    'organiser',
    'moderator',
    'authority',
    ...[1, 2, 3, 4].map((number) => `expert-${number}`),
    ...[1, 2, 3, 4, 5].map((number) => `juror-${number}`),
    ...Array.from({ length: 24 }, (_, index) => `participant-${index + 1}`),
  ];
  for (const login of logins) {
    const agent = await signIn(login);
    expect((await agent.get('/desk')).status).toBe(200);
  }
});

test('filling a filled database changes nothing', async () => {
  const before = await world.db('people').count();
  await fillDemo(world.deps);
  expect(await world.db('people').count()).toEqual(before);
});

test('our-city runs: joining, rooms, help, evidence and drafts are open', async () => {
  const hackathon = (await hackathonBySlug(world.db, 'our-city'))!;
  const facts = await factsOf(world.db, world.deps.clock, hackathon, null);
  const as = (...roles: Role[]) => ({ ...facts, roles });
  const rights = [
    mayNow(as(), 'joinHackathon'),
    mayNow(as('participant'), 'formTeams'),
    mayNow(as('participant'), 'talkInRoom'),
    mayNow(as('participant'), 'askForHelp'),
    mayNow(as('participant'), 'collectEvidence'),
    mayNow(as('participant'), 'writeDraft'),
    mayNow(as('expert'), 'giveFeedback'),
  ];
  expect(rights.map((right) => right.ok)).toEqual(rights.map(() => true));
  const page = await world.visitor().get('/hackathons/our-city.json');
  expect(page.body.hackathon.challenges.map((one: { slug: string }) => one.slug)).toEqual([
    'forty-hours',
    'young-for-young',
    'my-diploma-counts',
    'a-seat-at-the-table',
  ]);
});

test('two experts offer times, and a team has booked one', async () => {
  const captain = await signIn('participant-1');
  expect((await captain.get('/desk')).text).toContain('Ilse Vermaak');
  const page = (await captain.get('/hackathons/our-city/office-hours')).text;
  expect(page.match(/id="slot-/g)).toHaveLength(3);
  expect(page).toContain('19:00–20:30');
});

test('participants 1 to 3 are a team with a room, a draft and expert-1 beside them; 20 to 24 have none', async () => {
  const captain = await signIn('participant-1');
  const { teams } = (await captain.get('/hackathons/our-city/teams.json')).body;
  const mine = teams.find((team: { mine: boolean }) => team.mine);
  const team = (await captain.get(`/teams/${mine.id}.json`)).body.team;
  expect(team.members.map((member: { captain: boolean }) => member.captain)).toEqual([true, false, false]);
  const draft = (await captain.get(`/teams/${mine.id}/submission.json`)).body.submission;
  expect(draft.sections.problem.text).toContain('forty hours');
  const expert = await signIn('expert-1');
  expect((await expert.get(`/teams/${mine.id}/room.json`)).body.room.head).toBeGreaterThan(30);
  const asked = await captain
    .post(`/teams/${mine.id}/help-requests`)
    .type('form')
    .send({ topic: 'Money', language: 'en', details: 'How much?' });
  expect(asked.status).toBe(303);
  for (const number of [20, 21, 22, 23, 24]) {
    const alone = await signIn(`participant-${number}`);
    const list = (await alone.get('/hackathons/our-city/teams.json')).body.teams;
    expect(list.filter((one: { mine: boolean }) => one.mine)).toEqual([]);
  }
});

test('second-round is with the jury: every juror has open sheets', async () => {
  for (const number of [1, 2, 3, 4, 5]) {
    const juror = await signIn(`juror-${number}`);
    const { sheets } = (await juror.get('/hackathons/second-round/jury.json')).body;
    expect(sheets.filter((one: { state: string }) => one.state !== 'handed-in').length).toBeGreaterThan(0);
  }
  expect((await world.visitor().get('/hackathons/second-round/results.json')).status).toBe(404);
});

test('first-voices is published and answered', async () => {
  const results = (await world.visitor().get('/hackathons/first-voices/results.json')).body;
  expect(results.rankings[0].entries.map((one: { place: number }) => one.place)).toEqual([1, 2, 3, 4, 5]);
  const answers = await world.visitor().get('/hackathons/first-voices/recommendations');
  expect(answers.text).toContain('/recommendations/');
});

test('the demo moves to today with everything in it, and what is past stays past', async () => {
  const before = await world
    .db('phases')
    .select('hackathon_id', 'key', 'opens_at')
    .orderBy(['hackathon_id', 'key']);
  world.deps.clock.set(new Date(Date.now() + 20 * 86_400_000 + 3_600_000));
  expect(await refreshDemo(world.db, world.deps.clock)).toBe(20);
  expect(await refreshDemo(world.db, world.deps.clock)).toBe(0);
  const now = await world.deps.clock.now(world.db);
  const after = await world
    .db('phases')
    .select('hackathon_id', 'key', 'opens_at')
    .orderBy(['hackathon_id', 'key']);
  const days = after.map((row, index) => (row.opens_at - before[index].opens_at) / 86_400_000);
  expect(new Set(days)).toEqual(new Set([20]));
  const late = await world.db('entries').where('at', '>', now).count<{ count: number }[]>('* as count');
  expect(late[0]!.count).toBe(0);
  world.deps.clock.set(null);
});
