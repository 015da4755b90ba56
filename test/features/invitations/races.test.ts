// Everything that can happen to a seat at the same moment, by parallel requests: one truth comes out, whoever comes
// second reads it, and nobody sits twice. Races of open seats and requests stand in test/features/teams/races.test.ts.
import {
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makeRole,
  setPhases,
} from '../../support/factories';
import { json, type SignedTeam, seatsOf, signedTeam } from '../../support/seats';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db, { seats: [2, 3] });
});
afterAll(() => world.close());

interface Signed extends MadePerson {
  agent: Agent;
}
async function newcomer(of = hackathon): Promise<Signed> {
  const person = await makeRole(world.db, of, 'participant');
  return { ...person, agent: await world.as(person.login) };
}
const team = (size = 1, joining: 'open' | 'request' | 'invite' = 'invite', of = hackathon) =>
  signedTeam(world, of, { size, joining });
const seatOf = (person: MadePerson): Promise<string[]> =>
  world.db('memberships').where({ person_id: person.id }).whereNull('ended_at').pluck('team_id');

async function invite({ id, captain }: SignedTeam, person: MadePerson): Promise<string> {
  const made = await json(captain, `/teams/${id}/personal-invitations`, { person: person.id });
  expect(made.status).toBe(201);
  return `/personal-invitations/${made.body.id}`;
}
async function linkInto({ id, captain }: SignedTeam, body: object = {}): Promise<string> {
  return (await json(captain, `/teams/${id}/invitations`, body)).body.location;
}
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();
const nothingWaits = async (person: MadePerson) => {
  for (const table of ['join_requests', 'personal_invitations'])
    expect([table, await world.db(table).where({ person_id: person.id }).whereNull('decided_at')]).toEqual([
      table,
      [],
    ]);
};

test('two personal invitations that are accepted at once give one seat, and the other team is told once', async () => {
  const teams = [await team(), await team(), await team()];
  const person = await newcomer();
  const paths = [];
  for (const one of teams) paths.push(await invite(one, person));
  const answers = await Promise.all(paths.map((path) => json(person.agent, `${path}/acceptance`)));
  expect(statuses(answers)).toEqual([200, 409, 409]);
  const [own] = await seatOf(person);
  for (const { status, body } of answers)
    if (status === 409)
      expect(body).toMatchObject({ error: 'teams.refused.alreadyInTeam', current: { team: { id: own } } });
  await nothingWaits(person);
  for (const one of teams) {
    const heard = await world.db('notices').where({ person_id: one.members[0]!.id }).pluck('kind');
    expect(heard).toEqual([one.id === own ? 'joined' : 'foundSeat']);
  }
});

test('a double tap on accept gives one seat and no refusal', async () => {
  const one = await team();
  const person = await newcomer();
  const path = await invite(one, person);
  const taps = await Promise.all(Array.from({ length: 4 }, () => json(person.agent, `${path}/acceptance`)));
  expect(statuses(taps)).toEqual([200, 200, 200, 200]);
  expect(await seatOf(person)).toEqual([one.id]);
});

test('the last seat goes to exactly one, whichever of five ways they come', async () => {
  const one = await team(2, 'request');
  const [asks, invited, linked, alsoLinked, placed] = await Promise.all(
    [1, 2, 3, 4, 5].map(() => newcomer()),
  );
  const request = (await json(asks!.agent, `/teams/${one.id}/requests`)).body.id;
  const invitation = await invite(one, invited!);
  const link = await linkInto(one);
  const organiser = await world.as(hackathon.organiser.login);
  const answers = await Promise.all([
    json(one.captain, `/requests/${request}/acceptance`),
    json(invited!.agent, `${invitation}/acceptance`),
    json(linked!.agent, `${link}/acceptance`),
    json(alsoLinked!.agent, `${link}/acceptance`),
    json(organiser, `/hackathons/${hackathon.slug}/placements`, { person: placed!.id, team: one.id }),
  ]);
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
  for (const { status, body } of answers.filter(({ status }) => status >= 300))
    expect([status, body.error, body.current]).toEqual([
      409,
      'teams.refused.full',
      { seats: 3, seatsTaken: 3 },
    ]);
  expect(await seatsOf(world, one.id)).toHaveLength(3);
});

test('a request that is accepted while its author sits down elsewhere seats them once, whoever was first', async () => {
  for (let round = 0; round < 3; round += 1) {
    const [asked, inviting, open] = [await team(1, 'request'), await team(), await team(1, 'open')];
    const person = await newcomer();
    const request = (await json(person.agent, `/teams/${asked.id}/requests`)).body.id;
    const invitation = await invite(inviting, person);
    const answers = await Promise.all([
      json(asked.captain, `/requests/${request}/acceptance`),
      json(person.agent, `${invitation}/acceptance`),
      json(person.agent, `/teams/${open.id}/members`),
      json(person.agent, `/requests/${request}/withdrawal`),
    ]);
    const seats = await seatOf(person);
    expect(seats).toHaveLength(1);
    expect(answers.slice(0, 3).filter(({ status }) => status < 300)).toHaveLength(1);
    for (const { status } of answers) expect([200, 201, 409]).toContain(status);
    await nothingWaits(person);
  }
});

test('an invitation that is accepted while it is taken back is either, never both', async () => {
  for (let round = 0; round < 3; round += 1) {
    const one = await team();
    const person = await newcomer();
    const path = await invite(one, person);
    const [accepted, withdrawn] = await Promise.all([
      json(person.agent, `${path}/acceptance`),
      json(one.captain, `${path}/withdrawal`),
    ]);
    const seats = await seatOf(person);
    expect([accepted!.status, withdrawn!.status, seats.length]).toEqual(
      seats.length === 1 ? [200, 410, 1] : [410, 200, 0],
    );
  }
});

test('a link that is used while it is revoked lets nobody in afterwards', async () => {
  const one = await team();
  const link = await linkInto(one, { uses: '50' });
  const people = await Promise.all([1, 2, 3].map(() => newcomer()));
  const answers = await Promise.all([
    ...people.slice(0, 2).map(({ agent }) => json(agent, `${link}/acceptance`)),
    json(one.captain, `${link}/revocation`),
  ]);
  const inside = answers.slice(0, 2).filter(({ status }) => status === 200).length;
  expect(await seatsOf(world, one.id)).toHaveLength(1 + inside);
  expect(await world.db('invitations').where({ team_id: one.id }).pluck('uses')).toEqual([inside]);
  expect((await json(people[2]!.agent, `${link}/acceptance`)).status).toBe(410);
});

test('leaving and coming back is a new seat; a used-up link does not open for whoever left', async () => {
  const one = await team(2, 'open');
  const person = await newcomer();
  const link = await linkInto(one, { uses: '1' });
  expect((await json(person.agent, `${link}/acceptance`)).status).toBe(200);
  expect((await json(person.agent, `/teams/${one.id}/departure`)).status).toBe(200);
  expect((await json(person.agent, `${link}/acceptance`)).status).toBe(410);
  const back = await Promise.all([1, 2, 3].map(() => json(person.agent, `/teams/${one.id}/members`)));
  expect(statuses(back)).toEqual([201, 409, 409]);
  expect(await seatOf(person)).toEqual([one.id]);
  expect(await world.db('memberships').where({ person_id: person.id })).toHaveLength(2);
});

test('a captain who invites twice at once, or invites whoever asks at that moment, leaves one thing waiting', async () => {
  const one = await team(1, 'request');
  const [twice, crossing] = await Promise.all([newcomer(), newcomer()]);
  const at = `/teams/${one.id}/personal-invitations`;
  const same = await Promise.all([1, 2, 3].map(() => json(one.captain, at, { person: twice!.id })));
  expect(statuses(same)).toEqual([201, 409, 409]);
  const crossed = await Promise.all([
    json(one.captain, at, { person: crossing!.id }),
    json(crossing!.agent, `/teams/${one.id}/requests`),
  ]);
  expect(statuses(crossed)).toEqual([201, 409]);
});

test('the lock that falls while seats are taken: whoever got no seat reads that teams are closed', async () => {
  const soon = await makeHackathon(world.db, { seats: [2, 6], open: ['teams'] });
  const [inviting, asked, open] = [
    await team(1, 'invite', soon),
    await team(1, 'request', soon),
    await team(1, 'open', soon),
  ];
  const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => newcomer(soon)));
  const invitation = await invite(inviting, a!);
  const request = (await json(b!.agent, `/teams/${asked.id}/requests`)).body.id;
  const link = await linkInto(inviting);
  const organiser = await world.as(soon.organiser.login);
  const [, ...answers] = await Promise.all([
    json(organiser, `/hackathons/${soon.slug}/phases/teams`, {
      closes_at: 'now',
      reason: 'All have a team.',
    }),
    json(a!.agent, `${invitation}/acceptance`),
    json(asked.captain, `/requests/${request}/acceptance`),
    json(c!.agent, `${link}/acceptance`),
    json(d!.agent, `/teams/${open.id}/members`),
  ]);
  const seated = await Promise.all([a, b, c, d].map(async (one) => (await seatOf(one!)).length));
  for (const [n, { status }] of answers.entries())
    expect([n, seated[n] === 1 ? status < 300 : [403, 410].includes(status)]).toEqual([n, true]);
  // And from then on nothing opens.
  await setPhases(world.db, soon.id, ['drafting']);
  const late = await newcomer(soon);
  expect((await json(late.agent, `${link}/acceptance`)).status).toBe(410);
  expect((await json(late.agent, `/teams/${open.id}/members`)).status).toBe(403);
});
