// A captain who is away: who may ask, what the captain can say, and what happens when nothing is said.
import { absenceOf } from '../../../src/features/rosters/rosters.policy';
import { settleTakeovers } from '../../../src/features/rosters/rosters.takeovers.actions';
import { newId } from '../../../src/ids';
import { type MadeHackathon, type MadePerson, makeHackathon, makeRole } from '../../support/factories';
import { captainOf, json, signedTeam, toldTo } from '../../support/seats';
import { createWorld, type World } from '../../support/world';

const DAY = 86_400_000;
let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  hackathon = await makeHackathon(world.db);
});
afterAll(() => world.close());

const comesDue = (teamId: string) =>
  world
    .db('takeovers')
    .where({ team_id: teamId })
    .update({ due_at: new Date(Date.now() - 1000) });

/** Three people who came ten days ago; the first is captain and was last here `days` days ago. */
async function away(days: number, { waits = true } = {}) {
  const team = await signedTeam(world, hackathon, { size: 3 });
  const came = Date.now() - 10 * DAY;
  for (const [index, member] of team.members.entries())
    await world
      .db('memberships')
      .where({ team_id: team.id, person_id: member.id })
      .update({ joined_at: new Date(came + index), captain_since: index ? null : new Date(came) });
  await lastHere(team.members[0]!, days);
  if (waits)
    await world.db('join_requests').insert({
      id: newId(),
      team_id: team.id,
      hackathon_id: hackathon.id,
      person_id: (await makeRole(world.db, hackathon, 'participant')).id,
      asked_at: new Date(),
    });
  return team;
}
const lastHere = (person: MadePerson, days: number) =>
  world
    .db('login_sessions')
    .where({ person_id: person.id })
    .update({ seen_at: new Date(Date.now() - days * DAY) });

test('away is three days while somebody waits and seven while nobody does; the oldest of the active may ask', () => {
  const now = new Date(100 * DAY);
  const member = (id: string, ago: number, captain = false) => ({
    id,
    name: id,
    captain,
    seen_at: new Date(now.getTime() - ago * DAY),
  });
  const at = (captainAgo: number, requestsWait: boolean) =>
    absenceOf([member('old', 3), member('cap', captainAgo, true), member('b', 2.9), member('c', 0)], now, {
      requestsWait,
    });
  expect(at(2.99, true)).toBeNull();
  expect(at(3, true)).toEqual({ captainId: 'cap', days: 3, mayAsk: { id: 'b', name: 'b' } });
  expect(at(6.99, false)).toBeNull();
  expect(at(7.5, false)?.days).toBe(7);
  expect(absenceOf([member('cap', 9, true), member('b', 4)], now, { requestsWait: true })?.mayAsk).toBeNull();
  expect(absenceOf([], now, { requestsWait: true })).toBeNull();
});

test('the member who sits here longest asks; others, and everybody while the captain is here, do not', async () => {
  const here = await away(1);
  expect((await json(here.agents[1]!, `${here.path}/takeover`)).body.error).toBe(
    'rosters.refused.captainHere',
  );
  const team = await away(4);
  expect((await json(team.agents[2]!, `${team.path}/takeover`)).body.error).toBe(
    'rosters.refused.notLongest',
  );
  const stranger = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  expect((await json(stranger, `${team.path}/takeover`)).status).toBe(403);
  expect((await team.agents[1]!.get(`${team.path}/roster`)).text).toContain('Ask to be the captain');
  const asked = await Promise.all([1, 1].map(() => json(team.agents[1]!, `${team.path}/takeover`)));
  expect(asked.map((one) => one.status).sort()).toEqual([200, 409]);
  expect(await toldTo(world, team.members[0]!)).toEqual(['captainAway']);
  // The day is not over.
  await settleTakeovers(world.deps);
  expect(await captainOf(world, team.id)).toBe(team.members[0]!.id);
  await lastHere(team.members[1]!, 4);
  const other = await away(4);
  await lastHere(other.members[1]!, 4);
  expect((await json(other.agents[2]!, `${other.path}/takeover`)).status).toBe(200);
});

test('when the captain says nothing for a day it happens, once, and everybody hears it', async () => {
  const team = await away(8, { waits: false });
  await json(team.agents[1]!, `${team.path}/takeover`).expect(200);
  await comesDue(team.id);
  await Promise.all([settleTakeovers(world.deps), settleTakeovers(world.deps), settleTakeovers(world.deps)]);
  expect(await captainOf(world, team.id)).toBe(team.members[1]!.id);
  expect(await Promise.all(team.members.map((one) => toldTo(world, one)))).toEqual([
    ['captainAway', 'newCaptain'],
    ['captain'],
    ['newCaptain'],
  ]);
  expect(await world.db('activity').where({ act: 'takeOver', subject_id: team.id })).toHaveLength(1);
});

test('“I am here” keeps the captain, whose page says who asks', async () => {
  const team = await away(4);
  expect((await json(team.agents[0]!, `${team.path}/presence`)).status).toBe(409);
  await lastHere(team.members[0]!, 4);
  await json(team.agents[1]!, `${team.path}/takeover`).expect(200);
  const page = await team.agents[0]!.get(`${team.path}/roster`);
  expect(page.text).toContain('I am here');
  expect((await team.agents[0]!.get('/desk')).text).toContain('Are you here, captain?');
  expect((await json(team.agents[1]!, `${team.path}/presence`)).status).toBe(403);
  await json(team.agents[0]!, `${team.path}/presence`).expect(200);
  await comesDue(team.id);
  await settleTakeovers(world.deps);
  expect(await captainOf(world, team.id)).toBe(team.members[0]!.id);
  expect(await toldTo(world, team.members[1]!)).toEqual(['captainHere']);
});

test('it lapses when the captain hands over or whoever asked leaves, and somebody else can ask then', async () => {
  const over = await away(4);
  await json(over.agents[1]!, `${over.path}/takeover`).expect(200);
  await json(over.agents[0]!, `${over.path}/captaincy`, { member: over.members[2]!.id }).expect(200);
  await comesDue(over.id);
  await settleTakeovers(world.deps);
  expect(await captainOf(world, over.id)).toBe(over.members[2]!.id);

  const gone = await away(4);
  await json(gone.agents[1]!, `${gone.path}/takeover`).expect(200);
  await json(gone.agents[1]!, `${gone.path}/departure`).expect(200);
  await json(gone.agents[2]!, `${gone.path}/takeover`).expect(200);
  await comesDue(gone.id);
  await settleTakeovers(world.deps);
  expect(await captainOf(world, gone.id)).toBe(gone.members[2]!.id);
});
