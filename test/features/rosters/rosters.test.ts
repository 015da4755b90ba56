// Seats that somebody else ends, moves, the history of a team and its names: who may, who reads it, what stays.
import { LEFT } from '../../../src/db/personal-data';
import { removeOnce } from '../../matrix/fixture';
import {
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
  setPhases,
} from '../../support/factories';
import { makeJudged } from '../../support/judged';
import { captainOf, json, seatsOf, signedTeam, toldTo } from '../../support/seats';
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

const team = (size: number, where = hackathon) => signedTeam(world, where, { size });

async function handIn(teamId: string, by: MadePerson): Promise<string> {
  const id = `s${teamId}`.slice(0, 26);
  await world
    .db('submissions')
    .insert({ id, team_id: teamId, hackathon_id: hackathon.id, begun_at: new Date() });
  await world.db('submission_versions').insert({
    id: `v${teamId}`.slice(0, 26),
    submission_id: id,
    number: 1,
    challenge_id: hackathon.challenge.id,
    sections: '{}',
    files: '[]',
    roster: JSON.stringify({ team: 'As handed in', members: [{ id: by.id, display_name: by.display_name }] }),
    sha256: 'a'.repeat(64),
    handed_in_by: by.id,
    handed_in_at: new Date(),
  });
  return id;
}

test('a captain takes a seat away with a reason that the person and the organisers read, and nobody else', async () => {
  const own = await team(3);
  const [, second, third] = own.members as [MadePerson, MadePerson, MadePerson];
  const none = await json(own.captain, `${own.path}/removals`, { member: second.id, reason: ' ' });
  expect([none.status, Object.keys(none.body.fields)]).toEqual([422, ['reason']]);
  const made = await json(own.captain, `${own.path}/removals`, {
    member: second.id,
    reason: 'You never came.',
  });
  expect([made.status, made.body.location]).toEqual([201, `${own.path}/roster`]);
  expect(await seatsOf(world, own.id)).toEqual([own.members[0]!.id, third.id]);
  expect([await toldTo(world, second), await toldTo(world, third)]).toEqual([['seatTaken'], ['removed']]);
  expect(await toldTo(world, hackathon.organiser)).toContain('removal');

  const why = `/removals/${made.body.id}`;
  for (const reader of [own.agents[1]!, own.captain, organiser])
    expect((await reader.get(why).expect(200)).text).toContain('You never came.');
  await own.agents[2]!.get(why).expect(404);
  expect((await own.agents[2]!.get(`${own.path}/roster`)).text).not.toContain('You never came.');
  expect((await own.agents[2]!.get(`${own.path}/roster`)).text).toContain(
    `${second.display_name} lost the seat.`,
  );
  await own.agents[1]!.get(`${own.path}/roster`).expect(403);
});

test('whoever lost a seat comes back only when the team or an organiser lets them in; whoever left comes back alone', async () => {
  const own = await team(2);
  const [, second] = own.members as [MadePerson, MadePerson];
  await json(own.agents[1]!, `${own.path}/departure`).expect(200);
  await json(own.agents[1]!, `${own.path}/members`).expect(201);
  await json(own.captain, `${own.path}/removals`, { member: second.id, reason: 'No.' }).expect(201);
  const again = await json(own.agents[1]!, `${own.path}/members`);
  expect([again.status, again.body.error]).toEqual([403, 'teams.refused.removed']);
  const link = await json(own.captain, `${own.path}/invitations`, { uses: '2', hours: '2' });
  await json(own.agents[1]!, `${link.body.location}/acceptance`).expect(403);
  const asked = await json(own.agents[1]!, `${own.path}/requests`, { motivation: '' });
  await json(own.captain, `/requests/${asked.body.id}/acceptance`).expect(200);
  expect(await seatsOf(world, own.id)).toHaveLength(2);
});

test('an objection goes to the organisers once, and their answer to the person once', async () => {
  const own = await team(2);
  const second = own.members[1]!;
  const { body } = await json(own.captain, `${own.path}/removals`, { member: second.id, reason: 'Why not.' });
  const path = `/removals/${body.id}`;
  expect((await json(organiser, `${path}/answer`, { answer: 'Too early.' })).status).toBe(409);
  expect((await json(own.captain, `${path}/objection`, { objection: 'Mine?' })).status).toBe(403);
  await json(own.agents[1]!, `${path}/objection`, { objection: 'I was ill.' }).expect(200);
  expect((await json(own.agents[1]!, `${path}/objection`, { objection: 'More.' })).status).toBe(409);
  expect(await toldTo(world, hackathon.organiser)).toContain('removalObjection');
  expect((await organiser.get(path)).text).toContain('I was ill.');
  expect((await organiser.get('/desk')).text).toContain('Somebody objects to losing a seat');
  expect((await own.captain.get(path)).text).not.toContain('I was ill.');
  expect((await json(own.captain, `${path}/answer`, { answer: 'No.' })).status).toBe(403);
  const answers = await Promise.all(
    ['We talk.', 'We do not.'].map((answer) => json(organiser, `${path}/answer`, { answer })),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
  expect((await toldTo(world, second)).filter((kind) => kind === 'removalAnswered')).toHaveLength(1);
});

test('members, strangers, after a hand-in and after the lock: no captain removes; an organiser does, and the hand-in keeps its roster', async () => {
  const own = await team(3);
  const [first, second, third] = own.members as [MadePerson, MadePerson, MadePerson];
  const remove = (agent: Agent, member = third.id) =>
    json(agent, `${own.path}/removals`, { member, reason: 'So.' });
  expect((await remove(own.agents[1]!, first.id)).status).toBe(403);
  expect((await remove(await world.as((await makePerson(world.db)).login))).status).toBe(403);
  expect((await remove(own.captain, first.id)).body.fields).toHaveProperty('member');
  expect((await remove(own.captain, 'nobody')).status).toBe(422);
  const submission = await handIn(own.id, third);
  expect((await remove(own.captain)).body.error).toBe('rosters.refused.handedIn');
  await remove(organiser).expect(201);
  const { roster } = await world.db('submission_versions').where({ submission_id: submission }).first();
  expect(roster.members).toEqual([{ id: third.id, display_name: third.display_name }]);

  const late = await makeHackathon(world.db, { open: ['drafting'], organiser: hackathon.organiser });
  const locked = await team(2, late);
  const [, other] = locked.members as [MadePerson, MadePerson];
  const refused = await json(locked.captain, `${locked.path}/removals`, { member: other.id, reason: 'So.' });
  expect([refused.status, refused.body.error]).toEqual([403, 'hackathons.refused.tooLate']);
  expect((await locked.captain.get(`${locked.path}/roster`)).text).toContain(
    'Only an organiser can take a seat away',
  );
  // More time for this team is more time for this, too: one function answers.
  const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 16);
  await json(organiser, `${locked.path}/extensions`, {
    phase: 'teams',
    until,
    reason: 'A late start.',
  }).expect(201);
  expect((await locked.captain.get(`${locked.path}/roster`)).text).toContain('A late start.');
  await json(locked.captain, `${locked.path}/removals`, { member: other.id, reason: 'So.' }).expect(201);
  expect(second.id).not.toBe(third.id);
});

test('an organiser who takes the captain’s seat away hands over; with the last seat the team is archived, not deleted', async () => {
  const own = await team(2);
  const [first, second] = own.members as [MadePerson, MadePerson];
  await json(organiser, `${own.path}/removals`, { member: first.id, reason: 'Rude.' }).expect(201);
  expect(await captainOf(world, own.id)).toBe(second.id);
  expect(await toldTo(world, second)).toEqual(['removed', 'captain']);
  await json(organiser, `${own.path}/removals`, { member: second.id, reason: 'Rude.' }).expect(201);
  expect((await world.db('teams').where({ id: own.id }).first()).archived_at).not.toBeNull();
  expect(await world.db('memberships').where({ team_id: own.id })).toHaveLength(2);
  expect((await organiser.get(`${own.path}/roster`).expect(200)).text).toContain(first.display_name);
});

test('an organiser moves somebody, also after the lock: seats are respected, all are told, both teams read why', async () => {
  const late = await makeHackathon(world.db, {
    open: ['drafting'],
    seats: [2, 3],
    organiser: hackathon.organiser,
  });
  const [from, to] = [await team(2, late), await team(2, late)];
  const [captain, stays] = from.members as [MadePerson, MadePerson];
  const move = (agent: Agent, person: string, target: string, path = from.path) =>
    json(agent, `${path}/moves`, { person, team: target, reason: 'They speak Tigrinya.' });
  expect((await move(from.captain, captain.id, to.id)).status).toBe(403);
  expect((await move(organiser, captain.id, from.id)).status).toBe(422);
  const elsewhere = await team(1);
  expect((await move(organiser, captain.id, elsewhere.id)).status).toBe(422);
  expect((await move(organiser, (await makeRole(world.db, late, 'participant')).id, to.id)).body.error).toBe(
    'rosters.refused.noTeam',
  );
  await move(organiser, captain.id, to.id).expect(200);
  expect(await seatsOf(world, to.id)).toEqual([...to.members.map((one) => one.id), captain.id]);
  expect(await captainOf(world, from.id)).toBe(stays.id);
  expect(await toldTo(world, captain)).toEqual(['moved']);
  expect(await toldTo(world, stays)).toEqual(['movedAway', 'captain']);
  expect(await toldTo(world, to.members[0]!)).toEqual(['joined']);
  for (const [agent, path] of [
    [from.agents[1]!, from.path],
    [to.captain, to.path],
    [from.agents[0]!, to.path],
  ] as const)
    expect((await agent.get(`${path}/roster`).expect(200)).text).toContain('They speak Tigrinya.');
  const stale = await move(organiser, captain.id, to.id);
  expect([stale.status, stale.body.current.team.id]).toEqual([409, to.id]);
  const full = await move(organiser, stays.id, to.id);
  expect([full.status, full.body.current]).toEqual([409, { seats: 3, seatsTaken: 3 }]);
  expect(await seatsOf(world, from.id)).toEqual([stays.id]);
  await setPhases(world.db, late.id, ['judging']);
  expect((await move(organiser, captain.id, from.id, to.path)).body.error).toBe('hackathons.refused.tooLate');
});

test('an organiser hands the captaincy over at once, and everybody in the team hears it', async () => {
  const own = await team(3);
  const [first, second, third] = own.members as [MadePerson, MadePerson, MadePerson];
  await json(organiser, `${own.path}/captaincy`, { member: third.id }).expect(200);
  expect(await captainOf(world, own.id)).toBe(third.id);
  expect([await toldTo(world, first), await toldTo(world, second), await toldTo(world, third)]).toEqual([
    ['newCaptain'],
    ['newCaptain'],
    ['captain'],
  ]);
});

test('old names are kept for the team and organisers; a hand-in keeps the name it was handed in with', async () => {
  const own = await team(2);
  const rename = (name: string) =>
    json(own.captain, own.path, {
      name,
      challenge: hackathon.challenge.slug,
      languages: 'en',
      joining: 'open',
    });
  const submission = await handIn(own.id, own.members[0]!);
  await rename('The Second Name').expect(200);
  await rename('The Second Name').expect(200);
  await rename('The Third Name').expect(200);
  const names = await world.db('team_names').where({ team_id: own.id }).orderBy('until').pluck('name');
  expect(names).toEqual([own.name, 'The Second Name']);
  for (const agent of [own.agents[1]!, organiser])
    expect((await agent.get(`${own.path}/roster`)).text).toContain('The Second Name');
  expect((await world.visitor().get(own.path)).text).not.toContain('The Second Name');
  const { roster } = await world.db('submission_versions').where({ submission_id: submission }).first();
  expect(roster.team).toBe('As handed in');
});

test('a team that takes another name after publication keeps the published one on the results', async () => {
  const judged = await makeJudged(world.db, [[[3, 3]], [[2, 2]]], { names: ['Early Birds', 'Night Owls'] });
  const chair = await world.as(judged.hackathon.organiser.login);
  const results = `/hackathons/${judged.hackathon.slug}/results`;
  const published = await json(chair, `${results}/publication`, { objection_days: '3' });
  expect(published.status).toBeLessThan(300);
  await setPhases(world.db, judged.hackathon.id, ['teams', 'results']);
  const [early] = judged.teams;
  await json(await world.as(early!.members[0]!.login), `/teams/${early!.id}`, {
    name: 'Late Birds',
    challenge: judged.hackathon.challenge.slug,
    languages: 'en',
    joining: 'open',
  }).expect(200);
  const page = (await world.visitor().get(results).expect(200)).text;
  expect([page.includes('Early Birds'), page.includes('Late Birds')]).toEqual([true, false]);
  expect((await chair.get(`/teams/${early!.id}/roster`)).text).toContain('“Early Birds” until');
});

test('who deletes their account hands over, and stays in the history as somebody who left', async () => {
  const own = await team(3);
  const [first, second, third] = own.members as [MadePerson, MadePerson, MadePerson];
  const { body } = await json(organiser, `${own.path}/removals`, { member: third.id, reason: 'Canary.' });
  const why = `/removals/${body.id}`;
  await json(own.agents[2]!, `${why}/objection`, { objection: 'Canary objection.' }).expect(200);
  for (const agent of [own.captain, own.agents[2]!])
    await json(agent, '/account/erasure', { password: PASSWORD }).expect(200);
  expect(await captainOf(world, own.id)).toBe(second.id);
  const page = (await own.agents[1]!.get(`${own.path}/roster`)).text;
  expect(page).toContain('someone who left');
  expect(page).not.toContain(first.display_name);
  expect(page).not.toContain(LEFT);
  const [change] = await world.db('seat_changes').where({ person_id: third.id });
  expect(change.reason).toBe('');
  expect((await organiser.get(why)).text).toContain('deleted with the account');
  expect((await organiser.get('/desk')).text).not.toContain(why);
});

test('organisers take the history of all teams along as a table that no spreadsheet runs', async () => {
  const small = await makeHackathon(world.db, { organiser: hackathon.organiser });
  const one = await makeTeam(world.db, small, { size: 1, name: '=Team()' });
  const person = await makeRole(world.db, small, 'participant');
  await removeOnce(world.db, { hackathon: small, team: one.id, person: person.id, by: small.organiser.id });
  const path = `/hackathons/${small.slug}/rosters.csv`;
  const { text } = await organiser.get(path).expect(200);
  expect(text.split('\r\n')).toHaveLength(4);
  expect(text).toContain(`'=Team()`);
  expect(text).toContain(',removed,,They never came.');
  await (await world.as(person.login)).get(path).expect(403);
});

test('a withdrawn reason is read by nobody', async () => {
  const own = await team(2);
  const { body } = await json(own.captain, `${own.path}/removals`, {
    member: own.members[1]!.id,
    reason: 'Something cruel.',
  });
  const report = { kind: 'removal', id: body.id, reason: 'hate', details: '' };
  await json(own.agents[1]!, '/reports', report).expect(201);
  const [found] = await world.db('moderation_cases').where({ kind: 'removal', thing_id: body.id });
  const decided = await json(organiser, `/reports/${found.id}/decision`, {
    decision: 'withdraw',
    rule: '1',
    reason: 'Cruel.',
  });
  expect(decided.status).toBe(200);
  expect((await own.agents[1]!.get(`/removals/${body.id}`)).text).not.toContain('Something cruel.');
});
