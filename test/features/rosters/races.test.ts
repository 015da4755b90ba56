// Seats that several people end or change at once: everybody sits in one team at most, every team has one captain.
import { settleTakeovers } from '../../../src/features/rosters/rosters.takeovers.actions';
import { newId } from '../../../src/ids';
import { giveRole, type MadeHackathon, makeHackathon, makePerson, makeRole } from '../../support/factories';
import { json, seatsHold, signedTeam } from '../../support/seats';
import { type Agent, createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let organiser: Agent;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  hackathon = await makeHackathon(world.db, { seats: [2, 3], open: ['teams', 'drafting'] });
  organiser = await world.as(hackathon.organiser.login);
});
afterAll(() => world.close());

const team = (size: number) => signedTeam(world, hackathon, { size });

test('a seat that is taken away while its person leaves ends once', async () => {
  for (let n = 0; n < 4; n++) {
    const own = await team(3);
    const [left, removed] = await Promise.all([
      json(own.agents[1]!, `${own.path}/departure`),
      json(own.agents[0]!, `${own.path}/removals`, { member: own.ids[1], reason: 'So.' }),
    ]);
    expect([
      [200, 422],
      [403, 201],
    ]).toContainEqual([left.status, removed.status]);
    const changes = await world.db('seat_changes').where({ person_id: own.ids[1] });
    expect(changes).toHaveLength(removed.status === 201 ? 1 : 0);
  }
  await seatsHold(world, hackathon);
});

test('handing over to somebody who leaves, and leaving as the captain at the same time', async () => {
  for (let n = 0; n < 4; n++) {
    const own = await team(3);
    const answers = await Promise.all([
      json(own.agents[0]!, `${own.path}/captaincy`, { member: own.ids[1] }),
      json(own.agents[1]!, `${own.path}/departure`),
      json(own.agents[0]!, `${own.path}/departure`, { successor: own.ids[2] }),
      json(organiser, `${own.path}/captaincy`, { member: own.ids[2] }),
    ]);
    expect(answers.filter((one) => one.status >= 500)).toEqual([]);
  }
  await seatsHold(world, hackathon);
});

test('two organisers who move one person at once: one does, the other reads where the person sits', async () => {
  const second = await makePerson(world.db);
  await giveRole(world.db, hackathon.id, second, 'organiser', hackathon.organiser);
  const organisers = [organiser, await world.as(second.login)];
  const [from, ...targets] = [await team(2), await team(1), await team(1)];
  const answers = await Promise.all(
    organisers.map((agent, place) =>
      json(agent, `${from!.path}/moves`, { person: from!.ids[1], team: targets[place]!.id, reason: 'So.' }),
    ),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
  const place = answers.findIndex((one) => one.status === 200);
  expect(answers[1 - place]!.body.current.team.id).toBe(targets[place]!.id);
  await seatsHold(world, hackathon);
});

test('a move for the last seat while others join, and moves back and forth between two teams, end in no circle', async () => {
  const [from, to] = [await team(2), await team(2)];
  const joiners = await Promise.all(
    [1, 2, 3].map(async () => world.as((await makeRole(world.db, hackathon, 'participant')).login)),
  );
  const answers = await Promise.all([
    json(organiser, `${from.path}/moves`, { person: from.ids[1], team: to.id, reason: 'So.' }),
    ...joiners.map((agent) => json(agent, `${to.path}/members`)),
  ]);
  expect(answers.filter((one) => one.status < 300)).toHaveLength(1);
  expect(answers.filter((one) => one.status === 409)).toHaveLength(3);
  const [a, b] = [await team(2), await team(2)];
  const crossed = await Promise.all([
    json(organiser, `${a.path}/moves`, { person: a.ids[1], team: b.id, reason: 'So.' }),
    json(organiser, `${b.path}/moves`, { person: b.ids[1], team: a.id, reason: 'So.' }),
    json(a.agents[1]!, `${a.path}/departure`),
    json(organiser, `${a.path}/removals`, { member: a.ids[0], reason: 'So.' }),
    json(b.agents[0]!, `${b.path}/departure`),
  ]);
  expect(crossed.filter((one) => one.status >= 500)).toEqual([]);
  await seatsHold(world, hackathon);
});

test('a seat that is taken away, or a move, while its person deletes their account', async () => {
  const target = await team(1);
  for (const act of ['removals', 'moves']) {
    const own = await team(3);
    const [erased, changed] = await Promise.all([
      json(own.agents[1]!, '/account/erasure', { password: PASSWORD }),
      act === 'moves'
        ? json(organiser, `${own.path}/moves`, { person: own.ids[1], team: target.id, reason: 'So.' })
        : json(own.agents[0]!, `${own.path}/removals`, { member: own.ids[1], reason: 'So.' }),
    ]);
    expect(erased.status).toBe(200);
    expect(changed.status).toBeLessThan(500);
    const words = await world.db('seat_changes').where({ person_id: own.ids[1] }).pluck('reason');
    expect(words.filter(Boolean)).toEqual([]);
  }
  await seatsHold(world, hackathon);
});

test('a captaincy that comes due while the captain hands over, says “I am here” or leaves', async () => {
  for (let n = 0; n < 3; n++) {
    const own = await team(3);
    await world.db('takeovers').insert({
      id: newId(),
      team_id: own.id,
      hackathon_id: hackathon.id,
      asked_by: own.ids[1],
      captain_id: own.ids[0],
      asked_at: new Date(Date.now() - 2000),
      due_at: new Date(Date.now() - 1000),
    });
    const acts = [
      () => json(own.agents[0]!, `${own.path}/captaincy`, { member: own.ids[2] }),
      () => json(own.agents[0]!, `${own.path}/presence`),
      () => json(own.agents[0]!, `${own.path}/departure`),
    ];
    const [answer] = await Promise.all([
      acts[n]!(),
      settleTakeovers(world.deps),
      settleTakeovers(world.deps),
    ]);
    expect(answer.status).toBeLessThan(500);
    expect(await world.db('takeovers').where({ team_id: own.id }).whereNull('ended_at')).toEqual([]);
  }
  await seatsHold(world, hackathon);
});
