// Handing in: what is frozen, who reads it, races with time and with others.
import { createHash } from 'node:crypto';
import { hashOfVersion } from '../../../src/features/submissions/submissions.protocol';
import { handedInSubmissions, lastVersion } from '../../../src/features/submissions/submissions.queries';
import { makeHackathon, makeRole, makeTeam, setPhases } from '../../support/factories';
import { until } from '../../support/until';
import { createWorld, type World } from '../../support/world';
import { makeScene, post, type Scene, save, somebodyWaits, submit, writeAll } from './support';

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  scene = await makeScene(world);
});
afterEach(() => world.deps.clock.set(null));

const handIn = (agent = scene.first) => post(agent, `/submissions/${scene.id}/versions`);

test('a hand-in freezes texts, files, question and people, and its hash can be computed again', async () => {
  await writeAll(scene);
  const made = await handIn();
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ version: 1, location: `/submissions/${scene.id}/versions/1` });
  const row = (await lastVersion(world.db, scene.id))!;
  expect(hashOfVersion(row)).toBe(made.body.sha256);
  const text = await scene.first.get(`/submissions/${scene.id}/versions/1.json`);
  expect(createHash('sha256').update(text.text).digest('hex')).toBe(row.sha256);
  expect(JSON.parse(text.text)).toMatchObject({
    submission: scene.id,
    challenge: scene.hackathon.challenge.id,
    sections: {
      problem: { text: 'We asked 14 people. (problem)', version: 1 },
      cost: { text: '', version: 0 },
    },
    roster: {
      team: scene.team.name,
      members: scene.team.members.map((member, index) => ({
        id: member.id,
        captain: index === 0,
      })),
    },
  });
  await save(scene.second, scene.id, { problem: ['Changed afterwards', 1] });
  expect((await lastVersion(world.db, scene.id))!.sections.problem.text).toBe(
    'We asked 14 people. (problem)',
  );
});

test('the same again is the same hand-in; a change makes the next, and the last one counts', async () => {
  await writeAll(scene);
  const one = await handIn();
  const again = await handIn(scene.second);
  expect([again.status, again.body.id]).toEqual([200, one.body.id]);
  await save(scene.first, scene.id, { cost: ['Ten euro', 0] });
  const two = await handIn();
  expect([two.status, two.body.version]).toEqual([201, 2]);
  expect(await handedInSubmissions(world.db, scene.hackathon.id)).toEqual([
    expect.objectContaining({ id: scene.id, version_id: two.body.id, number: 2, team: scene.team.name }),
  ]);
  const { body } = await scene.first.get(`/teams/${scene.team.id}/submission.json`);
  expect(body.submission.versions.map((one: { number: number }) => one.number)).toEqual([1, 2]);
});

test('ten identical hand-ins at once make one version', async () => {
  await writeAll(scene);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => handIn(n % 2 ? scene.first : scene.second)),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(9).fill(200), 201]);
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
});

test('without the parts that the jury needs nothing is sent, and the missing ones are named', async () => {
  await save(scene.first, scene.id, { problem: ['Only this', 0] });
  const answer = await handIn();
  expect(answer.status).toBe(422);
  expect(Object.keys(answer.body.fields).sort()).toEqual(
    ['affected', 'authority', 'evidence', 'proposal'].map((key) => `section[${key}]`),
  );
  const page = await submit(scene.first, `/submissions/${scene.id}/versions`);
  expect(page.text).toContain('Write and save: What should change.');
  expect(await lastVersion(world.db, scene.id)).toBeUndefined();
});

test('jurors and organisers read the last hand-in only, others nothing', async () => {
  await writeAll(scene);
  await save(scene.first, scene.id, { problem: ['First hand-in', 1] });
  await handIn();
  await save(scene.first, scene.id, { problem: ['Second hand-in', 2] });
  await handIn();
  await save(scene.first, scene.id, { problem: ['Not for you yet', 3] });
  const advice = { section: 'cost', kind: 'question', body: 'Advice for the team alone' };
  const advised = await scene.expert.post(`/submissions/${scene.id}/feedback`).type('form').send(advice);
  expect(advised.status).toBe(303);
  for (const agent of [scene.judge, scene.organiser]) {
    const page = await agent.get(`/teams/${scene.team.id}/submission`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Second hand-in');
    expect(page.text).not.toMatch(/First hand-in|Not for you yet/);
    const { body } = await agent.get(`/teams/${scene.team.id}/submission.json`);
    expect(body.submission.sections.problem).toEqual({ text: 'Second hand-in', version: 3 });
    expect(body.submission.versions).toHaveLength(1);
    expect((await agent.get(`/submissions/${scene.id}/versions/1`)).status).toBe(404);
    const version = await agent.get(`/submissions/${scene.id}/versions/2`);
    expect(version.status).toBe(200);
    // What experts advised is the team's, and who its people are is not for jurors.
    expect(body.submission.feedback).toEqual([]);
    expect(version.text + page.text).not.toContain('Advice for the team alone');
    const names = agent === scene.organiser;
    expect(version.text.includes(scene.team.members[0]!.display_name)).toBe(names);
    expect((await agent.get(`/submissions/${scene.id}/versions/2.json`)).status).toBe(names ? 200 : 404);
    expect((await save(agent, scene.id, { problem: ['x', 4] })).status).toBe(403);
    expect((await handIn(agent)).status).toBe(403);
  }
  for (const lang of ['en', 'nl', 'ar']) {
    const page = await scene.expert.get(`/submissions/${scene.id}/versions/1?lang=${lang}`);
    expect(page.text).toContain('First hand-in');
    expect(page.text).not.toMatch(/\bsubmissions\.[a-z]+|\{\{|undefined/);
  }
  const other = await makeTeam(world.db, scene.hackathon);
  const far = await makeHackathon(world.db);
  const strangers = [
    await world.as(other.members[0]!.login),
    await world.as((await makeRole(world.db, far, 'juror')).login),
    await world.as(far.organiser.login),
  ];
  const unknown = await strangers[0]!.get('/submissions/none/versions/1.json');
  for (const agent of strangers) {
    const read = await agent.get(`/submissions/${scene.id}/versions/2.json`);
    expect([read.status, read.body]).toEqual([404, unknown.body]);
    expect((await handIn(agent)).status).toBe(404);
  }
  for (const number of ['0', '3', '-1', '1e0', '99999999999'])
    expect((await scene.first.get(`/submissions/${scene.id}/versions/${number}`)).status).toBe(404);
});

test('after the end nothing is sent, and an extension of this team opens it again', async () => {
  await writeAll(scene);
  await setPhases(world.db, scene.hackathon.id, ['judging']);
  expect((await handIn()).status).toBe(403);
  await world.db('extensions').insert({
    id: `extension-${scene.team.id}`,
    team_id: scene.team.id,
    phase: 'drafting',
    until: new Date(Date.now() + 3_600_000),
    reason: 'No power',
    by_id: scene.hackathon.organiser.id,
    at: new Date(),
  });
  expect((await handIn()).status).toBe(201);
});

test('what arrived before the end may finish within 15 minutes, and not later', async () => {
  await writeAll(scene);
  const [phase] = await world.db('phases').where({ hackathon_id: scene.hackathon.id, key: 'drafting' });
  const end = (phase.closes_at as Date).getTime();
  for (const [minutes, status] of [
    [16, 403],
    [14, 201],
  ]) {
    world.deps.clock.set(new Date(end - 1000));
    // Somebody else holds the proposal while the request waits.
    const trx = await world.db.transaction();
    await trx('submissions').where({ id: scene.id }).forUpdate();
    const answer = handIn().then((one) => one);
    await until(() => somebodyWaits(world));
    world.deps.clock.set(new Date(end + minutes! * 60_000));
    await trx.commit();
    expect((await answer).status).toBe(status);
  }
  expect((await handIn()).status).toBe(403);
});
