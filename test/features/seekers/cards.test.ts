// Cards of people who look for a team: who sees them, when they go, and that no race leaves one behind.
import { personalData } from '../../../src/personal-data';
import {
  giveRole,
  type MadeHackathon,
  type MadePerson,
  type MadeTeam,
  makeChallenge,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
  setPhases,
} from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let team: MadeTeam;
let member: Agent;
let organiser: Agent;

beforeAll(async () => {
  world = await createWorld();
});
beforeEach(async () => {
  hackathon = await makeHackathon(world.db, { seats: [2, 4] });
  team = await makeTeam(world.db, hackathon, { size: 2 });
  // Not the captain: cards are for everybody in a team.
  member = await world.as(team.members[1]!.login);
  organiser = await world.as(hackathon.organiser.login);
});
afterAll(() => world.close());

const CARD = { languages: ['en', 'ti'], skills: ['film', 'numbers'], times: 'evenings' };

async function newcomer(name: string): Promise<{ person: MadePerson; agent: Agent }> {
  const person = await makePerson(world.db, { display_name: name });
  await giveRole(world.db, hackathon.id, person, 'participant', hackathon.organiser);
  return { person, agent: await world.as(person.login) };
}

const show = (agent: Agent, card: Record<string, unknown> = CARD) =>
  agent.post(`/hackathons/${hackathon.slug}/card`).type('form').send(card);
const seesCard = async (agent: Agent, path: string, name: string) =>
  (await agent.get(path)).text.includes(name);
const paths = () => [`/teams/${team.id}/seekers`, `/hackathons/${hackathon.slug}/seekers`];

test('a card is shown to members of teams with free seats and to organisers, and to nobody else', async () => {
  const { agent } = await newcomer('Canary Seeker');
  const list = `/hackathons/${hackathon.slug}/teams`;
  const before = await agent.get(list);
  expect(before.text).toContain('Show teams that I look for one');
  await show(agent).expect(303);
  // A browser that kept the page is not told that nothing changed.
  const again = await agent.get(list).set('If-None-Match', before.headers.etag!);
  expect([again.status, again.text.includes('see your card')]).toEqual([200, true]);
  expect(await seesCard(member, `/teams/${team.id}`, 'Canary Seeker')).toBe(true);
  expect(await seesCard(member, paths()[0]!, 'Canary Seeker')).toBe(true);
  expect(await seesCard(organiser, paths()[1]!, 'Canary Seeker')).toBe(true);
  const other = await makeHackathon(world.db);
  const outside = [
    world.visitor(),
    (await newcomer('Another')).agent,
    await world.as(other.organiser.login),
    await world.as((await makeRole(world.db, hackathon, 'expert')).login),
    await world.as((await makeRole(world.db, hackathon, 'juror')).login),
    await world.as((await makeTeam(world.db, hackathon, { size: 4 })).members[0]!.login),
  ];
  for (const one of outside) {
    for (const path of paths()) {
      const answer = await one.get(path);
      expect([302, 403, 404]).toContain(answer.status);
      expect(answer.text).not.toContain('Canary');
    }
  }
  expect((await member.get(paths()[1]!)).status).toBe(403);
  expect((await outside.at(-1)!.get(list)).text).not.toContain('Canary');
});

test('a card goes with one click, with a seat, and when teams close; another team’s extra time shows none', async () => {
  const { person, agent } = await newcomer('Canary Gone');
  const seen = () => seesCard(member, paths()[0]!, 'Canary Gone');
  await show(agent).expect(303);
  expect(await seen()).toBe(true);
  await agent.post(`/hackathons/${hackathon.slug}/card/removal`).type('form').send({}).expect(303);
  expect(await seen()).toBe(false);
  expect(await world.db('seekers').where({ person_id: person.id })).toEqual([]);

  await show(agent).expect(303);
  const open = await makeTeam(world.db, hackathon, { size: 1 });
  await agent.post(`/teams/${open.id}/members`).type('form').send({}).expect(303);
  expect(await seen()).toBe(false);
  await show(agent).expect(409);
  await agent.post(`/teams/${open.id}/departure`).type('form').send({}).expect(303);
  // It does not come back by itself.
  expect(await seen()).toBe(false);
  await show(agent).expect(303);
  expect(await seen()).toBe(true);

  await setPhases(world.db, hackathon.id, ['drafting']);
  await world.db('extensions').insert({
    id: `more-${team.id}`,
    team_id: team.id,
    phase: 'teams',
    until: new Date(Date.now() + 3_600_000),
    reason: 'Late',
    by_id: hackathon.organiser.id,
    at: new Date(),
  });
  const closed = await member.get(paths()[0]!);
  expect([closed.status, closed.text.includes('Canary')]).toEqual([403, false]);
  expect(await seesCard(member, `/teams/${team.id}`, 'Canary Gone')).toBe(false);
  expect(await seesCard(organiser, paths()[1]!, 'Canary Gone')).toBe(false);
  await show(agent).expect(403);
});

test('a card and a seat at the same moment: whichever comes first, nobody with a seat has a card out', async () => {
  const { person, agent } = await newcomer('Both');
  const open = await makeTeam(world.db, hackathon, { size: 1 });
  await Promise.all([
    show(agent),
    agent.post(`/teams/${open.id}/members`).type('form').send({}),
    show(agent),
  ]);
  const seat = await world.db('memberships').where({ person_id: person.id }).whereNull('ended_at').first();
  expect(seat.team_id).toBe(open.id);
  const out = await world.db('seekers').where({ person_id: person.id }).whereNull('hidden_at');
  expect(out).toEqual([]);
});

test('chips only: unknown ones, foreign or closed questions and words of one’s own are refused', async () => {
  const { agent } = await newcomer('Strict');
  const foreign = await makeChallenge(world.db, (await makeHackathon(world.db)).id, hackathon.organiser);
  for (const wrong of [
    { languages: [] },
    { languages: 'xx' },
    { skills: 'magic' },
    { times: 'never' },
    { challenges: foreign.slug },
    { note: 'Call me' },
  ])
    await show(agent, { ...CARD, ...wrong }).expect(422);
  await show(agent, { ...CARD, challenges: hackathon.challenge.slug }).expect(303);
  const again = await agent.get(`/hackathons/${hackathon.slug}/card`);
  for (const value of ['film', 'numbers', 'evenings', hackathon.challenge.slug])
    expect(again.text).toMatch(new RegExp(`value="${value}" checked`));
});

test('what the person handed in is in their data, and goes with their account', async () => {
  const { person, agent } = await newcomer('Leaving');
  await show(agent, { ...CARD, challenges: hackathon.challenge.slug }).expect(303);
  const feature = personalData.find(({ feature }) => feature === 'seekers')!;
  expect(await feature.collect(world.db, person.id)).toEqual({
    cards: [
      {
        hackathon: hackathon.slug,
        languages: ['en', 'ti'],
        times: ['evenings'],
        brings: ['film', 'numbers'],
        questions: [hackathon.challenge.slug],
        shownAt: expect.any(Date),
        hiddenAt: null,
      },
    ],
  });
  await world.db.transaction((trx) =>
    feature.erase(trx, { personId: person.id, at: new Date(), clock: world.deps.clock }),
  );
  expect(await world.db('seekers').where({ person_id: person.id })).toEqual([]);
});
