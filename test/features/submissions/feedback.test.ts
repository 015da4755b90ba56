// Advice of experts, the team's answers, and who is told.
import { makeAdviser, makeRole, makeTeam, setPhases } from '../../support/factories';
import { until } from '../../support/until';
import { createWorld, type World } from '../../support/world';
import { makeScene, post, type Scene, save, submit } from './support';

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  scene = await makeScene(world);
});

const give = (body = 'How small? Write a number.') =>
  post(scene.expert, `/submissions/${scene.id}/feedback`, { section: 'problem', kind: 'question', body });

const items = async () =>
  (await scene.first.get(`/teams/${scene.team.id}/submission.json`)).body.submission.feedback;

test('an adviser writes on a section, the team answers, and both read it', async () => {
  await save(scene.first, scene.id, { problem: ['A small budget.', 0] });
  const made = await give();
  expect(made.status).toBe(201);
  const taken = await post(scene.second, `/feedback/${made.body.id}/answer`, { answer: 'taken' });
  expect(taken.status).toBe(200);
  const changed = await post(scene.first, `/feedback/${made.body.id}/answer`, {
    answer: 'not-taken',
    because: 'Clubs are different.',
  });
  expect(changed.status).toBe(200);
  expect(await items()).toEqual([
    {
      id: made.body.id,
      section: 'problem',
      kind: 'question',
      body: 'How small? Write a number.',
      by: scene.adviser.display_name,
      at: expect.any(String),
      answer: 'not-taken',
      because: 'Clubs are different.',
    },
  ]);
  const page = await scene.expert.get(`/teams/${scene.team.id}/submission`);
  expect(page.text).toContain('Clubs are different.');
});

test('members and advisers hear of advice and answers, other people do not', async () => {
  const other = await makeTeam(world.db, scene.hackathon);
  const heard: Record<string, unknown[]> = { member: [], expert: [], stranger: [] };
  const logins = {
    member: scene.team.members[1]!.login,
    expert: scene.adviser.login,
    stranger: other.members[0]!.login,
  };
  for (const [who, login] of Object.entries(logins)) {
    const socket = await world.live(login);
    socket.on('feedback:changed', (change) => heard[who]!.push(change));
  }
  const { body } = await give();
  await post(scene.first, `/feedback/${body.id}/answer`, { answer: 'taken' });
  await until(() => heard.member!.length >= 2 && heard.expert!.length >= 2);
  const change = { submissionId: scene.id, id: body.id, section: 'problem' };
  expect(heard).toEqual({ member: [change, change], expert: [change, change], stranger: [] });
});

test('“not taken” needs its reason; the page keeps what was chosen', async () => {
  const { body } = await give();
  const answer = await post(scene.first, `/feedback/${body.id}/answer`, {
    answer: 'not-taken',
    because: '  ',
  });
  expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, ['because']]);
  const page = await submit(scene.first, `/feedback/${body.id}/answer`, { answer: 'not-taken' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('Write why you do not take this advice.');
  expect(page.text).toMatch(/value="not-taken" checked/);
  expect((await items())[0].answer).toBeUndefined();
});

test('wrong input is refused and stands on the page again', async () => {
  const path = `/submissions/${scene.id}/feedback`;
  const wrong: Record<string, string>[] = [
    { section: 'title', kind: 'question', body: 'x' },
    { section: 'problem', kind: 'blame', body: 'x' },
    { section: 'problem', kind: 'question', body: ' ' },
    { section: 'problem', kind: 'question', body: 'x'.repeat(2001) },
    { section: 'problem', kind: 'question', body: 'x', extra: '1' },
  ];
  for (const fields of wrong) expect((await post(scene.expert, path, fields)).status).toBe(422);
  const page = await submit(scene.expert, path, {
    section: 'cost',
    kind: 'blame',
    body: 'Kept <i>words</i>',
  });
  expect(page.text).toContain('Kept &lt;i&gt;words&lt;/i&gt;');
  expect(await items()).toEqual([]);
});

test('only this team’s advisers advise, only its members answer', async () => {
  const { body } = await give();
  const other = await makeTeam(world.db, scene.hackathon);
  const otherExpert = await world.as((await makeAdviser(world.db, scene.hackathon, other)).login);
  const stranger = await world.as(other.members[0]!.login);
  const plain = await world.as((await makeRole(world.db, scene.hackathon, 'expert')).login);
  const fields = { section: 'problem', kind: 'praise', body: 'Good' };
  const unknown = await post(stranger, '/feedback/0123456789abcdefghjkmnpqrs/answer', { answer: 'taken' });
  expect(unknown.status).toBe(404);
  for (const agent of [otherExpert, plain, stranger, scene.judge, scene.organiser]) {
    const advise = await post(agent, `/submissions/${scene.id}/feedback`, fields);
    expect([advise.status, advise.body]).toEqual([404, unknown.body]);
    const answer = await post(agent, `/feedback/${body.id}/answer`, { answer: 'taken' });
    expect([answer.status, answer.body]).toEqual([404, unknown.body]);
  }
  expect((await post(scene.first, `/submissions/${scene.id}/feedback`, fields)).status).toBe(403);
  expect((await post(scene.expert, `/feedback/${body.id}/answer`, { answer: 'taken' })).status).toBe(403);
  await world.db('advisers').where({ person_id: scene.adviser.id }).update({ ended_at: new Date() });
  expect((await give()).status).toBe(404);
  expect(await items()).toHaveLength(1);
});

test('after drafting nobody advises or answers, and everything can be read', async () => {
  const { body } = await give('Read me later');
  await setPhases(world.db, scene.hackathon.id, ['judging']);
  expect((await give()).status).toBe(403);
  expect((await post(scene.first, `/feedback/${body.id}/answer`, { answer: 'taken' })).status).toBe(403);
  expect((await scene.second.get(`/teams/${scene.team.id}/submission`)).text).toContain('Read me later');
});
