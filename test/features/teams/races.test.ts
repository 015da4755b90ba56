// Seats under a race: exactly one wins, the others read what is true, and nobody sits twice.
import { newId } from '../../../src/ids';
import {
  giveRole,
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { json, seatsOf } from '../../support/seats';
import { createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db, { seats: [2, 3] });
});
afterAll(() => world.close());

const participant = (): Promise<MadePerson> => makeRole(world.db, hackathon, 'participant');

test('the last seat goes to exactly one of twenty, and nineteen read that the team is full', async () => {
  const team = await makeTeam(world.db, hackathon, { size: 2 });
  const people = await Promise.all(Array.from({ length: 20 }, participant));
  const agents = await Promise.all(people.map((person) => world.as(person.login)));
  const answers = await Promise.all(agents.map((agent) => json(agent, `/teams/${team.id}/members`)));
  const codes = answers.map((answer) => answer.status).sort();
  expect(codes).toEqual([201, ...Array(19).fill(409)]);
  for (const answer of answers.filter((one) => one.status === 409)) {
    expect(answer.body).toMatchObject({
      error: 'teams.refused.full',
      message: 'All 3 seats are taken.',
      current: { seats: 3, seatsTaken: 3 },
    });
  }
  expect(await seatsOf(world, team.id)).toHaveLength(3);
});

test('one person who takes seats in five teams at once sits in exactly one', async () => {
  const teams = [];
  for (let n = 0; n < 5; n++) teams.push(await makeTeam(world.db, hackathon, { size: 1 }));
  const person = await participant();
  const agent = await world.as(person.login);
  const answers = await Promise.all(teams.map((team) => json(agent, `/teams/${team.id}/members`)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409, 409]);
  const [seat] = await world.db('memberships').where({ person_id: person.id }).whereNull('ended_at');
  const own = teams.find((team) => team.id === seat.team_id)!;
  for (const answer of answers.filter((one) => one.status === 409)) {
    expect(answer.body).toMatchObject({
      error: 'teams.refused.alreadyInTeam',
      current: { team: { id: own.id, name: own.name } },
    });
  }
});

test('founding two teams and taking a seat at once leaves one seat', async () => {
  const team = await makeTeam(world.db, hackathon, { size: 1 });
  const person = await participant();
  const agent = await world.as(person.login);
  const found = (name: string) =>
    json(agent, `/hackathons/${hackathon.slug}/teams`, {
      name,
      challenge: hackathon.challenge.slug,
      languages: 'en',
      joining: 'open',
    });
  const answers = await Promise.all([
    found('North Side'),
    found('South Side'),
    json(agent, `/teams/${team.id}/members`),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  expect(await world.db('memberships').where({ person_id: person.id }).whereNull('ended_at')).toHaveLength(1);
});

test('of two people who found a team of the same name at once, one is told that the name is taken', async () => {
  const agents = await Promise.all(
    [participant(), participant()].map(async (one) => world.as((await one).login)),
  );
  const answers = await Promise.all(
    ['Twin Name', 'TWIN name'].map((name, place) =>
      json(agents[place]!, `/hackathons/${hackathon.slug}/teams`, {
        name,
        challenge: hackathon.challenge.slug,
        languages: 'en',
        joining: 'open',
      }),
    ),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  expect(answers.find((answer) => answer.status === 409)!.body.error).toBe('teams.refused.nameTaken');
});

async function requestFrom(person: MadePerson, teamId: string): Promise<string> {
  const id = newId();
  await world.db('join_requests').insert({
    id,
    team_id: teamId,
    hackathon_id: hackathon.id,
    person_id: person.id,
    motivation: '',
    asked_at: new Date(),
  });
  return id;
}

test('two captains who accept the same person at once: one gets them, the other reads where they sit', async () => {
  const first = await makeTeam(world.db, hackathon, { size: 1, joining: 'request' });
  const second = await makeTeam(world.db, hackathon, { size: 1, joining: 'request' });
  const person = await participant();
  const requests = [await requestFrom(person, first.id), await requestFrom(person, second.id)];
  const captains = await Promise.all([first, second].map((team) => world.as(team.members[0]!.login)));
  const answers = await Promise.all(
    requests.map((id, place) => json(captains[place]!, `/requests/${id}/acceptance`)),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  expect(await world.db('memberships').where({ person_id: person.id }).whereNull('ended_at')).toHaveLength(1);
  expect(await world.db('join_requests').where({ person_id: person.id }).whereNull('decided_at')).toEqual([]);
});

test('two acceptances for the last seat: one is told that the team is full and stays undecided', async () => {
  const team = await makeTeam(world.db, hackathon, { size: 2, joining: 'request' });
  const people = [await participant(), await participant()];
  const requests = await Promise.all(people.map((person) => requestFrom(person, team.id)));
  const captain = await world.as(team.members[0]!.login);
  const answers = await Promise.all(requests.map((id) => json(captain, `/requests/${id}/acceptance`)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  expect(answers.find((answer) => answer.status === 409)!.body.current).toEqual({ seats: 3, seatsTaken: 3 });
  expect(await seatsOf(world, team.id)).toHaveLength(3);
  expect(await world.db('join_requests').where({ team_id: team.id }).whereNull('decided_at')).toHaveLength(1);
});

test('a link for two people lets exactly two of six in', async () => {
  const wide = await makeHackathon(world.db, { seats: [2, 6] });
  const team = await makeTeam(world.db, wide, { size: 1, joining: 'invite' });
  const captain = await world.as(team.members[0]!.login);
  const made = await json(captain, `/teams/${team.id}/invitations`, { uses: '2', hours: '24' });
  expect(made.status).toBe(201);
  const agents = await Promise.all(
    Array.from({ length: 6 }, async () => world.as((await makeRole(world.db, wide, 'participant')).login)),
  );
  const answers = await Promise.all(agents.map((agent) => json(agent, `${made.body.location}/acceptance`)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 410, 410, 410, 410]);
  expect(await seatsOf(world, team.id)).toHaveLength(3);
  expect(await world.db('invitations').where({ id: made.body.id }).pluck('uses')).toEqual([2]);
});

test('two organisers who place the same person at once give one seat', async () => {
  const teams = [
    await makeTeam(world.db, hackathon, { size: 1 }),
    await makeTeam(world.db, hackathon, { size: 1 }),
  ];
  const other = await makePerson(world.db);
  await giveRole(world.db, hackathon.id, other, 'organiser', hackathon.organiser);
  const organisers = await Promise.all([hackathon.organiser, other].map((one) => world.as(one.login)));
  const person = await participant();
  const answers = await Promise.all(
    organisers.map((agent, place) =>
      json(agent, `/hackathons/${hackathon.slug}/placements`, { person: person.id, team: teams[place]!.id }),
    ),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
});

test('when all members leave at once nobody is stuck, the team is archived and nothing is deleted', async () => {
  const team = await makeTeam(world.db, hackathon, { size: 3 });
  const agents = await Promise.all(team.members.map((member) => world.as(member.login)));
  const answers = await Promise.all(agents.map((agent) => json(agent, `/teams/${team.id}/departure`)));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  const row = await world.db('teams').where({ id: team.id }).first();
  expect(row.archived_at).not.toBeNull();
  expect(await world.db('memberships').where({ team_id: team.id })).toHaveLength(3);
  expect(await seatsOf(world, team.id)).toEqual([]);
});
