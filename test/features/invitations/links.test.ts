// Links into a team and to a role: who comes in with one, how it ends, what its page shows.
import {
  type MadeHackathon,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
  setPhases,
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

test('an invitation brings people in, ends, can be taken back, and dies when teams close', async () => {
  const open = await makeHackathon(world.db, { seats: [2, 6] });
  const team = await makeTeam(world.db, open, { size: 2, joining: 'invite' });
  const [captain, member] = await Promise.all(team.members.map((one) => world.as(one.login)));
  expect((await json(member!, `/teams/${team.id}/invitations`)).status).toBe(403);
  const invite = async (body: object = {}) =>
    (await json(captain!, `/teams/${team.id}/invitations`, body)).body;
  const joiner = async () => world.as((await makeRole(world.db, open, 'participant')).login);

  const link = await invite();
  const token = link.location.split('/').at(-1)!;
  const guest = await joiner();
  expect((await guest.get(link.location)).text).toContain('Take a seat');
  const other = await makeTeam(world.db, open, { size: 1 });
  expect((await json(guest, `/teams/${other.id}/members`, { invite: token })).status).toBe(422);
  expect((await json(guest, `/teams/${team.id}/members`, { invite: `${token}x` })).status).toBe(422);
  expect((await json(guest, `/invitations/${token}x/acceptance`)).status).toBe(404);
  expect((await json(guest, `/teams/${team.id}/members`, { invite: token })).status).toBe(201);

  const stranger = await world.as((await makePerson(world.db)).login);
  const early = await json(stranger, `${link.location}/acceptance`);
  expect([early.status, early.body.error]).toEqual([403, 'teams.refused.joinFirst']);
  const page = await stranger.get(link.location);
  expect(page.text).toContain(
    `/hackathons/${open.slug}/participation?next=${encodeURIComponent(link.location)}`,
  );
  expect((await world.visitor().get(link.location)).text).toContain(`/sign-up?invite=${token}`);
  const join = `/hackathons/${open.slug}/participation?next=${encodeURIComponent(link.location)}`;
  expect((await stranger.get(join)).text).toContain(`action="${join}"`);
  const joined = await stranger.post(join).type('form').send({ age: 'within' });
  expect([joined.status, joined.headers.location]).toEqual([303, link.location]);

  const used = await invite({ uses: '1' });
  expect((await json(await joiner(), `${used.location}/acceptance`)).status).toBe(200);
  expect((await json(await joiner(), `${used.location}/acceptance`)).status).toBe(410);
  expect((await (await joiner()).get(used.location)).status).toBe(410);

  const ended = await invite({ hours: '1' });
  await world
    .db('invitations')
    .where({ id: ended.id })
    .update({ expires_at: new Date(Date.now() - 1000) });
  expect((await json(await joiner(), `${ended.location}/acceptance`)).status).toBe(410);

  const back = await invite();
  expect((await json(guest, `${back.location}/revocation`)).status).toBe(403);
  expect((await json(captain!, `${back.location}/revocation`)).status).toBe(200);
  expect((await json(await joiner(), `${back.location}/acceptance`)).status).toBe(410);

  const last = await invite();
  await setPhases(world.db, open.id, ['drafting']);
  const late = await json(await joiner(), `${last.location}/acceptance`);
  expect([late.status, late.body.message]).toEqual([410, 'Teams are closed now. This link no longer works.']);
  expect((await json(captain!, `/teams/${team.id}/invitations`)).status).toBe(403);
});

test('an invitation to a role has a page and gives the role', async () => {
  const organiser = await world.as(hackathon.organiser.login);
  const made = await json(organiser, `/hackathons/${hackathon.slug}/invitations`, {
    role: 'expert',
    uses: '1',
  });
  const person = await makePerson(world.db);
  const agent = await world.as(person.login);
  expect((await agent.get(made.body.location)).text).toContain('Help teams as an expert');
  expect((await json(agent, `${made.body.location}/acceptance`)).status).toBe(200);
  expect(await world.db('roles').where({ person_id: person.id, role: 'expert' })).toHaveLength(1);
  const second = await json(organiser, `/hackathons/${hackathon.slug}/invitations`, {
    role: 'juror',
    uses: '1',
  });
  expect((await json(agent, `${second.body.location}/revocation`)).status).toBe(403);
  expect((await json(organiser, `${second.body.location}/revocation`)).status).toBe(200);
  expect((await agent.get(second.body.location)).status).toBe(410);
});
