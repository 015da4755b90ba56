// The public vote: who has one, for whom not, when; what nobody learns before publication, and what comes with it.
import { erasePerson } from '../../../src/features/accounts/accounts.erasure.actions';
import { personalData } from '../../../src/personal-data';
import {
  giveRole,
  type MadePerson,
  makeAdviser,
  makeHackathon,
  makePerson,
  makeRole,
  setPhases,
} from '../../support/factories';
import { type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';
import { makeVote, type Voted } from './votes';

let world: World;
let voted: Voted;

beforeAll(async () => {
  world = await createWorld();
  voted = await makeVote(world.db, { teams: 5 });
});
afterAll(() => world.close());

const JSON_ACCEPT = 'application/json';

/** Somebody without a role whose account is older than any vote. */
async function makeReader(): Promise<MadePerson> {
  const person = await makePerson(world.db);
  await world
    .db('people')
    .where({ id: person.id })
    .update({ joined_at: new Date('2026-01-01') });
  return person;
}

async function vote(agent: Agent, slug: string, submission: string) {
  return agent.post(`/hackathons/${slug}/vote`).set('Accept', JSON_ACCEPT).type('form').send({ submission });
}

const votesIn = async (hackathonId: string) =>
  world.db('votes').select('voter_id', 'submission_id').where({ hackathon_id: hackathonId });

test('people of the hackathon and older accounts have a vote; jurors, fresh accounts and visitors have none', async () => {
  const { hackathon, teams } = voted;
  const [team, other] = teams as [Voted['teams'][0], Voted['teams'][0]];
  const people: [string, MadePerson, number][] = [
    ['member', team.members[0]!, 200],
    ['expert', await makeRole(world.db, hackathon, 'expert'), 200],
    ['moderator', await makeRole(world.db, hackathon, 'moderator'), 200],
    ['organiser', hackathon.organiser, 200],
    ['reader', await makeReader(), 200],
    ['fresh', await makePerson(world.db), 403],
    ['juror', await makeRole(world.db, hackathon, 'juror'), 403],
  ];
  const answers = [];
  for (const [name, person] of people) {
    const agent = await world.as(person.login);
    const { status } = await vote(agent, hackathon.slug, other.submission);
    const page = await agent.get(`/hackathons/${hackathon.slug}/vote`);
    const read = await agent.get(`/hackathons/${hackathon.slug}/vote/proposals/${other.submission}`);
    expect([name, page.status, read.status]).toEqual([name, 200, status]);
    expect(page.text.includes(`proposals/${other.submission}`)).toBe(status === 200);
    answers.push([name, status]);
  }
  expect(answers).toEqual(people.map(([name, , status]) => [name, status]));
  expect((await vote(world.visitor(), hackathon.slug, other.submission)).status).toBe(401);
});

test('nobody votes for a team they are in, were in, advise or advised', async () => {
  const { hackathon, teams } = voted;
  const team = teams[1]!;
  const [here, gone] = team.members;
  await world
    .db('memberships')
    .where({ person_id: gone!.id, team_id: team.id })
    .update({ ended_at: new Date(), ended_by: gone!.id });
  const adviser = await makeAdviser(world.db, hackathon, team);
  const before = await makeAdviser(world.db, hackathon, team);
  await world.db('advisers').where({ person_id: before.id }).update({ ended_at: new Date() });
  for (const person of [here!, gone!, adviser, before]) {
    const agent = await world.as(person.login);
    const own = await vote(agent, hackathon.slug, team.submission);
    expect([own.status, own.body.error]).toEqual([403, 'votes.refused.own']);
    expect((await vote(agent, hackathon.slug, teams[0]!.submission)).status).toBe(200);
  }
});

test('many votes of one person at once are one; it can be changed and taken back', async () => {
  const { hackathon, teams } = voted;
  const reader = await makeReader();
  const agent = await world.as(reader.login);
  const mine = async () =>
    (await votesIn(hackathon.id)).filter((one) => one.voter_id === reader.id).map((one) => one.submission_id);
  const answers = await Promise.all(teams.map((team) => vote(agent, hackathon.slug, team.submission)));
  expect(answers.map((one) => one.status)).toEqual(teams.map(() => 200));
  expect(await mine()).toHaveLength(1);
  await vote(agent, hackathon.slug, teams[2]!.submission);
  expect(await mine()).toEqual([teams[2]!.submission]);
  expect((await agent.get(`/hackathons/${hackathon.slug}/vote`)).text).toContain(
    `You vote for ${teams[2]!.name}.`,
  );
  expect((await vote(agent, hackathon.slug, 'not-a-proposal')).status).toBe(404);
  const elsewhere = await makeVote(world.db);
  expect((await vote(agent, hackathon.slug, elsewhere.teams[0]!.submission)).status).toBe(404);
  expect((await agent.post(`/hackathons/${hackathon.slug}/vote/removal`).type('form').send({})).status).toBe(
    303,
  );
  expect(await mine()).toEqual([]);
});

test('a vote that waited while voting closed is refused', async () => {
  const { db } = world;
  const { hackathon, teams } = await makeVote(db);
  const agent = await world.as((await makeReader()).login);
  const trx = await db.transaction();
  await trx('hackathons').where({ id: hackathon.id }).forUpdate().select('id');
  const late = vote(agent, hackathon.slug, teams[0]!.submission);
  const waiting =
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while ((await db.raw(waiting)).rows[0].n === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await trx('phases').where({ hackathon_id: hackathon.id, key: 'judging' }).update({ closes_at: new Date() });
  await trx.commit();
  const answer = await late;
  expect([answer.status, answer.body.error]).toEqual([403, 'votes.refused.tooLate']);
  expect(await votesIn(hackathon.id)).toEqual([]);
});

test('voting keeps to its phases, and whoever can still write reads no other proposal', async () => {
  const { db } = world;
  const { hackathon, teams } = await makeVote(db, { open: ['drafting'] });
  const reader = await world.as((await makeReader()).login);
  const member = await world.as(teams[0]!.members[0]!.login);
  const error = async (agent: Agent) => {
    const page = await agent.get(`/hackathons/${hackathon.slug}/vote/proposals/${teams[1]!.submission}`);
    return [(await vote(agent, hackathon.slug, teams[1]!.submission)).body.error, page.status];
  };
  expect(await error(reader)).toEqual(['votes.refused.tooEarly', 403]);
  await setPhases(db, hackathon.id, ['drafting', 'judging']);
  expect(await error(member)).toEqual(['votes.refused.writing', 403]);
  expect(await error(reader)).toEqual([undefined, 200]);
  await setPhases(db, hackathon.id, ['deliberation']);
  expect(await error(reader)).toEqual(['votes.refused.tooLate', 403]);
  await db('hackathons').where({ id: hackathon.id }).update({ public_vote: 'deliberation' });
  expect(await error(reader)).toEqual([undefined, 200]);
  // Nobody votes who has seen the first group on the big screen.
  const prepared = { prepared_by: hackathon.organiser.id, prepared_at: new Date(), objection_days: 0 };
  const told = { protocol: '', frozen: '{}', steps: 3, ...prepared };
  await db('announcements').insert({ hackathon_id: hackathon.id, ...told });
  expect(await error(reader)).toEqual([undefined, 200]);
  await db('announcements').where({ hackathon_id: hackathon.id }).update({ furthest: 1 });
  expect(await error(reader)).toEqual(['votes.refused.tooLate', 403]);
  await db('announcements').where({ hackathon_id: hackathon.id }).delete();
  await db('hackathons').where({ id: hackathon.id }).update({ public_vote: null });
  expect(await error(reader)).toEqual(['frame.errors.notFound', 404]);
});

test('each reader has an order of their own, and keeps it', async () => {
  const { hackathon } = voted;
  const orderFor = async (agent: Agent) =>
    [...(await agent.get(`/hackathons/${hackathon.slug}/vote`)).text.matchAll(/id="proposal-(\w+)"/g)].map(
      (match) => match[1],
    );
  const orders = new Set<string>();
  for (let readers = 0; readers < 4; readers++) {
    const agent = await world.as((await makeReader()).login);
    const order = await orderFor(agent);
    expect(order).toHaveLength(5);
    expect(await orderFor(agent)).toEqual(order);
    orders.add(order.join());
  }
  // Four times the same of 120 orders happens once in 1.7 million runs.
  expect(orders.size).toBeGreaterThan(1);
});

test('the organiser switches it on before judging begins, everybody is told once, and nobody else can', async () => {
  const hackathon = await makeHackathon(world.db, { open: ['drafting'] });
  const member = await makeRole(world.db, hackathon, 'participant');
  const organiser = await world.as(hackathon.organiser.login);
  const set = (agent: Agent, ends: string) =>
    agent
      .post(`/hackathons/${hackathon.slug}/vote/settings`)
      .set('Accept', JSON_ACCEPT)
      .type('form')
      .send({ ends });
  const agent = await world.as(member.login);
  expect((await agent.get(`/hackathons/${hackathon.slug}/vote`)).status).toBe(404);
  expect((await set(agent, 'judging')).status).toBe(403);
  expect((await set(organiser, 'tomorrow')).status).toBe(422);
  expect((await set(organiser, 'judging')).status).toBe(200);
  expect((await set(organiser, 'deliberation')).status).toBe(200);
  expect((await world.db('notices').where({ person_id: member.id })).map((one) => one.kind)).toEqual([
    'voteComes',
  ]);
  expect((await agent.get(`/hackathons/${hackathon.slug}`)).text).toContain(
    `/hackathons/${hackathon.slug}/vote"`,
  );
  await setPhases(world.db, hackathon.id, ['judging']);
  const late = await set(organiser, 'off');
  expect([late.status, late.body.error]).toEqual([403, 'votes.refused.began']);
});

describe('until the results are published', () => {
  let judged: Judged;
  let voters: MadePerson[];
  const agents: Agent[] = [];
  let at: string;

  beforeAll(async () => {
    const { db } = world;
    judged = await makeJudged(db, [
      [
        [4, 5],
        [5, 4],
      ],
      [
        [3, 2],
        [2, 3],
      ],
    ]);
    at = `/hackathons/${judged.hackathon.slug}`;
    await db('hackathons').where({ id: judged.hackathon.id }).update({ public_vote: 'deliberation' });
    voters = [];
    for (let count = 0; count < 9; count++) {
      voters.push(await makeReader());
      agents.push(await world.as(voters[count]!.login));
    }
  });

  const [FIRST, SECOND] = [0, 1];
  const choose = async (voter: number, team: number) =>
    vote(agents[voter]!, judged.hackathon.slug, judged.teams[team]!.submission);

  test('organisers see how many voted; nobody sees for whom, and no log and no header tells', async () => {
    const page = async (agent: Agent, path: string) => {
      const { status, text, headers } = await agent.get(`${at}${path}`);
      return { status, text, etag: headers.etag };
    };
    const visitor = world.visitor();
    const before = [await page(visitor, ''), await page(visitor, '.json'), await page(visitor, '/teams')];
    for (let voter = 0; voter < 6; voter++) await choose(voter, FIRST);
    for (let voter = 6; voter < 9; voter++) await choose(voter, SECOND);
    expect([await page(visitor, ''), await page(visitor, '.json'), await page(visitor, '/teams')]).toEqual(
      before,
    );
    const organiser = await world.as(judged.hackathon.organiser.login);
    expect((await page(organiser, '/vote/settings')).text).toContain('9 people have voted.');
    for (const agent of [visitor, organiser, agents[0]!, await world.as(judged.jurors[0]!.login)]) {
      expect((await page(agent, '/vote.json')).status).toBe(404);
      expect((await page(agent, '/results')).status).toBe(404);
      for (const path of ['/vote', '', '.json', '/teams', '/people', '/jury.json'])
        expect((await page(agent, path)).text).not.toMatch(/\b[693] (votes|people voted|people have voted)/);
    }
    const activity = await world.db('activity').where({ act: 'vote', hackathon_id: judged.hackathon.id });
    expect(activity).toHaveLength(9);
    expect(JSON.stringify(activity)).not.toContain(judged.teams[FIRST]!.submission);
  });

  test('a deleted account leaves a number, and its owner does not vote a second time', async () => {
    await erasePerson(world.deps, voters[8]!.id, personalData);
    const again = await world.as((await makePerson(world.db)).login);
    expect((await vote(again, judged.hackathon.slug, judged.teams[SECOND]!.submission)).status).toBe(403);
    const left = (await votesIn(judged.hackathon.id)).filter((one) => one.voter_id === null);
    expect(left).toEqual([{ voter_id: null, submission_id: judged.teams[SECOND]!.submission }]);
  });

  test('who came to the team or to the jury after voting does not count; a vote during publication counts or is refused', async () => {
    const { db } = world;
    const { hackathon, teams } = judged;
    const [joins, judges] = [voters[0]!, voters[1]!];
    await giveRole(db, hackathon.id, joins, 'participant', hackathon.organiser);
    await db('memberships').insert({
      id: 'late-seat',
      team_id: teams[FIRST]!.id,
      hackathon_id: hackathon.id,
      person_id: joins.id,
      joined_at: new Date(),
    });
    await giveRole(db, hackathon.id, judges, 'juror', hackathon.organiser);
    const organiser = await world.as(hackathon.organiser.login);
    // Voters 2 to 5 change to the second team while results are published.
    const [published, ...changes] = await Promise.all([
      organiser.post(`${at}/results/publication`).set('Accept', JSON_ACCEPT).type('form').send({}),
      ...[2, 3, 4, 5].map((voter) => choose(voter, SECOND)),
    ]);
    expect(published!.status).toBe(201);
    const counted = changes.filter((one) => one.status === 200).length;
    expect(changes.filter((one) => one.status === 403)).toHaveLength(4 - counted);
    const told = await world.visitor().get(`${at}/vote.json`);
    const numbers = Object.fromEntries(
      told.body.proposals.map((one: { submission: string; votes: number }) => [one.submission, one.votes]),
    );
    expect(numbers[teams[FIRST]!.submission] ?? 0).toBe(4 - counted);
    expect(numbers[teams[SECOND]!.submission]).toBe(3 + counted);
    expect(told.body.votes).toBe(7);
    expect((await votesIn(hackathon.id)).every((one) => one.voter_id === null)).toBe(true);
  });

  test('then the numbers stand in a block of their own, apart from the places, and voting is over', async () => {
    const page = await world.visitor().get(`${at}/results`);
    expect(page.text).toContain('What the public liked');
    expect(page.text).toContain('7 people voted.');
    expect((await world.visitor().get(`${at}/results.json`)).text).not.toContain('vote');
    const late = await choose(5, FIRST);
    expect([late.status, late.body.error]).toEqual([403, 'votes.refused.published']);
    expect((await world.visitor().get(`/hackathons/${voted.hackathon.slug}/vote.json`)).status).toBe(404);
  });
});
