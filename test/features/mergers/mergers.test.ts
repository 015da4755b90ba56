// Teams below the minimum become one: offered, answered, done by an organiser, told before the lock.
import { endMergers } from '../../../src/features/mergers/mergers.ends.actions';
import { offerSeats } from '../../../src/features/placement/placement.offers.actions';
import { newId } from '../../../src/ids';
import {
  giveRole,
  type MadeHackathon,
  makeHackathon,
  makePerson,
  makeRole,
  setPhases,
} from '../../support/factories';
import { json, type SignedTeam, seatsOf, signedTeam, toldTo } from '../../support/seats';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  hackathon = await makeHackathon(world.db, { seats: [3, 4], open: ['teams', 'drafting'] });
});
afterAll(() => world.close());

const team = (size: number, where = hackathon) => signedTeam(world, where, { size });

const offers = (teamId: string) =>
  world.db('team_mergers').where({ team_id: teamId }).orWhere({ into_id: teamId }).select('id', 'decision');

async function offer(from: SignedTeam, into: SignedTeam): Promise<string> {
  const { body } = await json(from.captain, `${from.path}/mergers`, { team: into.id }).expect(201);
  return body.id;
}

/** A proposal of the team, begun and, if said so, handed in. */
async function write(made: SignedTeam, { handedIn = false } = {}): Promise<string> {
  await made.captain.get(`${made.path}/submission`).expect(200);
  const { id } = await world.db('submissions').where({ team_id: made.id }).first('id');
  if (handedIn)
    await world.db('submission_versions').insert({
      id: newId(),
      submission_id: id,
      number: 1,
      challenge_id: hackathon.challenge.id,
      sections: '{}',
      files: '[]',
      roster: '{}',
      sha256: 'a'.repeat(64),
      handed_in_by: made.members[0]!.id,
      handed_in_at: new Date(),
    });
  return id;
}

test('the captain sees with whom and why, offers, and both pages say what will happen', async () => {
  const [from, into] = [await team(2), await team(2)];
  const page = (await from.captain.get(from.path)).text;
  expect(page).toContain(`action="${from.path}/mergers"`);
  expect(page).toContain('Your team needs one more person.');
  expect(page).toContain('Together you are 4 people');
  expect(page.match(/name="team" value=/g)!.length).toBeLessThanOrEqual(3);
  expect((await from.agents[1]!.get(from.path)).text).not.toContain('/mergers"');

  const id = await offer(from, into);
  expect([await toldTo(world, into.members[0]!), await toldTo(world, into.members[1]!)]).toEqual([
    ['mergeOffered'],
    ['mergeOffered'],
  ]);
  expect([await toldTo(world, from.members[0]!), await toldTo(world, from.members[1]!)]).toEqual([
    [],
    ['mergeProposed'],
  ]);
  expect((await from.agents[1]!.get(from.path)).text).toContain(`${into.name} has not answered yet`);
  const asked = (await into.captain.get(into.path)).text;
  expect(asked).toContain(`action="/mergers/${id}/acceptance"`);
  expect(asked).toContain(`${into.name} keeps its name, its question and its work.`);
  const besides = (await into.agents[1]!.get(into.path)).text;
  expect(besides).toContain(`${from.name} (2 people) would like to join you`);
  expect(besides).not.toContain('/acceptance');
  expect((await world.visitor().get(into.path)).text).not.toContain('would like to join you');
});

test('a yes moves everybody, archives the team that joins and leaves its proposal readable, and nothing waits on', async () => {
  const [from, into, third] = [await team(2), await team(2), await team(2)];
  const proposal = await write(from);
  const asking = await makeRole(world.db, hackathon, 'participant');
  await json(await world.as(asking.login), `${from.path}/requests`, { motivation: '' }).expect(201);
  const invited = await makeRole(world.db, hackathon, 'participant');
  await json(from.captain, `${from.path}/personal-invitations`, { person: invited.id }).expect(201);
  await offer(from, third);
  const id = await offer(from, into);
  await into.captain.post(`/mergers/${id}/acceptance`).type('form').send({}).expect(303);

  const all = [...from.members, ...into.members].map((one) => one.id).sort();
  expect((await seatsOf(world, into.id)).sort()).toEqual(all);
  expect(await seatsOf(world, from.id)).toEqual([]);
  const kept = await world.db('teams').where({ id: into.id }).first();
  expect([kept.name, kept.archived_at, kept.taken]).toEqual([into.name, null, 4]);
  const left = await world.db('teams').where({ id: from.id }).first();
  expect([left.archived_at !== null, left.taken]).toEqual([true, 0]);
  const captains = await world.db('memberships').where({ team_id: into.id }).whereNotNull('captain_since');
  expect(captains.map((one) => one.person_id)).toEqual([into.members[0]!.id]);

  expect(await world.db('join_requests').where({ team_id: from.id, decision: null })).toEqual([]);
  expect(await world.db('personal_invitations').where({ team_id: from.id, decision: null })).toEqual([]);
  expect((await offers(from.id)).map((one) => one.decision).sort()).toEqual(['accepted', 'closed']);
  expect([await toldTo(world, asking), (await toldTo(world, invited)).at(-1)]).toEqual([
    ['teamOver'],
    'teamOver',
  ]);
  expect((await toldTo(world, third.members[1]!)).at(-1)).toBe('mergeOver');
  expect((await toldTo(world, from.members[0]!)).at(-1)).toBe('mergedInto');
  expect((await toldTo(world, into.members[1]!)).at(-1)).toBe('mergedWith');

  const roster = (await into.captain.get(`${into.path}/roster`)).text;
  expect(roster).toContain(`came with the team ${from.name}`);
  const csv = (
    await (await world.as(hackathon.organiser.login)).get(`/hackathons/${hackathon.slug}/rosters.csv`)
  ).text;
  expect(csv.split('\n').filter((line) => line.includes(from.id) && line.includes('merged'))).toHaveLength(2);

  expect(roster).toContain(`href="${from.path}"`);
  expect((await from.agents[1]!.get(from.path)).text).toContain(`href="${from.path}/submission"`);
  const read = await from.agents[1]!.get(`${from.path}/submission`);
  expect(read.status).toBe(200);
  expect(read.text).not.toContain(`action="/submissions/${proposal}/draft"`);
  await json(from.agents[1]!, `/submissions/${proposal}/draft`, {
    'section[problem]': 'More.',
    'version[problem]': '0',
  }).expect(403);
  await into.captain.get(`${from.path}/submission`).expect(404);
  const acts = await world
    .db('activity')
    .where({ hackathon_id: hackathon.id, subject_id: into.id })
    .pluck('act');
  expect(acts).toContain('mergeTeams');
});

test('a no leaves everything as it was, is told, and is not asked again; the other side may still ask', async () => {
  const [from, into] = [await team(2), await team(2)];
  const id = await offer(from, into);
  await json(into.captain, `/mergers/${id}/refusal`).expect(200);
  expect([(await seatsOf(world, from.id)).length, (await seatsOf(world, into.id)).length]).toEqual([2, 2]);
  expect((await toldTo(world, from.members[1]!)).at(-1)).toBe('mergeRefused');
  expect((await toldTo(world, into.members[1]!)).at(-1)).toBe('mergeOver');
  expect((await into.captain.get(into.path)).text).not.toContain('would like to join you');
  expect((await json(from.captain, `${from.path}/mergers`, { team: into.id })).body.error).toBe(
    'mergers.refused.saidNo',
  );
  expect((await json(into.captain, `/mergers/${id}/acceptance`)).status).toBe(409);
  expect(await world.db('seat_changes').where({ person_id: from.members[0]!.id })).toEqual([]);
  const back = await offer(into, from);
  await json(into.captain, `/mergers/${back}/withdrawal`).expect(200);
  expect((await toldTo(world, from.members[1]!)).at(-1)).toBe('mergeOver');
});

test('offers need a captain, a team that is too small, room, an open phase and a team of this hackathon', async () => {
  const [from, into, big, full] = [await team(1), await team(2), await team(3), await team(4)];
  const foreign = await team(1, await makeHackathon(world.db, { seats: [3, 4] }));
  const to = (agent: Agent, own: SignedTeam, other: SignedTeam) =>
    json(agent, `${own.path}/mergers`, { team: other.id }).then((one) => [one.status, one.body.error]);
  expect(await to(into.agents[1]!, into, from)).toEqual([403, 'teams.refused.captainOnly']);
  expect(await to(from.captain, into, from)).toEqual([403, 'teams.refused.captainOnly']);
  const organiser = await world.as(hackathon.organiser.login);
  expect((await to(organiser, from, into))[0]).toBe(403);
  expect(await to(big.captain, big, from)).toEqual([409, 'mergers.refused.enoughPeople']);
  expect(await to(from.captain, from, full)).toEqual([409, 'mergers.refused.noRoom']);
  expect((await to(from.captain, from, from))[0]).toBe(422);
  expect((await to(from.captain, from, foreign))[0]).toBe(422);
  const id = await offer(from, into);
  expect(await to(from.captain, from, into)).toEqual([409, 'mergers.refused.offered']);
  expect(await to(into.captain, into, from)).toEqual([409, 'mergers.refused.theyOffered']);

  const tries = async (agent: Agent) => {
    const statuses: number[] = [];
    for (const act of ['acceptance', 'refusal', 'withdrawal'])
      statuses.push((await json(agent, `/mergers/${id}/${act}`)).status);
    return statuses;
  };
  for (const agent of [organiser, big.captain, foreign.captain])
    expect(await tries(agent)).toEqual([404, 404, 404]);
  expect(await tries(into.agents[1]!)).toEqual([403, 403, 403]);
  expect((await json(from.captain, `/mergers/${id}/acceptance`)).status).toBe(403);
  expect((await json(into.captain, `/mergers/${id}/withdrawal`)).status).toBe(403);

  await write(from, { handedIn: true });
  expect((await json(into.captain, `/mergers/${id}/acceptance`)).body.error).toBe('mergers.refused.handedIn');
});

test('taken back and offered again without end is refused, and a member who may not offer uses none of it up', async () => {
  const [from, into] = [await team(2), await team(2)];
  for (let n = 0; n < 29_999; n += 1) await world.deps.limits.personalInvitations.count(from.ids[0]!);
  const offered = (agent: Agent) => json(agent, `${from.path}/mergers`, { team: into.id });
  expect((await offered(from.agents[1]!)).status).toBe(403);
  const { body } = await offered(from.captain).expect(201);
  await json(from.captain, `/mergers/${body.id}/withdrawal`).expect(200);
  expect((await offered(from.captain)).status).toBe(429);
});

test('at the lock offers end and are told; more time for the team that stays lets its captain accept', async () => {
  const own = await makeHackathon(world.db, { seats: [3, 4], open: ['teams', 'drafting'] });
  const [from, into, late, host] = [
    await team(1, own),
    await team(2, own),
    await team(1, own),
    await team(2, own),
  ];
  const [ended, extended] = [await offer(from, into), await offer(late, host)];
  await setPhases(world.db, own.id, ['drafting']);
  await world.db('extensions').insert({
    id: newId(),
    team_id: host.id,
    phase: 'teams',
    until: new Date(Date.now() + 3_600_000),
    reason: 'Illness.',
    by_id: own.organiser.id,
    at: new Date(),
  });
  expect((await json(into.captain, `/mergers/${ended}/acceptance`)).status).toBe(403);
  await endMergers(world.deps);
  expect((await offers(from.id)).map((one) => one.decision)).toEqual(['ended']);
  expect((await toldTo(world, from.members[0]!)).at(-1)).toBe('mergeOver');
  await json(host.captain, `/mergers/${extended}/acceptance`).expect(200);
  expect(await seatsOf(world, host.id)).toHaveLength(3);
});

test('organisers merge at once with a reason that both teams read, also after the lock while drafts are written', async () => {
  const own = await makeHackathon(world.db, { seats: [3, 4], open: ['drafting'] });
  const [from, into] = [await team(1, own), await team(2, own)];
  const organiser = await world.as(own.organiser.login);
  const path = `/hackathons/${own.slug}/mergers`;
  const page = (await organiser.get(`/hackathons/${own.slug}/people-without-team`)).text;
  expect(page).toContain('Teams that are too small');
  expect(page).toContain(`action="${path}"`);
  const body = { team: from.id, into: into.id, reason: 'So that nobody stands alone.' };
  expect((await json(into.captain, path, body)).status).toBe(403);
  const stranger = await makePerson(world.db);
  expect((await json(await world.as(stranger.login), path, body)).status).toBe(403);
  const moderator = await makePerson(world.db);
  await giveRole(world.db, own.id, moderator, 'moderator', own.organiser);
  expect((await json(await world.as(moderator.login), path, body)).status).toBe(403);
  expect((await json(organiser, path, { ...body, reason: '' })).status).toBe(422);
  await json(organiser, path, body).expect(200);
  expect(await seatsOf(world, into.id)).toHaveLength(3);
  const roster = (await from.captain.get(`${into.path}/roster`)).text;
  expect(roster).toContain('So that nobody stands alone.');
  await setPhases(world.db, own.id, ['judging']);
  const [third, fourth] = [await team(1, own), await team(2, own)];
  expect((await json(organiser, path, { ...body, team: third.id, into: fourth.id })).status).toBe(403);
});

test('an offer that waits while an organiser merges the two is done, and nobody hears that nothing came of it', async () => {
  const [from, into] = [await team(1), await team(2)];
  await offer(from, into);
  const body = { team: from.id, into: into.id, reason: 'Both want it.' };
  const organiser = await world.as(hackathon.organiser.login);
  await json(organiser, `/hackathons/${hackathon.slug}/mergers`, body).expect(200);
  expect((await offers(from.id)).map((one) => one.decision)).toEqual(['closed']);
  for (const person of [...from.members, ...into.members])
    expect(await toldTo(world, person)).not.toContain('mergeOver');
});

test('when seats are offered before the lock, teams that are too small hear of each other once', async () => {
  const own = await makeHackathon(world.db, { seats: [3, 4], open: ['teams'] });
  const [one, other, enough] = [await team(1, own), await team(2, own), await team(3, own)];
  const alone = await team(1, own);
  await world
    .db('teams')
    .where({ id: alone.id })
    .update({ languages: ['nl'] });
  await world
    .db('phases')
    .where({ hackathon_id: own.id, key: 'teams' })
    .update({
      opens_at: new Date(Date.now() - 720_000_000),
      closes_at: new Date(Date.now() + 40 * 3_600_000),
    });
  await Promise.all([offerSeats(world.deps), offerSeats(world.deps)]);
  await offerSeats(world.deps);
  const kinds = await Promise.all([one, other, enough, alone].map((made) => toldTo(world, made.members[0]!)));
  expect(kinds).toEqual([['mergeSuggested'], ['mergeSuggested'], [], []]);
  const notice = await world.db('notices').where({ person_id: one.members[0]!.id }).first();
  expect([notice.params.other, notice.params.count]).toEqual([other.name, 2]);
  expect(notice.href).toBe(`${one.path}#mergers`);
});
