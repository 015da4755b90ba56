// One ranking for each question: three of them published at once, each recomputed from its part of the protocol.
import { rank } from '../../../src/features/ranking/ranking';
import { checkRound } from '../../../src/features/ranking/ranking.input';
import { newId } from '../../../src/ids';
import { type Judged, makeJudged } from '../../support/judged';
import { createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const at = (judged: Judged) => `/hackathons/${judged.hackathon.slug}/results`;

/** Nine proposals of three questions, three each; who reads what as `scores` says. */
async function threeQuestions(scores: (number[] | null)[][]) {
  const judged = await makeJudged(world.db, scores);
  const { id, slug, ...first } = await world
    .db('challenges')
    .where({ id: judged.hackathon.challenge.id })
    .first();
  const questions = [{ id, slug }];
  for (const n of [2, 3]) {
    const other = { id: newId(), slug: `question-${n}` };
    await world.db('challenges').insert({
      ...first,
      ...other,
      position: first.position + n,
      title: JSON.stringify({ en: `Question ${n}`, ar: `سؤال ${n}` }),
      in_short: JSON.stringify(first.in_short),
      brief: JSON.stringify(first.brief),
      asked_by: JSON.stringify(first.asked_by),
      closing: null,
    });
    questions.push(other);
  }
  for (const [n, question] of questions.entries())
    await world
      .db('submission_versions')
      .whereIn(
        'submission_id',
        judged.teams.slice(n * 3, n * 3 + 3).map((team) => team.submission),
      )
      .update({ challenge_id: question.id });
  await world.db('rounds').where({ id: judged.round }).update({ scope: 'challenge' });
  const organiser = await world.as(judged.hackathon.organiser.login);
  return { judged, questions, organiser };
}

const publish = (organiser: Awaited<ReturnType<World['as']>>, judged: Judged) =>
  organiser
    .post(`${at(judged)}/publication`)
    .type('form')
    .set('Accept', 'application/json')
    .send({});

const all = (n: number) => Array.from({ length: 5 }, (_, j) => [1 + ((n * 2 + j) % 5), 1 + ((n + j) % 4)]);

test('each question has its own ranking in page, JSON and CSV, and each part of the protocol gives it again', async () => {
  const { judged, questions, organiser } = await threeQuestions(Array.from({ length: 9 }, (_, n) => all(n)));
  expect((await publish(organiser, judged)).status).toBe(201);
  const protocol = JSON.parse((await world.visitor().get(`${at(judged)}/protocol.json`)).text);
  expect(protocol.settings).toMatchObject({ scope: 'challenge', method: 'calibrated', stages: 1 });
  const { rankings } = (await world.visitor().get(`${at(judged)}.json`)).body;
  const scopes = questions.map((one) => one.slug);
  expect(rankings.map((one: { scope: string }) => one.scope)).toEqual(scopes);
  expect(protocol.rankings.map((one: { scope: string }) => one.scope)).toEqual(scopes);
  for (const [n, part] of protocol.rankings.entries()) {
    const own = judged.teams.slice(n * 3, n * 3 + 3).map((team) => team.submission);
    expect(part.submissions).toEqual([...own].sort());
    const read = checkRound(part);
    if (!read.ok) throw new Error(read.problem.what);
    const { entries } = rank(read.round);
    expect(part.result.entries).toEqual(entries);
    const fields = ({ submission, place, low, high, score, band }: (typeof entries)[number]) =>
      [submission, place, low, high, score, band].join(' ');
    expect(rankings[n].entries.map(fields).sort()).toEqual(entries.map(fields).sort());
  }
  const csv = (await world.visitor().get(`${at(judged)}.csv`)).text;
  for (const scope of scopes) expect(csv.split(`\r\n${scope},`)).toHaveLength(4);
  const page = (await world.visitor().get(at(judged))).text;
  for (const title of ['Question 2', 'Question 3']) expect(page).toContain(title);
});

test('one question with fewer than five jurors closes the whole file', async () => {
  const scores = Array.from({ length: 9 }, (_, n) =>
    n < 3 ? all(n).map((one, j) => (j < 3 ? one : null)) : all(n),
  );
  const { judged, organiser } = await threeQuestions(scores);
  expect((await publish(organiser, judged)).status).toBe(201);
  expect((await world.visitor().get(`${at(judged)}/protocol.json`)).status).toBe(404);
  expect((await organiser.get(`${at(judged)}/protocol.json`)).status).toBe(200);
  const member = await world.as(judged.teams[0]!.members[0]!.login);
  expect((await member.get(`${at(judged)}/protocol.json`)).status).toBe(200);
});

test('a question without a proposal has no ranking, and one without a sheet lists its proposals', async () => {
  const scores = Array.from({ length: 6 }, (_, n) =>
    n < 3 ? all(n) : Array.from({ length: 5 }, () => null),
  );
  const { judged, questions, organiser } = await threeQuestions(scores);
  expect((await publish(organiser, judged)).status).toBe(201);
  const { rankings } = (await world.visitor().get(`${at(judged)}.json`)).body;
  expect(rankings.map((one: { scope: string }) => one.scope)).toEqual(
    questions.slice(0, 2).map((one) => one.slug),
  );
  expect([rankings[1].entries.length, rankings[1].unranked.length]).toEqual([0, 3]);
});

test('prizes belong to a question: its proposals only can get them, and the results say which question it is', async () => {
  const { judged, questions, organiser } = await threeQuestions(Array.from({ length: 9 }, (_, n) => all(n)));
  const post = (path: string, fields: Record<string, string>) =>
    organiser.post(path).type('form').set('Accept', 'application/json').send(fields);
  const prizes = `/hackathons/${judged.hackathon.slug}/prizes`;
  const [, second] = questions;
  const make = (name: string, kind: string, challenge: string) =>
    post(prizes, { 'name[en]': name, kind, challenge });
  expect((await make('A place of none', 'place', '')).status).toBe(422);
  expect((await make('Of elsewhere', 'mention', 'no-such-question')).status).toBe(422);
  const own = (await make('For courage', 'mention', second!.slug)).body.id;
  const any = (await make('For a good start', 'mention', '')).body.id;
  const place = (await make('First', 'place', second!.slug)).body.id;
  const award = (prize: string, n: number) =>
    post(`/prizes/${prize}/awards`, { submission: judged.teams[n]!.submission, reason: 'It was tried.' });
  const refused = await award(own, 0);
  expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['submission']]);
  expect((await award(place, 0)).status).not.toBe(201);
  expect((await award(own, 4)).status).toBe(201);
  expect((await award(any, 0)).status).toBe(201);
  const table = (await organiser.get(`/hackathons/${judged.hackathon.slug}/deliberation`)).text;
  const form = table.slice(table.indexOf(`action="/prizes/${own}/awards"`)).split('</form>')[0]!;
  for (const [n, team] of judged.teams.entries())
    expect([n, form.includes(`value="${team.submission}"`)]).toEqual([n, n >= 3 && n < 6]);
  expect((await publish(organiser, judged)).status).toBe(201);
  const shown = (await world.visitor().get(`${at(judged)}.json`)).body.prizes;
  expect(shown.map((one: { name: { en: string }; scope: string }) => [one.name.en, one.scope])).toEqual([
    ['For courage', second!.slug],
    ['For a good start', 'hackathon'],
  ]);
  const page = (await world.visitor().get(at(judged))).text;
  expect(page.split('For courage')[1]!.split('<blockquote')[0]).toContain('Question 2');
  expect(page.split('For a good start')[1]!.split('<blockquote')[0]).not.toContain('Question');
});
