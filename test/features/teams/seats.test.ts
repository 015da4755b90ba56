// Founding, taking seats, leaving, handing over, being placed: what each answers and what it leaves behind.
import {
  giveRole,
  type MadeHackathon,
  type MadePerson,
  makeChallenge,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { captainOf, json } from '../../support/seats';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db, { seats: [2, 3] });
});
afterAll(() => world.close());

const participant = (): Promise<MadePerson> => makeRole(world.db, hackathon, 'participant');
const fields = (more: object = {}) => ({
  name: `Name ${Math.random()}`,
  pitch: 'We try.',
  challenge: hackathon.challenge.slug,
  languages: ['en', 'ar'],
  joining: 'request',
  ...more,
});

test('whoever founds a team is its captain, and the team has no room and no proposal yet', async () => {
  const person = await participant();
  const agent = await world.as(person.login);
  const made = await json(
    agent,
    `/hackathons/${hackathon.slug}/teams`,
    fields({ name: '  The   Long Table ' }),
  );
  expect(made.status).toBe(201);
  expect(made.body.location).toBe(`/teams/${made.body.id}`);
  expect(await captainOf(world, made.body.id)).toBe(person.id);
  const { body } = await agent.get(`/teams/${made.body.id}.json`);
  expect(body.team).toMatchObject({
    name: 'The Long Table',
    languages: ['en', 'ar'],
    mine: true,
    seatsTaken: 1,
  });
  expect(await world.db('rooms').where({ team_id: made.body.id })).toEqual([]);
  expect(await world.db('activity').where({ act: 'foundTeam', subject_id: made.body.id })).toHaveLength(1);

  const again = await json(agent, `/hackathons/${hackathon.slug}/teams`, fields());
  expect(again.status).toBe(409);
  expect(again.body.current).toEqual({ team: { id: made.body.id, name: 'The Long Table' } });
  const other = await world.as((await participant()).login);
  const twin = await json(other, `/hackathons/${hackathon.slug}/teams`, fields({ name: 'the long TABLE' }));
  expect([twin.status, twin.body.error]).toEqual([409, 'teams.refused.nameTaken']);
});

test('a team needs a question of its own hackathon, one that is open, and known fields', async () => {
  const agent = await world.as((await participant()).login);
  const elsewhere = await makeHackathon(world.db);
  const foreign = await json(
    agent,
    `/hackathons/${hackathon.slug}/teams`,
    fields({ challenge: elsewhere.challenge.slug }),
  );
  expect([foreign.status, foreign.body.fields]).toEqual([
    422,
    { challenge: 'Choose one of the open questions.' },
  ]);
  const closed = await makeChallenge(world.db, hackathon.id, hackathon.organiser);
  await world
    .db('challenges')
    .where({ id: closed.id })
    .update({ closed_at: new Date(), closed_by: hackathon.organiser.id, closing: { en: 'Done.' } });
  const over = await json(agent, `/hackathons/${hackathon.slug}/teams`, fields({ challenge: closed.slug }));
  expect(over.status).toBe(422);
  const unknown = await json(agent, `/hackathons/${hackathon.slug}/teams`, fields({ captain: 'me' }));
  expect([unknown.status, unknown.body.fields]).toEqual([422, { captain: 'We do not know this field.' }]);
  const wrong = await json(
    agent,
    `/hackathons/${hackathon.slug}/teams`,
    fields({ name: 'x'.repeat(61), languages: 'xx' }),
  );
  expect(Object.keys(wrong.body.fields).sort()).toEqual(['languages[0]', 'name']);
  const page = await agent
    .post(`/hackathons/${hackathon.slug}/teams`)
    .type('form')
    .send(fields({ pitch: 'y'.repeat(401) }));
  expect(page.status).toBe(422);
  expect(page.text).toContain('y'.repeat(401));
});

test('an open team gives a seat, one that wants to be asked says so, one by invitation says so', async () => {
  const agent = await world.as((await participant()).login);
  const asks = await makeTeam(world.db, hackathon, { size: 1, joining: 'request' });
  const invites = await makeTeam(world.db, hackathon, { size: 1, joining: 'invite' });
  const open = await makeTeam(world.db, hackathon, { size: 1 });
  const first = await json(agent, `/teams/${asks.id}/members`);
  expect([first.status, first.body.message]).toEqual([403, 'This team wants to be asked. Send a request.']);
  const second = await json(agent, `/teams/${invites.id}/members`);
  expect([second.status, second.body.error]).toEqual([403, 'teams.refused.inviteOnly']);
  const third = await json(agent, `/teams/${open.id}/members`);
  expect([third.status, third.body.location]).toEqual([201, `/teams/${open.id}`]);
  const again = await json(agent, `/teams/${open.id}/members`);
  expect([again.status, again.body.current.team.id]).toEqual([409, open.id]);
});

test('closed teams refuse seats, requests and founding with 403; strangers are refused too', async () => {
  const later = await makeHackathon(world.db, { open: ['drafting'] });
  const team = await makeTeam(world.db, later, { size: 1 });
  const agent = await world.as((await makeRole(world.db, later, 'participant')).login);
  for (const [path, body] of [
    [`/teams/${team.id}/members`, {}],
    [`/teams/${team.id}/requests`, {}],
    [`/hackathons/${later.slug}/teams`, fields({ challenge: later.challenge.slug })],
  ] as const) {
    const answer = await json(agent, path, body);
    expect([path, answer.status, answer.body.error]).toEqual([path, 403, 'hackathons.refused.tooLate']);
  }
  const stranger = await world.as((await makePerson(world.db)).login);
  const open = await makeTeam(world.db, hackathon, { size: 1 });
  expect((await json(stranger, `/teams/${open.id}/members`)).body.error).toBe('hackathons.refused.role');
  expect((await json(world.visitor(), `/teams/${open.id}/members`)).status).toBe(401);
  expect((await json(stranger, '/teams/nothing/members')).status).toBe(404);
});

test('a team that was given more time takes people while all others are closed', async () => {
  const later = await makeHackathon(world.db, { open: ['drafting'] });
  const [lucky, other] = [
    await makeTeam(world.db, later, { size: 1 }),
    await makeTeam(world.db, later, { size: 1 }),
  ];
  const organiser = await world.as(later.organiser.login);
  const until = new Date(Date.now() + 48 * 3_600_000).toISOString().slice(0, 16);
  const path = `/teams/${lucky.id}/extensions`;
  const past = await json(organiser, path, { phase: 'teams', until: '2020-01-01T10:00', reason: 'Illness' });
  expect([past.status, Object.keys(past.body.fields)]).toEqual([422, ['until']]);
  const odd = await json(organiser, path, { phase: 'teams', until: '2026-02-31T10:00', reason: 'Illness' });
  expect(odd.status).toBe(422);
  const member = await world.as(lucky.members[0]!.login);
  expect((await json(member, path, { phase: 'teams', until, reason: 'We want' })).status).toBe(403);
  expect((await json(organiser, path, { phase: 'teams', until, reason: 'Illness' })).status).toBe(201);
  const agent = await world.as((await makeRole(world.db, later, 'participant')).login);
  expect((await json(agent, `/teams/${other.id}/members`)).status).toBe(403);
  expect((await json(agent, `/teams/${lucky.id}/members`)).status).toBe(201);
});

test('a captain who leaves hands over to whom they name, else to whoever sits there longest', async () => {
  const team = await makeTeam(world.db, hackathon, { size: 3 });
  const [first, second, third] = team.members as [MadePerson, MadePerson, MadePerson];
  const captain = await world.as(first.login);
  const outsider = await participant();
  const wrong = await json(captain, `/teams/${team.id}/departure`, { successor: outsider.id });
  expect([wrong.status, Object.keys(wrong.body.fields)]).toEqual([422, ['successor']]);
  expect((await json(captain, `/teams/${team.id}/departure`, { successor: third.id })).status).toBe(200);
  expect(await captainOf(world, team.id)).toBe(third.id);
  expect((await json(await world.as(third.login), `/teams/${team.id}/departure`)).status).toBe(200);
  expect(await captainOf(world, team.id)).toBe(second.id);
  expect((await json(captain, `/teams/${team.id}/departure`)).status).toBe(403);
});

test('the last one who leaves archives the team; work and history stay; leaving is possible in every phase', async () => {
  const late = await makeHackathon(world.db, { open: ['judging'] });
  const team = await makeTeam(world.db, late, { size: 1 });
  const person = team.members[0]!;
  await world.db('submissions').insert({
    id: `s${team.id}`.slice(0, 26),
    team_id: team.id,
    hackathon_id: late.id,
    begun_at: new Date(),
  });
  const agent = await world.as(person.login);
  expect((await json(agent, `/teams/${team.id}/departure`)).status).toBe(200);
  expect((await world.db('teams').where({ id: team.id }).first()).archived_at).not.toBeNull();
  expect(await world.db('submissions').where({ team_id: team.id })).toHaveLength(1);
  expect(await world.db('memberships').where({ team_id: team.id, ended_by: person.id })).toHaveLength(1);
  const { body } = await agent.get(`/hackathons/${late.slug}/teams.json`);
  expect(body.teams).toEqual([]);
  expect((await agent.get(`/teams/${team.id}`)).text).toContain('This team has ended');
});

test('only a captain hands over, and only to a member; changing the team is the captain’s too', async () => {
  const team = await makeTeam(world.db, hackathon, { size: 2 });
  const [captain, member] = await Promise.all(team.members.map((one) => world.as(one.login)));
  const [first, second] = team.members as [MadePerson, MadePerson];
  expect((await json(member!, `/teams/${team.id}/captaincy`, { member: second.id })).status).toBe(403);
  expect((await json(captain!, `/teams/${team.id}/captaincy`, { member: 'nobody' })).status).toBe(422);
  expect((await json(captain!, `/teams/${team.id}`, fields({ name: 'Renamed' }))).status).toBe(200);
  expect((await json(captain!, `/teams/${team.id}/captaincy`, { member: second.id })).status).toBe(200);
  expect(await captainOf(world, team.id)).toBe(second.id);
  expect((await json(captain!, `/teams/${team.id}`, fields())).status).toBe(403);
  expect((await world.db('teams').where({ id: team.id }).first()).name).toBe('Renamed');
  expect(first.id).not.toBe(second.id);
});

test('two people whose cloth would look the same get different strips in one team', async () => {
  const [one, two] = [await participant(), await participant()];
  await world.db('people').whereIn('id', [one.id, two.id]).update({ weave_seed: 'the same' });
  const team = await makeTeam(world.db, hackathon, { members: [one], size: 1 });
  expect((await json(await world.as(two.login), `/teams/${team.id}/members`)).status).toBe(201);
  const shifts = await world
    .db('memberships')
    .where({ team_id: team.id })
    .orderBy('joined_at')
    .pluck('colourway_shift');
  expect(shifts).toEqual([0, 1]);
});

test('an organiser places somebody with one click, also where only invitations lead in; others cannot', async () => {
  const own = await makeHackathon(world.db, { seats: [2, 3] });
  const team = await makeTeam(world.db, own, { size: 1, joining: 'invite', name: 'Small One' });
  const person = await makeRole(world.db, own, 'participant');
  const organiser = await world.as(own.organiser.login);
  const path = `/hackathons/${own.slug}/people-without-team`;
  const page = await organiser.get(path);
  expect(page.text).toContain(person.display_name);
  expect(page.text).toContain('Teams that are too small');
  expect((await (await world.as(person.login)).get(path)).status).toBe(403);
  const place = (agent: Agent, personId: string, teamId = team.id) =>
    json(agent, `/hackathons/${own.slug}/placements`, { person: personId, team: teamId });
  expect((await place(await world.as(person.login), person.id)).status).toBe(403);
  expect((await place(organiser, own.organiser.id)).status).toBe(422);
  const foreign = await makeTeam(world.db, hackathon, { size: 1 });
  expect([403, 422, 404]).toContain((await place(organiser, person.id, foreign.id)).status);
  expect((await place(organiser, person.id)).status).toBe(200);
  expect((await place(organiser, person.id)).status).toBe(409);
  expect((await organiser.get(path)).text).toContain('Everybody has a team.');
});

test('a captain with free seats sees who has no team; nobody else on the team does', async () => {
  const own = await makeHackathon(world.db);
  const team = await makeTeam(world.db, own, { size: 2 });
  const lonely = await makePerson(world.db, { display_name: 'Lonely Canary' });
  await giveRole(world.db, own.id, lonely, 'participant', own.organiser);
  const [captain, member] = await Promise.all(team.members.map((one) => world.as(one.login)));
  const people = `/teams/${team.id}/personal-invitations`;
  expect((await captain!.get(people)).text).toContain('Lonely Canary');
  for (const path of [people, `/teams/${team.id}`])
    expect((await member!.get(path)).text).not.toContain('Lonely Canary');
});
