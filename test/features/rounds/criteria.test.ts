// The criteria of a round: who writes them, and that the first hand-in closes them.
import { roundOf } from '../../../src/features/rounds/rounds.queries';
import { makeHackathon } from '../../support/factories';
import { type MadeRound, makeRound, makeSheet } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const organiserOf = (round: MadeRound) => world.as(round.hackathon.organiser.login);
const at = (round: MadeRound, page: string) => `/hackathons/${round.hackathon.slug}/${page}`;

test('many who need the round at once get one', async () => {
  const hackathon = await makeHackathon(world.db);
  const rounds = await Promise.all(Array.from({ length: 8 }, () => roundOf(world.db, hackathon.id)));
  expect(new Set(rounds.map((round) => round.id)).size).toBe(1);
  expect(rounds[0]).toMatchObject({ scale_min: 1, scale_max: 5, scale_step: 1, method: 'calibrated' });
});

describe('criteria', () => {
  test('an organiser writes, changes and takes away points; everybody reads them', async () => {
    const hackathon = await makeHackathon(world.db, { open: ['inquiry'] });
    const organiser = await world.as(hackathon.organiser.login);
    const path = `/hackathons/${hackathon.slug}/criteria`;
    const made = await json(organiser, path, {
      'title[en]': 'The idea can work',
      'title[nl]': 'Het idee kan werken',
      weight: '35',
      'level[1][en]': 'It is a <b>wish</b>.',
    });
    expect(made.status).toBe(201);
    const page = await world.visitor().get(path);
    expect(page.text).toContain('The idea can work');
    expect(page.text).toContain('It is a &lt;b&gt;wish&lt;/b&gt;.');
    expect(page.text).not.toContain('<form method="post" action="/hackathons');
    const { id } = made.body;
    const changed = await json(organiser, path, { id, 'title[nl]': '', 'level[1][nl]': 'Een wens.' });
    expect([changed.status, changed.body.id]).toEqual([200, id]);
    expect(await world.db('criteria').where({ id }).first()).toMatchObject({
      title: { en: 'The idea can work' },
      weight: '35',
      levels: { 1: { en: 'It is a <b>wish</b>.', nl: 'Een wens.' } },
    });
    expect((await json(organiser, `${path}/${id}/removal`)).status).toBe(200);
    expect((await json(organiser, `${path}/${id}/removal`)).status).toBe(404);
    expect((await world.visitor().get(path)).text).not.toContain('The idea can work');
  });

  test('a script names a new point itself, in every hackathon anew, and scores it by that name', async () => {
    const first = await makeRound(world.db, { criteria: 0 });
    const second = await makeRound(world.db, { criteria: 0 });
    for (const round of [first, second]) {
      const organiser = await organiserOf(round);
      const made = await json(organiser, at(round, 'criteria'), {
        id: 'clarity',
        'title[en]': 'Clear',
        weight: '2',
      });
      expect([made.status, made.body.id]).toEqual([201, 'clarity']);
      const changed = await json(organiser, at(round, 'criteria'), { id: 'clarity', weight: '3' });
      expect([changed.status, changed.body.id]).toEqual([200, 'clarity']);
      const sheet = await makeSheet(world.db, round, round.submissions[0]!, round.jurors[0]!);
      const juror = await world.as(round.jurors[0]!.login);
      const score = round === first ? '2' : '5';
      expect((await json(juror, `/sheets/${sheet}`, { 'score[clarity]': score })).status).toBe(200);
      expect((await json(juror, `/sheets/${sheet}`, { 'score[novelty]': '3' })).status).toBe(422);
    }
    const scores = await world.db('scores').where({ criterion_id: 'clarity' }).orderBy('score');
    expect(scores.map((one) => [one.round_id, Number(one.score)])).toEqual([
      [first.roundId, 2],
      [second.roundId, 5],
    ]);
    expect(await world.db('criteria').where({ id: 'clarity' }).pluck('weight')).toEqual(['3', '3']);
  });

  test('the name of a point that was taken away can be used again, without its scores', async () => {
    const round = await makeRound(world.db, { criteria: 0 });
    const organiser = await organiserOf(round);
    const write = () =>
      json(organiser, at(round, 'criteria'), { id: 'cost', 'title[en]': 'Cost', weight: '1' });
    await write();
    const sheet = await makeSheet(world.db, round, round.submissions[0]!, round.jurors[0]!);
    await json(await world.as(round.jurors[0]!.login), `/sheets/${sheet}`, { 'score[cost]': '4' });
    await json(organiser, `${at(round, 'criteria')}/cost/removal`);
    expect((await write()).status).toBe(201);
    expect(await world.db('scores').where({ sheet_id: sheet })).toEqual([]);
  });

  test.each([
    [{ id: 'Two Words', 'title[en]': 'A', weight: '1' }, 'id'],
    [{ id: '-', 'title[en]': 'A', weight: '1' }, 'id'],
    [{ id: 'a'.repeat(61), 'title[en]': 'A', weight: '1' }, 'id'],
    [{ 'title[en]': 'A', weight: '0' }, 'weight'],
    [{ 'title[en]': 'A', weight: '101' }, 'weight'],
    [{ 'title[en]': 'A', weight: 'NaN' }, 'weight'],
    [{ 'title[en]': 'A' }, 'weight'],
    [{ 'title[en]': ' ', weight: '5' }, 'title'],
    [{ weight: '5' }, 'title'],
    [{ 'title[xx]': 'A', weight: '5' }, 'title'],
    [{ 'title[en]': 'A', weight: '5', 'level[6][en]': 'More' }, 'level[6]'],
    [{ 'title[en]': 'A', weight: '5', position: '1' }, 'position'],
  ])('%j is refused at %s', async (fields, name) => {
    const hackathon = await makeHackathon(world.db);
    const organiser = await world.as(hackathon.organiser.login);
    const answer = await json(organiser, `/hackathons/${hackathon.slug}/criteria`, fields as never);
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, [name]]);
  });

  test('the first sheet that is handed in closes them', async () => {
    const round = await makeRound(world.db);
    const sheet = await makeSheet(world.db, round, round.submissions[0]!, round.jurors[0]!, {
      scores: [3, 3],
      feedback: 'Good. Ask a club.',
    });
    const organiser = await organiserOf(round);
    const change = () => json(organiser, at(round, 'criteria'), { id: round.criteria[0]!, weight: '50' });
    expect((await change()).status).toBe(200);
    await json(await world.as(round.jurors[0]!.login), `/sheets/${sheet}/handing-in`);
    const late = await change();
    expect([late.status, late.body.current]).toEqual([409, { sheetsHandedIn: 1 }]);
    expect((await json(organiser, `${at(round, 'criteria')}/${round.criteria[0]}/removal`)).status).toBe(409);
    expect((await json(organiser, at(round, 'criteria'), { 'title[en]': 'B', weight: '1' })).status).toBe(
      409,
    );
    expect((await organiser.get(at(round, 'criteria'))).text).toContain('The points are fixed.');
  });

  test('before the hackathon opens nobody else knows them', async () => {
    const hackathon = await makeHackathon(world.db, { opened: false });
    const path = `/hackathons/${hackathon.slug}/criteria`;
    expect((await world.visitor().get(path)).status).toBe(404);
    expect((await (await world.as(hackathon.organiser.login)).get(path)).status).toBe(200);
  });
});
