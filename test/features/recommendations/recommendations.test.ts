// A published proposal goes to an authority, which answers once, in public, with a reason.
import { type MadePerson, makeRole, setPhases } from '../../support/factories';
import { type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let judged: Judged;
let authority: MadePerson;
let organiser: Agent;

const SCORES = [[[5, 4]], [[3, 3]], [[2, 2]]];

beforeAll(async () => {
  world = await createWorld();
  judged = await makeJudged(world.db, SCORES, { names: ['Night <i>Bus</i>', 'Open Kitchen', 'Paper Boats'] });
  authority = await makeRole(world.db, judged.hackathon, 'authority', 'City of Nieuwhaven');
  organiser = await world.as(judged.hackathon.organiser.login);
});
afterAll(() => world.close());

const send = (agent: Agent, submission: string, fields: Record<string, string>) =>
  agent
    .post(`/submissions/${submission}/recommendation`)
    .type('form')
    .set('Accept', 'application/json')
    .send(fields);
const answer = (agent: Agent, id: string, fields: Record<string, string>) =>
  agent.post(`/recommendations/${id}/answer`).type('form').set('Accept', 'application/json').send(fields);
const publish = (agent: Agent, given: Judged) =>
  agent.post(`/hackathons/${given.hackathon.slug}/results/publication`).type('form').send({});

test('before publication nothing is sent, and there is nothing to know', async () => {
  const [team] = judged.teams;
  expect((await send(organiser, team!.submission, { authority: authority.login })).status).toBe(404);
  await publish(organiser, judged);
});

test('only organisers send, only to an authority contact of this hackathon', async () => {
  const [team] = judged.teams;
  const elsewhere = await makeJudged(world.db, SCORES);
  const foreign = await makeRole(world.db, elsewhere.hackathon, 'authority');
  const member = await world.as(team!.members[0]!.login);
  expect((await send(member, team!.submission, { authority: authority.login })).status).toBe(403);
  expect((await send(world.visitor(), team!.submission, { authority: authority.login })).status).toBe(401);
  expect(
    (
      await send(await world.as(elsewhere.hackathon.organiser.login), team!.submission, {
        authority: authority.login,
      })
    ).status,
  ).toBe(403);
  for (const wrong of [foreign.id, foreign.login, judged.jurors[0]!.login, 'nobody']) {
    const refused = await send(organiser, team!.submission, { authority: wrong });
    expect(refused.status).toBe(422);
    expect(refused.body.fields.authority).toBeTruthy();
  }
  expect((await send(organiser, team!.submission, { authority: authority.id, answer_by: '0' })).status).toBe(
    422,
  );
  expect((await send(organiser, team!.submission, { authority: authority.id, more: 'x' })).status).toBe(422);
});

test('a sent proposal has a public page; the same authority gets it once', async () => {
  const [team] = judged.teams;
  const sent = await send(organiser, team!.submission, {
    authority: authority.login,
    answer_by: '14',
    letter: 'Please say <b>when</b>.',
  });
  expect(sent.status).toBe(201);
  const again = await send(organiser, team!.submission, { authority: authority.id });
  expect(again.status).toBe(409);
  expect(again.body.current).toEqual({ id: sent.body.id });
  const page = (await world.visitor().get(`/recommendations/${sent.body.id}`)).text;
  expect(page).toContain('City of Nieuwhaven');
  expect(page).toContain('Answer awaited');
  expect(page).toMatch(/in 1[34] days/);
  expect(page).toContain('Please say &lt;b&gt;when&lt;/b&gt;.');
  expect(page).toContain('Night &lt;i&gt;Bus&lt;/i&gt;');
  expect(page).not.toContain('<i>Bus');
  expect(page).not.toContain('/answer"');
  for (const member of team!.members) expect(page).not.toContain(`>${member.display_name}<`);
  expect((await world.visitor().get(`/hackathons/${judged.hackathon.slug}/results`)).text).toContain(
    `/recommendations/${sent.body.id}`,
  );
});

test('only the one who was asked answers, with a reason; an answer never moves', async () => {
  const [, team] = judged.teams;
  const { body } = await send(organiser, team!.submission, { authority: authority.id });
  const asked = await world.as(authority.login);
  const second = await makeRole(world.db, judged.hackathon, 'authority', 'Another city');
  const yes = { decision: 'adopted', reason: 'We start in <b>May</b>. The count is public.' };
  expect((await answer(await world.as(second.login), body.id, yes)).status).toBe(403);
  expect((await answer(organiser, body.id, yes)).status).toBe(403);
  expect((await answer(world.visitor(), body.id, yes)).status).toBe(401);
  expect((await answer(asked, 'no-such', yes)).status).toBe(404);
  expect((await answer(asked, body.id, { decision: 'adopted', reason: ' … ' })).status).toBe(422);
  expect((await answer(asked, body.id, { decision: 'maybe', reason: 'Yes.' })).status).toBe(422);
  expect((await asked.get(`/recommendations/${body.id}`)).text).toContain('/answer"');
  const many = await Promise.all(
    ['adopted', 'partly', 'not-adopted', 'referred', 'adopted'].map((decision) =>
      answer(asked, body.id, { ...yes, decision }),
    ),
  );
  expect(many.map((one) => one.status).sort()).toEqual([200, 409, 409, 409, 409]);
  const row = await world.db('recommendations').where({ id: body.id }).first();
  expect(many.find((one) => one.status === 409)!.body.current).toEqual({
    decision: row.decision,
    reason: yes.reason,
    answeredAt: row.answered_at.toISOString(),
  });
  const page = (await world.visitor().get(`/recommendations/${body.id}`)).text;
  expect(page).toContain('We start in &lt;b&gt;May&lt;/b&gt;.');
  const acts = await world.db('activity').where({ subject_id: body.id }).orderBy('id').pluck('act');
  expect(acts).toEqual(['sendRecommendation', 'answerRecommendation']);
});

test('a late answer is called late, is still possible while the phase is open, and not after it', async () => {
  const team = judged.teams[2]!;
  const { body } = await send(organiser, team.submission, { authority: authority.id, answer_by: '1' });
  await world
    .db('recommendations')
    .where({ id: body.id })
    .update({ answer_by: new Date(Date.now() - 86_400_000) });
  expect((await world.visitor().get(`/recommendations/${body.id}`)).text).toContain('The answer is late');
  const list = (await world.visitor().get(`/hackathons/${judged.hackathon.slug}/recommendations`)).text;
  expect(list).toContain('3 proposals sent, 1 answered and 1 late.');
  const asked = await world.as(authority.login);
  await setPhases(world.db, judged.hackathon.id, ['judging']);
  expect((await answer(asked, body.id, { decision: 'referred', reason: 'The region decides.' })).status).toBe(
    403,
  );
  await setPhases(world.db, judged.hackathon.id, ['follow-up']);
  expect((await answer(asked, body.id, { decision: 'referred', reason: 'The region decides.' })).status).toBe(
    200,
  );
});
