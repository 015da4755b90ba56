// A team objects once and in time, an organiser answers on record; everybody reads numbers, never words.
import { makeAdviser } from '../../support/factories';
import { type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const TWO = [Array(5).fill([5, 5]), Array(5).fill([2, 2])];
const WORDS = 'A juror is the aunt of <b>a member</b>.';
const at = (judged: Judged) => `/hackathons/${judged.hackathon.slug}`;
const post = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const organiserOf = (judged: Judged) => world.as(judged.hackathon.organiser.login);
const memberOf = (judged: Judged, team = 1, member = 0) =>
  world.as(judged.teams[team]!.members[member]!.login);
const object = (agent: Agent, judged: Judged, text = WORDS) =>
  post(agent, `/teams/${judged.teams[1]!.id}/objection`, { text });
const publish = (agent: Agent, judged: Judged, fields: Record<string, string> = {}) =>
  post(agent, `${at(judged)}/results/publication`, fields);
const noticesOf = async (person: { id: string }) =>
  (await world.db('notices').where({ person_id: person.id }).select('kind')).map((row) => row.kind);

test('once, by any member, answered on record; a correction names it; everybody reads only how many', async () => {
  const judged = await makeJudged(world.db, TWO);
  const agent = await organiserOf(judged);
  const member = await memberOf(judged);
  expect((await object(member, judged)).status).toBe(404);
  await publish(agent, judged);
  const page = `/teams/${judged.teams[1]!.id}/feedback`;
  expect((await member.get(page)).text).toContain('Your team can object once');
  expect((await object(member, judged, '  ')).status).toBe(422);
  const both = await Promise.all([object(member, judged), object(await memberOf(judged, 1, 1), judged)]);
  expect(both.map((one) => one.status).sort()).toEqual([201, 409]);
  const [row] = await world.db('objections').where({ hackathon_id: judged.hackathon.id });
  expect(await noticesOf(judged.hackathon.organiser)).toContain('resultsObjection');

  const list = await agent.get(`${at(judged)}/objections`);
  expect(list.text).toContain('A juror is the aunt of &lt;b&gt;a member&lt;/b&gt;.');
  const answer = { outcome: 'upheld', answer: 'You are right about the aunts.' };
  for (const other of [
    member,
    await memberOf(judged, 0),
    world.visitor(),
    await world.as(judged.jurors[0]!.login),
  ])
    expect([401, 403, 404]).toContain((await post(other, `/objections/${row.id}/answer`, answer)).status);
  expect((await publish(agent, judged, { after: '1', reason: 'x', objection: row.id })).status).toBe(422);
  const answers = await Promise.all([1, 2].map(() => post(agent, `/objections/${row.id}/answer`, answer)));
  expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
  for (const one of judged.teams[1]!.members)
    expect(await noticesOf(one)).toContain('resultsObjectionAnswered');
  const corrected = { after: '1', reason: 'An aunt.', objection: row.id };
  expect((await publish(agent, judged, corrected)).status).toBe(201);
  expect(await noticesOf(judged.teams[0]!.members[0]!)).toContain('resultsCorrected');
  const own = await member.get(page);
  expect(own.text).toContain('You are right about the aunts.');
  expect(own.text).toContain('results?publication=2');

  const strangers = [world.visitor(), await memberOf(judged, 0), await world.as(judged.jurors[0]!.login)];
  for (const stranger of strangers) {
    expect(
      (await stranger.get(`${at(judged)}/objections`).set('Accept', 'application/json')).status,
    ).not.toBe(200);
    for (const path of [`${at(judged)}/results`, `${at(judged)}/results.json`, page]) {
      const { text } = await stranger.get(path);
      expect(text).not.toMatch(/aunt of|the aunts/);
    }
  }
  const results = (await world.visitor().get(`${at(judged)}/results`)).text;
  expect(results).toContain('1 objection and 1 where the team was right.');
});

test('after the last moment it is too late, by the clock of the database; days are set with the publication', async () => {
  const judged = await makeJudged(world.db, TWO);
  const agent = await organiserOf(judged);
  expect((await publish(agent, judged, { objection_days: '61' })).status).toBe(422);
  await publish(agent, judged, { objection_days: '3' });
  const rows = () => world.db('publications').where({ hackathon_id: judged.hackathon.id });
  const [made] = await rows();
  expect(made.objections_until - made.published_at).toBe(3 * 86_400_000);
  await rows().update({ objections_until: new Date() });
  const member = await memberOf(judged);
  const late = await object(member, judged);
  expect(late.status).toBe(403);
  expect(late.body.error).toBe('results.refused.objectionLate');
  expect((await member.get(`/teams/${judged.teams[1]!.id}/feedback`)).text).toContain(
    'Teams could object until',
  );
  await rows().update({ objections_until: null });
  expect((await object(member, judged)).status).toBe(403);
  expect(await world.db('objections').where({ hackathon_id: judged.hackathon.id })).toEqual([]);
});

test('an organiser who is in the team does not answer it; nobody else objects for it or, as its adviser, reads it', async () => {
  const judged = await makeJudged(world.db, TWO);
  await publish(await organiserOf(judged), judged);
  for (const agent of [await memberOf(judged, 0), await organiserOf(judged)])
    expect((await object(agent, judged)).status).toBe(404);
  await object(await memberOf(judged), judged);
  const adviser = await makeAdviser(world.db, judged.hackathon, judged.teams[1]!);
  const advised = await (await world.as(adviser.login)).get(`/teams/${judged.teams[1]!.id}/feedback`);
  expect(advised.status).toBe(200);
  expect(advised.text).not.toContain('aunt of');
  const [row] = await world.db('objections').where({ hackathon_id: judged.hackathon.id });
  await world.db('roles').insert({
    id: 'role-of-a-member',
    hackathon_id: judged.hackathon.id,
    person_id: judged.teams[1]!.members[0]!.id,
    role: 'organiser',
    granted_by: judged.hackathon.organiser.id,
    granted_at: new Date(),
  });
  const answer = { outcome: 'refused', answer: 'No.' };
  const own = await post(await memberOf(judged), `/objections/${row.id}/answer`, answer);
  expect(own.body.error).toBe('results.refused.ownObjection');
});
