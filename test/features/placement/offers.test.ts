// Before the lock: everybody without a team is offered a seat, and organisers hear how many they are.
import { lockHackathon } from '../../../src/features/hackathons/hackathons.queries';
import { offerSeats } from '../../../src/features/placement/placement.offers.actions';
import { type MadePerson, makeHackathon, makeRole, makeTeam } from '../../support/factories';
import { until } from '../../support/until';
import { createWorld, type World } from '../../support/world';
import { somebodyWaits } from '../submissions/support';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const HOUR = 3_600_000;

const closing = (hackathonId: string, opens: number, closes: number) =>
  world
    .db('phases')
    .where({ hackathon_id: hackathonId, key: 'teams' })
    .update({
      opens_at: new Date(Date.now() + opens * HOUR),
      closes_at: new Date(Date.now() + closes * HOUR),
    });

const told = (
  person: MadePerson,
): Promise<{ kind: string; href: string; params: Record<string, unknown> }[]> =>
  world.db('notices').where({ person_id: person.id }).select('kind', 'href', 'params');

test('each is offered a seat of their own once, through the door of the team; one tap takes it', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 3] });
  const open = await makeTeam(world.db, hackathon, { size: 1 });
  const asks = await makeTeam(world.db, hackathon, { size: 2, joining: 'request' });
  await makeTeam(world.db, hackathon, { size: 1, joining: 'invite' });
  const people = await Promise.all([1, 2, 3].map(() => makeRole(world.db, hackathon, 'participant')));
  await closing(hackathon.id, -200, 49);
  await offerSeats(world.deps);
  expect(await told(people[0]!)).toEqual([]);
  await closing(hackathon.id, -200, 47);
  await Promise.all([offerSeats(world.deps), offerSeats(world.deps)]);
  const offers = (await Promise.all(people.map(told))).flat();
  expect(offers.map((one) => one.kind)).toEqual(Array(3).fill('seatOffered'));
  const hrefs = offers.map((one) => one.href.replace(/#.*/, '')).sort();
  expect(hrefs).toEqual([`/teams/${open.id}`, `/teams/${open.id}`, `/teams/${asks.id}`].sort());
  const [report] = await told(hackathon.organiser);
  expect([report?.kind, report?.params.count]).toEqual(['withoutTeam', 3]);

  const lucky = offers.findIndex((one) => one.href.startsWith(`/teams/${open.id}`));
  const agent = await world.as(people[lucky]!.login);
  expect((await agent.get(offers[lucky]!.href)).text).toContain(`action="/teams/${open.id}/members"`);
  await agent.post(`/teams/${open.id}/members`).type('form').send({}).expect(303);

  // A lock that moves a little tells nobody twice; one that moves far does, and only those without a team.
  await closing(hackathon.id, -200, 48);
  await offerSeats(world.deps);
  expect((await told(people[0]!)).filter((one) => one.kind === 'seatOffered')).toHaveLength(1);
  await world
    .db('placement_offers')
    .where({ hackathon_id: hackathon.id })
    .update({ lock_at: new Date(Date.now() - 20 * HOUR) });
  await offerSeats(world.deps);
  const again = await Promise.all(people.map(told));
  const counts = again.map((all) => all.filter((one) => one.kind === 'seatOffered').length);
  expect(counts.map((count, index) => (index === lucky ? count === 1 : count === 2))).toEqual([
    true,
    true,
    true,
  ]);
});

test('a short time for teams makes offers at half of it; without any seat people are told to begin a team', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 3] });
  const person = await makeRole(world.db, hackathon, 'participant');
  await closing(hackathon.id, -3, 4);
  await offerSeats(world.deps);
  expect(await told(person)).toEqual([]);
  await closing(hackathon.id, -4, 3);
  await offerSeats(world.deps);
  const [notice] = await told(person);
  expect([notice?.kind, notice?.href]).toEqual(['noSeatYet', `/hackathons/${hackathon.slug}/teams/new`]);
});

test('a lock that moves while offers are made is told as it is then, or not yet', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 3] });
  const person = await makeRole(world.db, hackathon, 'participant');
  await closing(hackathon.id, -200, 47);
  // As an organiser moves it: the hackathon is held.
  const moving = await world.db.transaction();
  try {
    await lockHackathon(moving, hackathon.id);
    const later = new Date(Date.now() + 200 * HOUR);
    await moving('phases').where({ hackathon_id: hackathon.id, key: 'teams' }).update({ closes_at: later });
    const offering = offerSeats(world.deps);
    await until(() => somebodyWaits(world));
    await moving.commit();
    await offering;
  } finally {
    if (!moving.isCompleted()) await moving.rollback();
  }
  expect(await told(person)).toEqual([]);
});
