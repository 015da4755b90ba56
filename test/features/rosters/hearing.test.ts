// Who hears an objection to a removal: never whoever decided, while anybody else can. And what a captain who was
// away reads about themselves.
import { type MadeHackathon, makeHackathon, makeRole } from '../../support/factories';
import { json, signedTeam, toldTo } from '../../support/seats';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
});
afterAll(() => world.close());

/** The organiser took a seat away, and whoever lost it objected. */
async function objected(hackathon: MadeHackathon) {
  const team = await signedTeam(world, hackathon, { size: 2 });
  const decider = await world.as(hackathon.organiser.login);
  const person = team.members[1]!;
  const removal = { member: person.id, reason: 'Never came.' };
  const { body } = await json(decider, `${team.path}/removals`, removal).expect(201);
  const path = `/removals/${body.id}`;
  const own = team.agents[1]!;
  return {
    decider,
    own,
    person,
    path,
    object: () => json(own, `${path}/objection`, { objection: 'I was ill.' }),
  };
}
const answer = (agent: Agent, path: string) => json(agent, `${path}/answer`, { answer: 'We talk.' });

test('another organiser answers; whoever decided reads it and cannot', async () => {
  const hackathon = await makeHackathon(world.db);
  const other = await makeRole(world.db, hackathon, 'organiser');
  const moderator = await makeRole(world.db, hackathon, 'moderator');
  const { decider, own, person, path, object } = await objected(hackathon);
  await object().expect(200);
  expect([await toldTo(world, other), await toldTo(world, moderator)]).toEqual([
    expect.arrayContaining(['removalObjection']),
    [],
  ]);
  const refused = await answer(decider, path);
  expect([refused.status, refused.body.error]).toEqual([403, 'rosters.refused.another']);
  const page = (await decider.get(path)).text;
  expect(page).toContain('I was ill.');
  expect(page).toContain('not whoever decided');
  expect(page).not.toContain(`action="${path}/answer"`);
  expect((await decider.get('/desk')).text).not.toContain('Somebody objects to losing a seat');
  expect((await (await world.as(moderator.login)).get(path)).status).toBe(404);
  expect((await own.get(path)).text).not.toContain('answers this objection alone');
  await answer(await world.as(other.login), path).expect(200);
  expect(await toldTo(world, person)).toContain('removalAnswered');
});

test('where no other organiser is, a moderator answers, and reads nothing before somebody objects', async () => {
  const hackathon = await makeHackathon(world.db);
  const moderator = await makeRole(world.db, hackathon, 'moderator');
  const { decider, path, object } = await objected(hackathon);
  const hears = await world.as(moderator.login);
  expect((await hears.get(path)).status).toBe(404);
  await object().expect(200);
  expect(await toldTo(world, moderator)).toContain('removalObjection');
  expect((await answer(decider, path)).status).toBe(403);
  expect((await hears.get(path)).text).toContain(`action="${path}/answer"`);
  await answer(hears, path).expect(200);
});

test('an organiser who is alone answers, and the person reads so openly', async () => {
  const { decider, own, path, object } = await objected(await makeHackathon(world.db));
  await object().expect(200);
  for (const agent of [decider, own])
    expect((await agent.get(path)).text).toContain('answers this objection alone');
  expect((await decider.get('/desk')).text).toContain('Somebody objects to losing a seat');
  await answer(decider, path).expect(200);
});

test('a captain never reads that the captain is away: they are here, or read how to stay', async () => {
  const hackathon = await makeHackathon(world.db);
  const { captain, members, agents, path } = await signedTeam(world, hackathon, { size: 2 });
  const longAgo = new Date(Date.now() - 9 * 86_400_000);
  const away = async () => {
    await world
      .db('memberships')
      .where({ person_id: members[0]!.id })
      .update({ captain_since: longAgo, joined_at: longAgo });
    await world
      .db('login_sessions')
      .where({ person_id: members[0]!.id })
      .update({ began_at: longAgo, seen_at: longAgo });
  };
  await away();
  expect((await agents[1]!.get(`${path}/roster`)).text).toContain('The captain is away');
  expect((await captain.get(`${path}/roster`)).text).not.toContain('The captain is away');
  await away();
  await json(agents[1]!, `${path}/takeover`).expect(200);
  const text = (await captain.get(`${path}/roster`)).text;
  expect(text).not.toContain('The captain is away');
  expect(text).toContain('Are you still the captain?');
  expect(text).toContain('you stay the captain');
});
