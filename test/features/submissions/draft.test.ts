// Saving sections: who, when, and what happens when two write at once.
import { makeHackathon, makeRole, makeTeam, setPhases } from '../../support/factories';
import { createWorld, type World } from '../../support/world';
import { makeScene, type Scene, save, submit } from './support';

let world: World;
let scene: Scene;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  scene = await makeScene(world);
});

const sections = async () =>
  (await scene.first.get(`/teams/${scene.team.id}/submission.json`)).body.submission.sections;

test('a saved section comes back with version 1, and its history is kept', async () => {
  const answer = await save(scene.first, scene.id, { problem: ['Nobody waits for us.', 0] });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ id: scene.id, version: 1, versions: { problem: 1 } });
  expect(answer.body.location).toMatch(new RegExp(`^/teams/${scene.team.id}/submission`));
  await save(scene.second, scene.id, { problem: ['Somebody waits.', 1] });
  expect((await sections()).problem).toEqual({ text: 'Somebody waits.', version: 2 });
  const rows = await world.db('sections').where({ submission_id: scene.id }).orderBy('version');
  expect(rows.map((row) => [row.version, row.text, row.saved_by])).toEqual([
    [1, 'Nobody waits for us.', scene.team.members[0]!.id],
    [2, 'Somebody waits.', scene.team.members[1]!.id],
  ]);
});

test('two members save one part: the second gets both texts and loses nothing', async () => {
  await save(scene.first, scene.id, { problem: ['The door is closed.', 0] });
  const stale = await save(scene.second, scene.id, { problem: ['The bus leaves.', 0] });
  expect(stale.status).toBe(409);
  expect(stale.body.error).toBe('submissions.refused.stale');
  expect(stale.body.current).toEqual({
    problem: {
      text: 'The door is closed.',
      version: 1,
      by: scene.team.members[0]!.display_name,
      at: expect.stringMatching(/Z$/),
    },
  });
  const page = await submit(scene.second, `/submissions/${scene.id}/draft`, {
    'section[problem]': 'The bus leaves.',
    'version[problem]': '0',
  });
  expect(page.status).toBe(409);
  expect(page.text).toContain('The door is closed.');
  expect(page.text).toMatch(/<textarea[^>]*name="section\[problem\]"[^>]*>\s*The bus leaves\.<\/textarea>/);
  expect(page.text).toMatch(/name="version\[problem\]" value="1"/);
  const merged = await save(scene.second, scene.id, { problem: ['The door is closed. The bus leaves.', 1] });
  expect(merged.body.version).toBe(2);
});

test('ten members’ windows save one part at once: exactly one wins', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      save(n % 2 ? scene.first : scene.second, scene.id, { cost: [`Text ${n}`, 0] }),
    ),
  );
  const won = answers.filter((answer) => answer.status === 200);
  expect(won).toHaveLength(1);
  expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
  expect(await world.db('sections').where({ submission_id: scene.id })).toHaveLength(1);
});

test('ten different parts saved at once are all kept', async () => {
  const keys = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];
  const answers = await Promise.all(
    keys.map((key, n) => save(n % 2 ? scene.first : scene.second, scene.id, { [key]: [key, 0] })),
  );
  expect(answers.map((answer) => answer.status)).toEqual(keys.map(() => 200));
  for (const key of keys) expect((await sections())[key]).toEqual({ text: key, version: 1 });
});

test('several parts are saved all or none', async () => {
  await save(scene.first, scene.id, { problem: ['First', 0] });
  const answer = await save(scene.second, scene.id, { problem: ['Other', 0], cost: ['Ten euro', 0] });
  expect(answer.status).toBe(409);
  expect(Object.keys(answer.body.current)).toEqual(['problem']);
  expect((await sections()).cost).toEqual({ text: '', version: 0 });
});

test('a part that somebody else changed and this person did not touch is no conflict', async () => {
  await save(scene.first, scene.id, { problem: ['First', 0] });
  await save(scene.first, scene.id, { problem: ['Second', 1] });
  const answer = await save(scene.second, scene.id, { problem: ['First', 1], cost: ['Ten euro', 0] });
  expect(answer.status).toBe(200);
  expect(answer.body.versions).toEqual({ problem: 2, cost: 1 });
  expect((await sections()).problem.text).toBe('Second');
});

test('the same text again makes no new version, also when its answer was lost', async () => {
  await save(scene.first, scene.id, { problem: ['First', 0] });
  expect((await save(scene.first, scene.id, { problem: ['First', 1] })).body.version).toBe(1);
  expect((await save(scene.first, scene.id, { problem: ['First', 0] })).body.version).toBe(1);
  expect(await world.db('sections').where({ submission_id: scene.id })).toHaveLength(1);
});

test('wrong input is named by its field and kept on the page', async () => {
  const long = await save(scene.first, scene.id, { problem: ['x'.repeat(4001), 0] });
  expect(long.status).toBe(422);
  expect(Object.keys(long.body.fields)).toEqual(['section[problem]']);
  expect((await save(scene.first, scene.id, { problem: ['x'.repeat(4000), 0] })).status).toBe(200);
  const wrong: Record<string, string>[] = [
    { 'section[title]': 'x' },
    { 'version[cost]': '1' },
    { note: 'x' },
    {},
  ];
  for (const fields of wrong)
    expect((await submit(scene.first, `/submissions/${scene.id}/draft`, fields)).status).toBe(422);
  const page = await submit(scene.first, `/submissions/${scene.id}/draft`, {
    'section[cost]': `<b>${'y'.repeat(4001)}`,
  });
  expect(page.text).toContain(`&lt;b&gt;${'y'.repeat(4001)}`);
  expect(await world.db('sections').where({ submission_id: scene.id })).toHaveLength(1);
});

test('who may not: others read 404 with equal bodies, advisers 403, visitors must sign in', async () => {
  await save(scene.first, scene.id, { problem: ['Our secret draft', 0] });
  const other = await makeTeam(world.db, scene.hackathon);
  const stranger = await world.as(other.members[0]!.login);
  const far = await makeHackathon(world.db);
  const farJuror = await world.as((await makeRole(world.db, far, 'juror')).login);
  const farExpert = await world.as((await makeRole(world.db, scene.hackathon, 'expert')).login);
  const unknown = await stranger.get('/teams/0123456789abcdefghjkmnpqrs/submission.json');
  for (const agent of [stranger, farJuror, farExpert, scene.judge, scene.organiser]) {
    const read = await agent.get(`/teams/${scene.team.id}/submission.json`);
    expect([read.status, read.body]).toEqual([404, unknown.body]);
    const write = await save(agent, scene.id, { problem: ['Mine', 1] });
    expect([write.status, write.body]).toEqual([404, unknown.body]);
    expect((await agent.get(`/teams/${scene.team.id}/submission`)).text).not.toContain('secret draft');
  }
  expect((await save(scene.expert, scene.id, { problem: ['Mine', 1] })).status).toBe(403);
  expect((await scene.expert.get(`/teams/${scene.team.id}/submission`)).text).toContain('Our secret draft');
  expect((await save(world.visitor(), scene.id, { problem: ['Mine', 1] })).status).toBe(401);
  const left = await world.as(scene.team.members[1]!.login);
  await world
    .db('memberships')
    .where({ person_id: scene.team.members[1]!.id })
    .update({ ended_at: new Date() });
  expect((await save(left, scene.id, { problem: ['Mine', 1] })).status).toBe(404);
  expect((await sections()).problem.version).toBe(1);
});

test('outside the time nothing is saved, and what was typed stands on the page; an extension opens it', async () => {
  await setPhases(world.db, scene.hackathon.id, ['judging']);
  const page = await submit(scene.first, `/submissions/${scene.id}/draft`, {
    'section[problem]': 'Too late words',
  });
  expect(page.status).toBe(403);
  expect(page.text).toContain('Too late words');
  expect((await save(scene.first, scene.id, { problem: ['x', 0] })).status).toBe(403);
  await world.db('extensions').insert({
    id: 'extension',
    team_id: scene.team.id,
    phase: 'drafting',
    until: new Date(Date.now() + 3_600_000),
    reason: 'No power',
    by_id: scene.hackathon.organiser.id,
    at: new Date(),
  });
  expect((await save(scene.first, scene.id, { problem: ['x', 0] })).status).toBe(200);
});

test('first readers at once begin one proposal', async () => {
  const team = await makeTeam(world.db, scene.hackathon);
  const agents = await Promise.all(team.members.map((member) => world.as(member.login)));
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => agents[n % 2]!.get(`/teams/${team.id}/submission.json`)),
  );
  expect(new Set(answers.map((answer) => answer.body.submission.id)).size).toBe(1);
});

test('the JSON has exactly the shape of the contract', async () => {
  const { body } = await scene.first.get(`/teams/${scene.team.id}/submission.json`);
  const bare = { text: '', version: 0 };
  expect(body).toEqual({
    submission: {
      id: scene.id,
      sections: {
        problem: bare,
        affected: bare,
        evidence: bare,
        proposal: bare,
        authority: bare,
        cost: bare,
        first_step: bare,
      },
      files: [],
      feedback: [],
      versions: [],
    },
  });
});

test('what people write is text in every language of the page', async () => {
  const nasty = '<script>alert(1)</script>"&\'<img src=x onerror=alert(1)> [E1] \u202e';
  await save(scene.first, scene.id, { problem: [nasty, 0] });
  for (const lang of ['en', 'nl', 'ar']) {
    const agents = [scene.second, scene.expert];
    for (const agent of agents) {
      const page = await agent.get(`/teams/${scene.team.id}/submission?lang=${lang}`);
      expect(page.status).toBe(200);
      expect(page.text).not.toMatch(/<script>alert|<img src=x/);
      expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(page.text).not.toMatch(/\bsubmissions\.[a-z]+/);
      expect(page.text).not.toMatch(/\{\{|undefined/);
    }
  }
});
