// Invitations to roles by link, and joining with one question about age.
import {
  acceptRoleInvitation,
  invitationByToken,
} from '../../../src/features/hackathons/invitations.actions';
import type { Person } from '../../../src/web/request';
import { type MadePerson, makeHackathon, makePerson, makeRole } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;

const json = (agent: Agent, path: string, body: object) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(body);
const asPerson = (person: MadePerson) => person as unknown as Person;
const tokenOf = (location: string) => location.replace('/invitations/', '');

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function setting(open: Parameters<typeof makeHackathon>[1] = {}) {
  const hackathon = await makeHackathon(world.db, open);
  const organiser = await world.as(hackathon.organiser.login);
  const at = `/hackathons/${hackathon.slug}`;
  const invite = async (body: object) => {
    const answer = await json(organiser, `${at}/invitations`, body);
    expect(answer.status).toBe(201);
    return tokenOf(answer.body.location);
  };
  return { hackathon, organiser, at, invite };
}
const holders = (hackathonId: string, role: string) =>
  world.db('roles').where({ hackathon_id: hackathonId, role }).whereNull('ended_at');

test('twenty people, three uses: exactly three get the role', async () => {
  const { hackathon, invite } = await setting();
  const token = await invite({ role: 'expert', uses: 3, organisation: 'City school', subject: 'Law' });
  const people = await Promise.all(Array.from({ length: 20 }, () => makePerson(world.db)));
  const outcomes = await Promise.allSettled(
    people.map((person) => acceptRoleInvitation(world.deps, asPerson(person), token)),
  );
  expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
  for (const one of outcomes)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 410 });
  const rows = await holders(hackathon.id, 'expert');
  expect(rows).toHaveLength(3);
  expect(rows[0]).toMatchObject({ organisation: 'City school', subject: 'Law' });
  expect(await world.db('invitations').where({ hackathon_id: hackathon.id }).first('uses')).toEqual({
    uses: 3,
  });
});

test('accepting again is harmless and uses nothing up, also at the same moment', async () => {
  const { hackathon, invite } = await setting();
  const token = await invite({ role: 'moderator', uses: 2 });
  const person = asPerson(await makePerson(world.db));
  const made = await Promise.all(
    Array.from({ length: 6 }, () => acceptRoleInvitation(world.deps, person, token)),
  );
  expect(made.filter((one) => one.made)).toHaveLength(1);
  expect((await world.db('invitations').where({ hackathon_id: hackathon.id }).first()).uses).toBe(1);
});

test('a forged, a used, an expired and a revoked link are told apart only to those who hold a real one', async () => {
  const { hackathon, organiser, invite } = await setting();
  const token = await invite({ role: 'expert', uses: 1 });
  const [id] = token.split('.');
  for (const forged of [`${id}.${'a'.repeat(27)}`, `${id}`, 'x.y', ''])
    await expect(invitationByToken(world.deps, forged)).rejects.toMatchObject({ status: 404 });
  expect((await invitationByToken(world.deps, token)).role).toBe('expert');
  expect((await organiser.get(`/hackathons/${hackathon.slug}/people`)).text).toContain(token);
  await world
    .db('invitations')
    .where({ id })
    .update({ expires_at: new Date(Date.now() - 1000) });
  await expect(invitationByToken(world.deps, token)).rejects.toMatchObject({ status: 410 });
  await world
    .db('invitations')
    .where({ id })
    .update({ expires_at: new Date(Date.now() + 60_000), uses: 1 });
  await expect(invitationByToken(world.deps, token)).rejects.toMatchObject({ status: 410 });
  const person = asPerson(await makePerson(world.db));
  await expect(acceptRoleInvitation(world.deps, person, token)).rejects.toMatchObject({ status: 410 });
});

test('only organisers invite and see the people page', async () => {
  const { hackathon, at } = await setting();
  const expert = await world.as((await makeRole(world.db, hackathon, 'expert')).login);
  expect((await json(expert, `${at}/invitations`, { role: 'juror', uses: 1 })).status).toBe(403);
  expect((await expert.get(`${at}/people`)).status).toBe(403);
  expect((await world.visitor().get(`${at}/people`)).status).toBe(302);
});

test.each([
  [{ role: 'participant', uses: 1 }, 'role'],
  [{ role: 'expert', uses: 0 }, 'uses'],
  [{ role: 'expert', uses: 501 }, 'uses'],
  [{ role: 'admin', uses: 1 }, 'role'],
])('an invitation like %j is refused', async (body, field) => {
  const { organiser, at } = await setting();
  const answer = await json(organiser, `${at}/invitations`, body);
  expect(answer.status).toBe(422);
  expect(answer.body.fields).toHaveProperty(field);
});

test('whoever takes part does not score, and whoever scores does not take part', async () => {
  const { hackathon, at, invite } = await setting();
  const token = await invite({ role: 'juror', uses: 5 });
  const participant = await makeRole(world.db, hackathon, 'participant');
  await expect(acceptRoleInvitation(world.deps, asPerson(participant), token)).rejects.toMatchObject({
    status: 409,
  });
  const juror = await makePerson(world.db);
  await acceptRoleInvitation(world.deps, asPerson(juror), token);
  const agent = await world.as(juror.login);
  expect((await json(agent, `${at}/participation`, { age: 'within' })).status).toBe(409);
});

test('at the same moment a person becomes juror or participant, never both', async () => {
  const { hackathon, at, invite } = await setting();
  const token = await invite({ role: 'juror', uses: 5 });
  const person = await makePerson(world.db);
  const agent = await world.as(person.login);
  await Promise.allSettled([
    acceptRoleInvitation(world.deps, asPerson(person), token),
    json(agent, `${at}/participation`, { age: 'within' }),
  ]);
  const roles = await world.db('roles').where({ hackathon_id: hackathon.id, person_id: person.id });
  expect(roles).toHaveLength(1);
});

test('within the bounds: a participant, once', async () => {
  const { hackathon, at } = await setting();
  const person = await makePerson(world.db);
  const agent = await world.as(person.login);
  expect((await agent.get(`${at}/participation`)).text).toContain('value="under-18"');
  const answers = await Promise.all(
    [1, 2, 3].map(() => json(agent, `${at}/participation`, { age: 'within' })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 201]);
  expect(await holders(hackathon.id, 'participant')).toHaveLength(1);
});

test('under 18: a kind page, and nothing is stored anywhere', async () => {
  const { hackathon, at } = await setting();
  const person = await makePerson(world.db);
  const agent = await world.as(person.login);
  const before = await world.db('activity').where({ person_id: person.id }).count().first();
  const answer = await agent.post(`${at}/participation`).type('form').send({ age: 'under-18' });
  expect([answer.status, answer.headers.location]).toEqual([303, `${at}/participation/later`]);
  expect((await agent.get(`${at}/participation/later`)).text).toContain('We stored nothing');
  expect(await world.db('roles').where({ person_id: person.id })).toEqual([]);
  expect(await world.db('participation_questions').where({ hackathon_id: hackathon.id })).toEqual([]);
  expect(await world.db('activity').where({ person_id: person.id }).count().first()).toEqual(before);
  expect(world.logged.join('\n')).not.toContain('under-18');
});

test.each([
  ['below', 'outside'],
  ['above', 'outside'],
  ['unsure', 'unsure'],
])('%s: only the outcome is stored, and an organiser decides', async (age, outcome) => {
  const { hackathon, organiser, at } = await setting();
  const person = await makePerson(world.db, { display_name: `Asker <${age}>` });
  const agent = await world.as(person.login);
  expect((await json(agent, `${at}/participation`, { age })).status).toBe(200);
  expect((await json(agent, `${at}/participation`, { age })).status).toBe(200);
  const rows = await world.db('participation_questions').where({ hackathon_id: hackathon.id });
  expect(rows).toHaveLength(1);
  expect(rows[0].outcome).toBe(outcome);
  expect((await organiser.get(`${at}/people`)).text).toContain(`Asker &lt;${age}&gt;`);
  const decision = `${at}/participation-questions/${rows[0].id}/decision`;
  expect((await json(agent, decision, { decision: 'welcome' })).status).toBe(403);
  expect((await json(organiser, decision, { decision: 'welcome' })).status).toBe(200);
  expect((await json(organiser, decision, { decision: 'welcome' })).status).toBe(200);
  expect((await json(organiser, decision, { decision: 'declined' })).status).toBe(409);
  expect(await holders(hackathon.id, 'participant')).toHaveLength(1);
});

test('a no of the organiser stays a no', async () => {
  const { hackathon, organiser, at } = await setting();
  const agent = await world.as((await makePerson(world.db)).login);
  await json(agent, `${at}/participation`, { age: 'unsure' });
  const row = await world.db('participation_questions').where({ hackathon_id: hackathon.id }).first();
  await json(organiser, `${at}/participation-questions/${row.id}/decision`, { decision: 'declined' });
  expect((await json(agent, `${at}/participation`, { age: 'within' })).status).toBe(403);
  const elsewhere = await setting();
  const path = `${elsewhere.at}/participation-questions/${row.id}/decision`;
  expect((await json(elsewhere.organiser, path, { decision: 'welcome' })).status).toBe(404);
});

test('joining is possible in inquiry and teams, and afterwards it is not', async () => {
  const { at } = await setting({ open: ['drafting'] });
  const agent = await world.as((await makePerson(world.db)).login);
  const answer = await json(agent, `${at}/participation`, { age: 'within' });
  expect([answer.status, answer.body.error]).toEqual([403, 'hackathons.refused.tooLate']);
  expect((await agent.get(`${at}/participation`)).status).toBe(200);
  const visitor = await world.visitor().get(`${at}/participation`);
  expect([visitor.status, visitor.headers.location]).toEqual([
    302,
    `/login?next=${encodeURIComponent(`${at}/participation`)}`,
  ]);
});
