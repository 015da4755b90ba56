// Two teams become one while others act on them: nobody sits twice, no team is too full, nobody waits for ever.
import { endMergers } from '../../../src/features/mergers/mergers.ends.actions';
import { type MadeHackathon, makeHackathon, makeRole, setPhases } from '../../support/factories';
import { json, type SignedTeam, seatsHold, seatsOf, signedTeam } from '../../support/seats';
import { createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  hackathon = await makeHackathon(world.db, { seats: [3, 4], open: ['teams', 'drafting'] });
});
afterAll(() => world.close());

const team = (size: number, where = hackathon) => signedTeam(world, where, { size });

async function offer(from: SignedTeam, into: SignedTeam): Promise<string> {
  const { body } = await json(from.captain, `${from.path}/mergers`, { team: into.id }).expect(201);
  return body.id;
}
const accept = (into: SignedTeam, id: string) => json(into.captain, `/mergers/${id}/acceptance`);

const statuses = async (requests: PromiseLike<{ status: number }>[]): Promise<number[]> =>
  (await Promise.all(requests)).map((one) => one.status);

const seated = async ({ id }: SignedTeam): Promise<number> => (await seatsOf(world, id)).length;

test('two yeses at once to one offer, and two offers of one team accepted at once: one merge', async () => {
  for (let n = 0; n < 3; n++) {
    const [from, one, other] = [await team(2), await team(2), await team(2)];
    const [first, second] = [await offer(from, one), await offer(from, other)];
    const answers = await statuses([accept(one, first), accept(one, first), accept(other, second)]);
    expect(answers.sort()).toEqual([200, 409, 409]);
    expect([await seated(from), (await seated(one)) + (await seated(other))]).toEqual([0, 6]);
  }
  await seatsHold(world, hackathon);
});

test('a yes while somebody takes a seat in either team', async () => {
  for (let n = 0; n < 3; n++) {
    const [from, into] = [await team(2), await team(2)];
    const id = await offer(from, into);
    const joiner = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
    const target = n % 2 === 0 ? into : from;
    const [yes, seat] = await statuses([accept(into, id), json(joiner, `${target.path}/members`)]);
    expect([
      [200, 409],
      [409, 201],
    ]).toContainEqual([yes, seat]);
    if (yes === 409) {
      await endMergers(world.deps);
      expect(await world.db('team_mergers').where({ id }).first('decision')).toEqual({ decision: 'ended' });
    }
  }
  // Room for both: whoever comes while the teams wait for each other moves with the others.
  const [from, into] = [await team(1), await team(2)];
  const id = await offer(from, into);
  const joiner = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  const [yes, seat] = await statuses([accept(into, id), json(joiner, `${from.path}/members`)]);
  expect(yes).toBe(200);
  expect([201, 409]).toContain(seat);
  expect(await seated(into)).toBe(seat === 201 ? 4 : 3);
  await seatsHold(world, hackathon);
});

test('a yes while a captain leaves, on either side, or while the offer is taken back', async () => {
  for (let n = 0; n < 3; n++) {
    const [from, into] = [await team(2), await team(2)];
    const id = await offer(from, into);
    const leaver = n === 0 ? into : from;
    const act = n === 2 ? `/mergers/${id}/withdrawal` : `${leaver.path}/departure`;
    const [yes, other] = await statuses([accept(into, id), json(leaver.captain, act)]);
    expect([200, 403, 409]).toContain(yes);
    expect([200, 403, 404, 409]).toContain(other);
    expect(yes === 200 || other === 200).toBe(true);
    expect(await seated(from)).toBe(yes === 200 ? 0 : n === 1 ? 1 : 2);
  }
  const [alone, into] = [await team(1), await team(2)];
  const id = await offer(alone, into);
  await json(alone.captain, `${alone.path}/departure`).expect(200);
  expect((await accept(into, id)).status).toBe(409);
  await seatsHold(world, hackathon);
});

test('offers that cross: one waits; an organiser who merges one way while the captains merge the other', async () => {
  for (let n = 0; n < 3; n++) {
    const [one, other] = [await team(2), await team(2)];
    const answers = await statuses([
      json(one.captain, `${one.path}/mergers`, { team: other.id }),
      json(other.captain, `${other.path}/mergers`, { team: one.id }),
    ]);
    expect(answers.sort()).toEqual([201, 409]);
    expect(await world.db('team_mergers').whereIn('team_id', [one.id, other.id])).toHaveLength(1);
  }
  const organiser = await world.as(hackathon.organiser.login);
  const [from, into] = [await team(2), await team(2)];
  const id = await offer(from, into);
  const both = await statuses([
    accept(into, id),
    json(organiser, `/hackathons/${hackathon.slug}/mergers`, { team: into.id, into: from.id, reason: 'So.' }),
  ]);
  expect(both.filter((status) => status === 200)).toHaveLength(1);
  expect(both.filter((status) => status >= 500)).toEqual([]);
  expect([await seated(from), await seated(into)].sort()).toEqual([0, 4]);
  await seatsHold(world, hackathon);
});

test('three teams that offer each other in a circle, all accepted at once, end in no circle', async () => {
  const own = await makeHackathon(world.db, { seats: [3, 4], open: ['teams'] });
  const teams = [await team(2, own), await team(2, own), await team(2, own)];
  const ids = await Promise.all(teams.map((one, n) => offer(one, teams[(n + 1) % 3]!)));
  const answers = await statuses(ids.map((id, n) => accept(teams[(n + 1) % 3]!, id)));
  expect(answers.filter((status) => status === 200)).toHaveLength(1);
  expect(answers.filter((status) => status >= 500)).toEqual([]);
  expect(await world.db('team_mergers').where({ hackathon_id: own.id, decision: null })).toEqual([]);
  await seatsHold(world, hackathon);
});

test('the lock that comes while a yes waits, and a member who deletes their account', async () => {
  const own = await makeHackathon(world.db, { seats: [3, 4], open: ['teams', 'drafting'] });
  const [from, into] = [await team(2, own), await team(2, own)];
  const id = await offer(from, into);
  await world
    .db('phases')
    .where({ hackathon_id: own.id, key: 'teams' })
    .update({ closes_at: new Date(Date.now() + 500) });
  let yes: Promise<number[]> = Promise.resolve([]);
  await world.db.transaction(async (trx) => {
    // The yes is on its way and waits for the team; when it may go on, teams are closed.
    await trx('teams').where({ id: into.id }).forUpdate().first('id');
    yes = statuses([accept(into, id)]);
    await new Promise((resolve) => setTimeout(resolve, 700));
  });
  expect(await yes).toEqual([403]);
  expect([await seated(from), await seated(into)]).toEqual([2, 2]);
  await setPhases(world.db, own.id, ['teams', 'drafting']);
  const [erased, accepted] = await statuses([
    json(from.agents[1]!, '/account/erasure', { password: PASSWORD }),
    accept(into, id),
  ]);
  expect([erased, accepted]).toEqual([200, 200]);
  expect(await seated(into)).toBe(3);
  await seatsHold(world, hackathon);
});
