// The exercise of the jury: everybody alone, then together; it shows nothing too early and counts nowhere.
import { differenceOf } from '../../../src/features/exercise/exercise.policy';
import { makeRole, setPhases } from '../../support/factories';
import { type MadeRound, makeRound } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const at = (round: MadeRound, page: string) => `/hackathons/${round.hackathon.slug}/${page}`;
const scores = (round: MadeRound, ...given: string[]) =>
  Object.fromEntries(given.map((score, n) => [`score[${round.criteria[n]}]`, score]));

test('each juror scores both examples alone; then all scores stand side by side with the differences in words', async () => {
  const round = await makeRound(world.db, { open: ['drafting'], jurors: 3 });
  const [first, second, third] = round.jurors;
  const [a, b, c] = await Promise.all(round.jurors.map((juror) => world.as(juror.login)));
  const organiser = await world.as(round.hackathon.organiser.login);
  const path = at(round, 'exercise');
  expect((await a!.get(path)).text).toContain('A bus after the late shift');
  const done = await json(a!, `${path}/1`, scores(round, '2', '3'));
  expect([done.status, done.body.left]).toEqual([201, 1]);
  await json(a!, `${path}/2`, scores(round, '4', '4'));

  // Halfway through, nothing of the others.
  await json(b!, `${path}/1`, scores(round, '5', '3'));
  const halfway = (await b!.get(path)).text;
  expect(halfway).toContain('One house for all questions');
  expect(halfway).not.toContain(first!.display_name);
  expect((await json(b!, at(round, 'remarks'), { text: 'Hello' })).body.error).toBe('exercise.refused.first');
  const early = (await c!.get(path)).text;
  for (const { display_name } of [first!, second!]) expect(early).not.toContain(display_name);

  await json(b!, `${path}/2`, scores(round, '4', '5'));
  const together = (await b!.get(path)).text;
  expect(together).toContain('Far apart:');
  expect(together).toContain(`2. A start from ${first!.display_name}.`);
  expect(together).toContain(`5. Very strong from ${second!.display_name}.`);
  expect(together).toContain('You all gave the same.');
  expect(together).toContain('You are close together.');
  expect(together).toContain(`Not through both examples yet: ${third!.display_name}.`);
  expect((await organiser.get(path)).text).toContain('Far apart:');

  const said = await json(b!, at(round, 'remarks'), { text: 'I read <b>eleven people</b> as much.' });
  expect(said.status).toBe(201);
  const talk = (await organiser.get(path)).text;
  expect(talk).toContain('I read &lt;b&gt;eleven people&lt;/b&gt; as much.');
  expect((await c!.get(path)).text).not.toContain('eleven people&lt;');
});

test('what was given stays; twice at once is once; it counts nowhere', async () => {
  const round = await makeRound(world.db, { jurors: 2 });
  const agent = await world.as(round.jurors[0]!.login);
  const path = at(round, 'exercise');
  const answers = await Promise.all(
    ['1', '5'].map((score) => json(agent, `${path}/1`, scores(round, score, score))),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([201, 409]);
  const kept = await world.db('sample_scores').where({ hackathon_id: round.hackathon.id }).pluck('score');
  expect(new Set(kept).size).toBe(1);
  await json(agent, `${path}/2`, scores(round, '3', '3'));
  expect(await world.db('scores').where({ round_id: round.roundId })).toEqual([]);
  expect(await world.db('sheets').where({ round_id: round.roundId })).toEqual([]);
  const desk = await agent.get(at(round, 'jury.json'));
  expect(desk.body.sheets).toEqual([]);
});

test('an organiser writes other examples until somebody scored them', async () => {
  const round = await makeRound(world.db);
  const organiser = await world.as(round.hackathon.organiser.login);
  const agent = await world.as(round.jurors[0]!.login);
  const path = at(round, 'exercise');
  const words = { 'title[en]': 'A <i>path</i>', 'title[ar]': 'ممر', 'text[en]': 'We ask for a path.' };
  expect((await json(organiser, `${path}/1/text`, words)).status).toBe(200);
  expect((await agent.get(path)).text).toContain('A &lt;i&gt;path&lt;/i&gt;');
  expect((await agent.get(path)).text).not.toContain('A bus after the late shift');
  await json(agent, `${path}/1`, scores(round, '1', '1'));
  expect((await json(organiser, `${path}/1/text`, words)).status).toBe(409);
  expect((await json(organiser, `${path}/2/text`, { 'title[en]': 'Only a title' })).status).toBe(422);
  expect((await json(organiser, `${path}/3/text`, words)).status).toBe(404);
  expect((await json(agent, `${path}/2/text`, words)).status).toBe(403);
});

test('an example is not rewritten under the hand of somebody who scores it just now', async () => {
  const round = await makeRound(world.db);
  const organiser = await world.as(round.hackathon.organiser.login);
  const scoring = await world.db.transaction();
  await scoring('rounds').select('id').where({ id: round.roundId }).forShare();
  await scoring('sample_scores').insert({
    hackathon_id: round.hackathon.id,
    number: 1,
    juror_id: round.jurors[0]!.id,
    round_id: round.roundId,
    criterion_id: round.criteria[0],
    score: 3,
    scored_at: new Date(),
  });
  let answered = false;
  const words = { 'title[en]': 'Another', 'text[en]': 'Not what was scored.' };
  const writing = json(organiser, `${at(round, 'exercise')}/1/text`, words).then((answer) => {
    answered = true;
    return answer;
  });
  const waits = async () =>
    (await world.db.raw('select exists (select from pg_locks where not granted) as waits')).rows[0].waits;
  while (!answered && !(await waits()));
  await scoring.commit();
  expect((await writing).body.error).toBe('exercise.refused.begun');
  expect(await world.db('sample_proposals').where({ hackathon_id: round.hackathon.id })).toEqual([]);
});

test('is for jurors, and for organisers to read; wrong scores are named; it ends with the scoring', async () => {
  const round = await makeRound(world.db);
  const path = at(round, 'exercise');
  for (const role of ['participant', 'expert', 'moderator'] as const) {
    const agent = await world.as((await makeRole(world.db, round.hackathon, role)).login);
    expect((await agent.get(path)).status).toBe(403);
    expect((await json(agent, `${path}/1`, scores(round, '1', '1'))).status).toBe(403);
    expect((await json(agent, at(round, 'remarks'), { text: 'Hello' })).status).toBe(403);
  }
  const agent = await world.as(round.jurors[0]!.login);
  const wrong: [Record<string, string>, string[]][] = [
    [scores(round, '6', '1'), [`score[${round.criteria[0]}]`]],
    [scores(round, '1'), [`score[${round.criteria[1]}]`]],
    [{ ...scores(round, '1', '1'), 'score[none]': '1' }, ['score[none]']],
    [{}, round.criteria.map((id) => `score[${id}]`)],
  ];
  for (const [fields, names] of wrong) {
    const answer = await json(agent, `${path}/1`, fields);
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, names]);
  }
  await setPhases(world.db, round.hackathon.id, ['deliberation']);
  expect((await json(agent, `${path}/1`, scores(round, '1', '1'))).status).toBe(403);
  expect((await agent.get(path)).status).toBe(200);
});

test('differences: alone, the same, one level, more', () => {
  expect(differenceOf([])).toMatchObject({ kind: 'alone' });
  expect(differenceOf([{ name: 'a', at: 1 }])).toMatchObject({ kind: 'alone' });
  expect(differenceOf([1, 1].map((at) => ({ name: 'a', at })))).toMatchObject({ kind: 'same' });
  expect(differenceOf([1, 2].map((at) => ({ name: 'a', at })))).toMatchObject({ kind: 'close' });
  expect(
    differenceOf([
      { name: 'a', at: 4 },
      { name: 'b', at: 1 },
      { name: 'c', at: 4 },
    ]),
  ).toEqual({ kind: 'far', low: { at: 1, names: ['b'] }, high: { at: 4, names: ['a', 'c'] } });
});
