// Asking to join: how many wait at once, who answers, and what closes with an answer or with the lock.
import {
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { json } from '../../support/seats';
import { createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db, { seats: [2, 3] });
});
afterAll(() => world.close());

const participant = (): Promise<MadePerson> => makeRole(world.db, hackathon, 'participant');

test('three requests can wait, a fourth is refused; accepting one closes the others', async () => {
  const person = await participant();
  const agent = await world.as(person.login);
  const teams = [];
  for (let n = 0; n < 4; n++)
    teams.push(await makeTeam(world.db, hackathon, { size: 1, joining: 'request' }));
  const ids: string[] = [];
  for (const team of teams.slice(0, 3)) {
    const asked = await json(agent, `/teams/${team.id}/requests`, { motivation: 'I know sport clubs.' });
    expect(asked.status).toBe(201);
    ids.push(asked.body.id);
  }
  const twice = await json(agent, `/teams/${teams[0]!.id}/requests`);
  expect([twice.status, twice.body.current]).toEqual([409, { id: ids[0] }]);
  const fourth = await json(agent, `/teams/${teams[3]!.id}/requests`);
  expect([fourth.status, fourth.body.current.requests.map((one: { id: string }) => one.id)]).toEqual([
    409,
    ids,
  ]);

  const stranger = await world.as((await participant()).login);
  expect((await json(stranger, `/requests/${ids[0]}/acceptance`)).status).toBe(404);
  expect((await json(agent, `/requests/${ids[0]}/acceptance`)).status).toBe(403);
  const captain = await world.as(teams[0]!.members[0]!.login);
  expect((await captain.get(`/teams/${teams[0]!.id}`)).text).toContain('I know sport clubs.');
  expect((await json(captain, `/requests/${ids[0]}/acceptance`)).status).toBe(200);
  const decisions = await world.db('join_requests').whereIn('id', ids).orderBy('asked_at').pluck('decision');
  expect(decisions).toEqual(['accepted', 'closed', 'closed']);
  const late = await json(await world.as(teams[1]!.members[0]!.login), `/requests/${ids[1]}/acceptance`);
  expect([late.status, late.body.current]).toEqual([409, { decision: 'closed' }]);
});

test('a request can be refused by the captain and withdrawn by its author only', async () => {
  const agent = await world.as((await participant()).login);
  const team = await makeTeam(world.db, hackathon, { size: 2, joining: 'request' });
  const first = (await json(agent, `/teams/${team.id}/requests`)).body.id;
  const [captain, member] = await Promise.all(team.members.map((one) => world.as(one.login)));
  expect((await json(member!, `/requests/${first}/refusal`)).status).toBe(403);
  expect((await json(captain!, `/requests/${first}/withdrawal`)).status).toBe(403);
  expect((await json(captain!, `/requests/${first}/refusal`)).status).toBe(200);
  const second = (await json(agent, `/teams/${team.id}/requests`)).body.id;
  expect((await json(agent, `/requests/${second}/withdrawal`)).status).toBe(200);
  expect(await world.db('join_requests').where({ team_id: team.id }).whereNull('decided_at')).toEqual([]);
});

test('a request that still waits when teams close has ended: nobody accepts it, and its author reads so', async () => {
  const soon = await makeHackathon(world.db, { open: ['teams'] });
  const team = await makeTeam(world.db, soon, { size: 1, joining: 'request' });
  const captain = await world.as(team.members[0]!.login);
  const author = await world.as((await makeRole(world.db, soon, 'participant')).login);
  const asked = await json(author, `/teams/${team.id}/requests`, { motivation: 'Please' });
  expect((await author.get(`/teams/${team.id}`)).text).toContain('You asked');
  const move = { closes_at: 'now', reason: 'All have a team' };
  await json(await world.as(soon.organiser.login), `/hackathons/${soon.slug}/phases/teams`, move);
  const answer = await json(captain, `/requests/${asked.body.id}/acceptance`);
  expect([answer.status, answer.body.error]).toEqual([403, 'hackathons.refused.tooLate']);
  expect(answer.body.message).not.toBe('');
  const page = (await author.get(`/teams/${team.id}`)).text;
  expect(page).not.toContain('You asked');
  expect(page).toContain('Teams do not change now.');
});
