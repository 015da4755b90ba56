// The list of teams and the page of one: shapes, order, pages, and who reads names.
import type { Knex } from 'knex';
import {
  giveRole,
  type MadeHackathon,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { createWorld, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function queriesOf(run: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const counted = (query: { sql: string }) => {
    if (!/^(begin|commit|rollback)/i.test(query.sql)) count += 1;
  };
  (world.db as Knex).on('query', counted);
  await run();
  (world.db as Knex).removeListener('query', counted);
  return count;
}

async function withCanary(hackathon: MadeHackathon) {
  const captain = await makePerson(world.db, { display_name: 'Canary Captain' });
  const member = await makePerson(world.db, { display_name: 'Canary Member' });
  for (const person of [captain, member])
    await giveRole(world.db, hackathon.id, person, 'participant', hackathon.organiser);
  return makeTeam(world.db, hackathon, { size: 2, members: [captain, member], joining: 'request' });
}

test('names of members are read by people of the same hackathon and by nobody else', async () => {
  const hackathon = await makeHackathon(world.db);
  const other = await makeHackathon(world.db);
  const team = await withCanary(hackathon);
  const paths = [
    `/teams/${team.id}`,
    `/teams/${team.id}.json`,
    `/hackathons/${hackathon.slug}/teams.json`,
    `/hackathons/${hackathon.slug}/teams`,
  ];
  const outside = [
    world.visitor(),
    await world.as((await makePerson(world.db)).login),
    await world.as((await makeRole(world.db, other, 'participant')).login),
    await world.as(other.organiser.login),
    await world.as((await makeRole(world.db, hackathon, 'authority')).login),
    await world.as((await makeRole(world.db, hackathon, 'juror')).login),
  ];
  for (const agent of outside) {
    for (const path of paths) {
      const answer = await agent.get(path);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain('Canary');
      expect(answer.text).not.toContain(team.members[0]!.id);
    }
  }
  for (const role of ['participant', 'expert', 'moderator', 'organiser'] as const) {
    const agent = await world.as((await makeRole(world.db, hackathon, role)).login);
    const { body } = await agent.get(`/teams/${team.id}.json`);
    expect(body.team.members.map(({ name, captain }: never) => ({ name, captain }))).toEqual([
      { name: 'Canary Captain', captain: true },
      { name: 'Canary Member', captain: false },
    ]);
    expect((await agent.get(`/teams/${team.id}`)).text).toContain('Canary Member');
    const list = await agent.get(`/hackathons/${hackathon.slug}/teams.json`);
    expect(list.body.teams[0].members).toHaveLength(2);
  }
});

test('a team in the list has the fields that scripts build on', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 4] });
  const team = await makeTeam(world.db, hackathon, { size: 2, name: 'Forty Doors' });
  const { body, headers } = await world.visitor().get(`/hackathons/${hackathon.slug}/teams.json`);
  expect(body).toEqual({
    teams: [
      {
        id: team.id,
        name: 'Forty Doors',
        challenge: hackathon.challenge.slug,
        joining: 'open',
        languages: ['en'],
        seats: 4,
        seatsTaken: 2,
        mine: false,
      },
    ],
  });
  expect(headers['cache-control']).toBe('private, no-cache');
  const own = await world.as(team.members[0]!.login);
  expect((await own.get(`/hackathons/${hackathon.slug}/teams.json`)).body.teams[0].mine).toBe(true);
});

test('free teams that share a language come first, full ones last, twenty a page, each exactly once', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 2] });
  const full = await makeTeam(world.db, hackathon, { size: 2, name: 'Full' });
  const far = await makeTeam(world.db, hackathon, { size: 1, name: 'Far' });
  await world
    .db('teams')
    .where({ id: far.id })
    .update({ languages: ['uk'] });
  for (let n = 0; n < 21; n++) await makeTeam(world.db, hackathon, { size: 1 });
  const agent = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  const first = await agent.get(`/hackathons/${hackathon.slug}/teams.json`);
  expect(first.body.teams).toHaveLength(20);
  const second = await agent.get(first.body.next);
  expect(second.body.teams.map((team: { name: string }) => team.name).slice(1)).toEqual(['Far', 'Full']);
  expect(second.body.next).toBeUndefined();
  const ids = [...first.body.teams, ...second.body.teams].map((team) => team.id);
  expect(new Set(ids).size).toBe(23);
  expect(ids.at(-1)).toBe(full.id);
  const page = await agent.get(`/hackathons/${hackathon.slug}/teams`);
  expect(page.text).toContain('22 teams have free seats.');
  const last = await agent.get(first.body.next.replace('.json', ''));
  expect(last.text).toContain('All 2 seats taken');
});

test('one question can be chosen', async () => {
  const hackathon = await makeHackathon(world.db);
  await makeTeam(world.db, hackathon, { size: 1 });
  const none = await world.visitor().get(`/hackathons/${hackathon.slug}/teams.json?challenge=another`);
  expect(none.body).toEqual({ teams: [] });
  const page = await world.visitor().get(`/hackathons/${hackathon.slug}/teams?challenge=another`);
  expect(page.text).toContain('No teams here yet.');
});

test('the list and the page say why a team fits, and a waiting request takes the place of the button', async () => {
  const hackathon = await makeHackathon(world.db);
  const team = await makeTeam(world.db, hackathon, { size: 1, joining: 'request' });
  const agent = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  const before = await agent.get(`/hackathons/${hackathon.slug}/teams`);
  expect(before.text).toContain('You both speak English.');
  expect(before.text).toContain(`href="/teams/${team.id}#ask"`);
  await agent.post(`/teams/${team.id}/requests`).type('form').send({ motivation: 'Hello' }).expect(303);
  const after = await agent.get(`/hackathons/${hackathon.slug}/teams`);
  expect(after.text).toContain('They have not answered yet.');
  expect(after.text).not.toContain(`href="/teams/${team.id}#ask"`);
});

test('a hackathon that is not open yet hides its teams from everybody without a role there', async () => {
  const hackathon = await makeHackathon(world.db, { opened: false });
  const team = await makeTeam(world.db, hackathon, { size: 1, name: 'Hidden Canary' });
  for (const path of [`/hackathons/${hackathon.slug}/teams`, `/teams/${team.id}`, `/teams/${team.id}.json`]) {
    const answer = await world.visitor().get(path);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('Hidden Canary');
  }
});

test('list, team and people pages ask the database as often for three as for one', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 5] });
  const team = await makeTeam(world.db, hackathon, { size: 1, joining: 'request' });
  const person = await makeRole(world.db, hackathon, 'participant');
  const agent = await world.as(person.login);
  const captain = await world.as(team.members[0]!.login);
  const organiser = await world.as(hackathon.organiser.login);
  const all = () => Promise.all([queriesOf(() => agent.get(`/hackathons/${hackathon.slug}/teams`))]);
  const measure = async () => ({
    list: (await all())[0],
    json: await queriesOf(() => agent.get(`/hackathons/${hackathon.slug}/teams.json`)),
    team: await queriesOf(() => captain.get(`/teams/${team.id}`)),
    people: await queriesOf(() => organiser.get(`/hackathons/${hackathon.slug}/people-without-team`)),
  });
  // The second time the rows of the list are known.
  const one = [await measure(), await measure()];
  await makeTeam(world.db, hackathon, { size: 3 });
  await makeTeam(world.db, hackathon, { size: 2 });
  for (let n = 0; n < 3; n++) {
    const asking = await makeRole(world.db, hackathon, 'participant');
    const agentAsking = await world.as(asking.login);
    await agentAsking.post(`/teams/${team.id}/requests`).type('form').send({}).expect(303);
  }
  expect([await measure(), await measure()]).toEqual(one);
});
