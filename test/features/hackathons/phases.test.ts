// Moving a phase: wall-clock times of the zone, `now`, reasons that everybody reads, one row a change.
import { makeHackathon, makeRole } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;

const json = (agent: Agent, path: string, body: object) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(body);

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function setting() {
  const hackathon = await makeHackathon(world.db, { open: ['teams'] });
  return {
    hackathon,
    organiser: await world.as(hackathon.organiser.login),
    move: `/hackathons/${hackathon.slug}/phases`,
  };
}
const phase = (id: string, key: string) => world.db('phases').where({ hackathon_id: id, key }).first();

test('an end moves in the hackathon’s zone, and old, new, who and why are news', async () => {
  const { hackathon, organiser, move } = await setting();
  const reason = 'Many people asked for <b>one more</b> evening';
  const answer = await json(organiser, `${move}/drafting`, { closes_at: '2030-05-08T18:00', reason });
  expect(answer.status).toBe(200);
  expect(answer.body.location).toBe(`/hackathons/${hackathon.slug}/steps`);
  const row = await phase(hackathon.id, 'drafting');
  expect(row.closes_at.toISOString()).toBe('2030-05-08T16:00:00.000Z');
  for (const path of ['', '/steps']) {
    const page = await world.visitor().get(`/hackathons/${hackathon.slug}${path}`);
    expect(page.text).toContain('8 May at 18:00');
    expect(page.text).toContain('Many people asked for &lt;b&gt;one more&lt;/b&gt; evening');
    expect(page.text).toContain(hackathon.organiser.display_name);
  }
  const change = await world.db('phase_changes').where({ hackathon_id: hackathon.id }).first();
  expect(change).toMatchObject({ phase: 'drafting', reason, by_id: hackathon.organiser.id });
  expect(change.old_closes_at).not.toEqual(change.new_closes_at);
  expect(change.old_opens_at).toEqual(change.new_opens_at);
});

test('now opens and closes at the one clock', async () => {
  const { hackathon, organiser, move } = await setting();
  const closed = await json(organiser, `${move}/teams`, { closes_at: 'now', reason: 'All have a team' });
  expect(closed.status).toBe(200);
  expect((await world.visitor().get(`/hackathons/${hackathon.slug}.json`)).body.hackathon.now).toEqual([]);
  const opened = await json(organiser, `${move}/drafting`, { opens_at: 'now', reason: 'All have a team' });
  expect(opened.status).toBe(200);
  const told = await world.visitor().get(`/hackathons/${hackathon.slug}.json`);
  expect(told.body.hackathon.now).toEqual(['drafting']);
});

test.each([
  [{ closes_at: '2027-03-28T02:30', reason: 'x' }, 'closes_at', 'does not exist'],
  [{ closes_at: '2026-10-25T02:30', reason: 'x' }, 'closes_at', 'exists twice'],
  [{ closes_at: 'tomorrow', reason: 'x' }, 'closes_at', 'Write a day and a time'],
  [{ closes_at: '2030-01-01T10:00' }, 'reason', ''],
  [{ closes_at: '2030-01-01T10:00', reason: '  ' }, 'reason', ''],
  [{ reason: 'x' }, 'opens_at', 'start'],
  [{ opens_at: '2030-01-02T10:00', closes_at: '2030-01-01T10:00', reason: 'x' }, 'closes_at', 'after'],
  [{ opens_at: 'now', closes_at: 'now', reason: 'x' }, 'closes_at', 'after'],
])('%j is refused with a message at its field', async (body, field, words) => {
  const { hackathon, organiser, move } = await setting();
  const before = await phase(hackathon.id, 'teams');
  const answer = await json(organiser, `${move}/teams`, body);
  expect(answer.status).toBe(422);
  expect(answer.body.fields[field]).toContain(words);
  expect(await phase(hackathon.id, 'teams')).toEqual(before);
});

test('only organisers of this hackathon move its phases, and only phases that are', async () => {
  const { hackathon, organiser, move } = await setting();
  const body = { closes_at: 'now', reason: 'x' };
  const juror = await world.as((await makeRole(world.db, hackathon, 'juror')).login);
  expect((await json(juror, `${move}/teams`, body)).status).toBe(403);
  const other = await setting();
  expect((await json(other.organiser, `${move}/teams`, body)).status).toBe(403);
  expect((await json(world.visitor(), `${move}/teams`, body)).status).toBe(401);
  expect((await json(organiser, `${move}/lunch`, body)).status).toBe(404);
});

test('two moves at once are both kept, one after the other', async () => {
  const { hackathon, organiser, move } = await setting();
  const answers = await Promise.all(
    ['2030-05-01T10:00', '2030-05-02T10:00', '2030-05-03T10:00'].map((closes_at) =>
      json(organiser, `${move}/teams`, { closes_at, reason: closes_at }),
    ),
  );
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  const changes = await world.db('phase_changes').where({ hackathon_id: hackathon.id }).orderBy('at');
  expect(changes).toHaveLength(3);
  for (const [index, change] of changes.entries()) {
    if (index > 0) expect(change.old_closes_at).toEqual(changes[index - 1].new_closes_at);
  }
  expect((await phase(hackathon.id, 'teams')).closes_at).toEqual(changes[2].new_closes_at);
});

test('the steps page shows forms to organisers only, and a refused move with what was typed', async () => {
  const { hackathon, organiser, move } = await setting();
  const steps = `/hackathons/${hackathon.slug}/steps`;
  expect((await organiser.get(steps)).text).toContain(`action="${move}/teams"`);
  expect((await world.visitor().get(steps)).text).not.toContain('<form class="form');
  const refused = await organiser
    .post(`${move}/teams`)
    .type('form')
    .send({ closes_at: '2027-03-28T02:30', reason: 'Summer <script>' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Summer &lt;script&gt;');
  expect(refused.text).toContain('does not exist');
});
