// Who reads what: by hand, drawn evenly, never in conflict; and the criteria that close with the first hand-in.
import type { Knex } from 'knex';
import { rank } from '../../../src/features/ranking/ranking';
import { feedbackState, roundInput } from '../../../src/features/jury/jury.results.queries';
import { checkRound } from '../../../src/features/ranking/ranking.input';
import { roundOf } from '../../../src/features/jury/jury.round.queries';
import { giveRole, makeAdviser, makeHackathon, makeRole, makeTeam, setPhases } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';
import { type MadeRound, makeRound, makeSheet, makeSubmission } from './made-round';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const organiserOf = (round: MadeRound) => world.as(round.hackathon.organiser.login);
const at = (round: MadeRound, page: string) => `/hackathons/${round.hackathon.slug}/${page}`;
const sheetsOf = (db: Knex, round: MadeRound) =>
  db('sheets').select('submission_id', 'juror_id').where({ round_id: round.roundId });

test('many who need the round at once get one', async () => {
  const hackathon = await makeHackathon(world.db);
  const rounds = await Promise.all(Array.from({ length: 8 }, () => roundOf(world.db, hackathon.id)));
  expect(new Set(rounds.map((round) => round.id)).size).toBe(1);
  expect(rounds[0]).toMatchObject({ scale_min: 1, scale_max: 5, scale_step: 1, method: 'calibrated' });
});

describe('by hand', () => {
  test('a reader is added once, and only somebody of the jury to a proposal that was handed in', async () => {
    const round = await makeRound(world.db);
    const organiser = await organiserOf(round);
    const fields = { juror: round.jurors[0]!.id, submission: round.submissions[0]!.id };
    const made = await json(organiser, at(round, 'assignments'), fields);
    expect([made.status, made.body.location]).toEqual([201, at(round, 'assignments')]);
    const again = await json(organiser, at(round, 'assignments'), fields);
    expect([again.status, again.body.current]).toEqual([409, { id: made.body.id }]);
    const expert = await makeRole(world.db, round.hackathon, 'expert');
    const wrong = await json(organiser, at(round, 'assignments'), { ...fields, juror: expert.id });
    expect([wrong.status, Object.keys(wrong.body.fields)]).toEqual([422, ['juror']]);
    const other = await makeRound(world.db);
    const foreign = { ...fields, submission: other.submissions[0]!.id };
    expect((await json(organiser, at(round, 'assignments'), foreign)).status).toBe(422);
    expect((await json(organiser, at(round, 'assignments'), { ...fields, balanced: '2' })).status).toBe(422);
  });

  test('a sheet that holds nothing can be taken away, one that was begun stays', async () => {
    const round = await makeRound(world.db);
    const organiser = await organiserOf(round);
    const empty = await makeSheet(world.db, round, round.submissions[0]!, round.jurors[0]!);
    const begun = await makeSheet(world.db, round, round.submissions[1]!, round.jurors[0]!, { scores: [3] });
    expect((await json(organiser, `/sheets/${empty}/removal`)).status).toBe(200);
    expect((await json(organiser, `/sheets/${begun}/removal`)).status).toBe(409);
    const juror = await world.as(round.jurors[0]!.login);
    expect((await json(juror, `/sheets/${begun}/removal`)).status).toBe(404);
    expect(await sheetsOf(world.db, round)).toHaveLength(1);
  });

  test.each(['participant', 'juror', 'expert', 'moderator'] as const)('a %s assigns nobody', async (role) => {
    const round = await makeRound(world.db);
    const agent = await world.as((await makeRole(world.db, round.hackathon, role)).login);
    expect((await agent.get(at(round, 'assignments'))).status).toBe(403);
    expect((await json(agent, at(round, 'assignments'), { balanced: '1' })).status).toBe(403);
    expect((await json(agent, at(round, 'criteria'), { 'title[en]': 'X', weight: '1' })).status).toBe(403);
  });
});

describe('conflicts that are found', () => {
  const cases: [string, (round: MadeRound) => Promise<void>][] = [
    [
      'member',
      async ({ submissions, hackathon, jurors }) => {
        const ended = { ended_at: new Date(), ended_by: jurors[0]!.id };
        await world.db('memberships').insert({
          id: `left-${jurors[0]!.id}`,
          team_id: submissions[0]!.team.id,
          hackathon_id: hackathon.id,
          person_id: jurors[0]!.id,
          joined_at: new Date(),
          ...ended,
        });
      },
    ],
    [
      'adviser',
      async ({ submissions, jurors }) => {
        const team_id = submissions[0]!.team.id;
        const now = new Date();
        await world.db('advisers').insert({ team_id, person_id: jurors[0]!.id, since: now, ended_at: now });
      },
    ],
    [
      'organisation',
      async ({ submissions, hackathon, jurors }) => {
        await makeAdviser(world.db, hackathon, submissions[0]!.team, ' Youth  House ');
        await world.db('roles').where({ person_id: jurors[0]!.id }).update({ organisation: 'youth house' });
      },
    ],
  ];
  test.each(cases)('%s: refused by hand with the reason, recorded, never drawn', async (kind, arrange) => {
    const round = await makeRound(world.db, { jurors: 3 });
    await arrange(round);
    const organiser = await organiserOf(round);
    const [juror] = round.jurors;
    const [submission] = round.submissions;
    const fields = { juror: juror!.id, submission: submission!.id };
    const refused = await json(organiser, at(round, 'assignments'), fields);
    expect([refused.status, refused.body.error]).toEqual([409, `jury.refused.conflict.${kind}`]);
    expect(await world.db('conflicts').where({ hackathon_id: round.hackathon.id })).toMatchObject([
      { juror_id: juror!.id, team_id: submission!.team.id, kind },
    ]);
    const drawn = await json(organiser, at(round, 'assignments'), { balanced: '3' });
    expect(drawn.status).toBe(201);
    expect(drawn.body.short).toEqual([{ submission: submission!.id, sheets: 2, wanted: 3 }]);
    expect(await sheetsOf(world.db, round)).not.toContainEqual({
      submission_id: submission!.id,
      juror_id: juror!.id,
    });
    const page = await organiser.get(`${at(round, 'assignments')}?each=3`);
    expect(page.text).toContain('Readers missing: 1');
  });

  test('an empty organisation is none, and one in another hackathon says nothing here', async () => {
    const round = await makeRound(world.db, { jurors: 2 });
    const [juror] = round.jurors;
    await makeAdviser(world.db, round.hackathon, round.submissions[0]!.team, ' ');
    await world.db('roles').where({ person_id: juror!.id }).update({ organisation: '' });
    const other = await makeHackathon(world.db);
    await giveRole(world.db, other.id, juror!, 'expert', other.organiser);
    await world
      .db('advisers')
      .insert({ team_id: (await makeTeam(world.db, other)).id, person_id: juror!.id, since: new Date() });
    await makeAdviser(world.db, round.hackathon, round.submissions[0]!.team, 'Youth House');
    await giveRole(world.db, other.id, juror!, 'moderator', other.organiser, 'Youth House');
    const fields = { juror: juror!.id, submission: round.submissions[0]!.id };
    expect((await json(await organiserOf(round), at(round, 'assignments'), fields)).status).toBe(201);
  });

  test('who works for the owner of the question may read; the organiser is told', async () => {
    const round = await makeRound(world.db);
    await world
      .db('roles')
      .where({ person_id: round.jurors[0]!.id })
      .update({ organisation: 'CITY of Nieuwhaven' });
    const organiser = await organiserOf(round);
    const fields = { juror: round.jurors[0]!.id, submission: round.submissions[0]!.id };
    expect((await json(organiser, at(round, 'assignments'), fields)).status).toBe(201);
    expect((await organiser.get(at(round, 'assignments'))).text).toContain('the organisation that asks');
  });
});

describe('drawn evenly', () => {
  test('every proposal gets its readers and nobody reads two more than another', async () => {
    const round = await makeRound(world.db, { teams: 7, jurors: 4 });
    const answer = await json(await organiserOf(round), at(round, 'assignments'), { balanced: '2' });
    expect(answer.body).toMatchObject({ sheets: 14, short: [], uneven: false, groups: 1 });
    const sheets = await sheetsOf(world.db, round);
    const loads = round.jurors.map((juror) => sheets.filter((one) => one.juror_id === juror.id).length);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    for (const { id } of round.submissions)
      expect(sheets.filter((one) => one.submission_id === id)).toHaveLength(2);
  });

  test('what is assigned stays; drawing again, and twice at once, adds only what is missing', async () => {
    const round = await makeRound(world.db, { teams: 4, jurors: 4 });
    const kept = await makeSheet(world.db, round, round.submissions[0]!, round.jurors[3]!, { scores: [5] });
    const organiser = await organiserOf(round);
    const answers = await Promise.all([
      json(organiser, at(round, 'assignments'), { balanced: '2' }),
      json(organiser, at(round, 'assignments'), { balanced: '2' }),
    ]);
    expect(answers.map((one) => one.body.sheets).sort()).toEqual([0, 7]);
    expect(await sheetsOf(world.db, round)).toHaveLength(8);
    expect(await world.db('sheets').where({ id: kept })).toHaveLength(1);
    await makeSubmission(world.db, round.hackathon, await makeTeam(world.db, round.hackathon));
    expect((await json(organiser, at(round, 'assignments'), { balanced: '2' })).body.sheets).toBe(2);
  });

  test.each(['0', '21', '-1', '1.5', 'all', ''])('%j readers are refused', async (balanced) => {
    const round = await makeRound(world.db, { teams: 1, jurors: 1 });
    const answer = await json(await organiserOf(round), at(round, 'assignments'), { balanced });
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, ['balanced']]);
  });

  test('before judging readers can be named, after it no more', async () => {
    const round = await makeRound(world.db, { open: ['drafting'] });
    const organiser = await organiserOf(round);
    expect((await json(organiser, at(round, 'assignments'), { balanced: '1' })).status).toBe(201);
    await setPhases(world.db, round.hackathon.id, ['deliberation']);
    const late = await json(organiser, at(round, 'assignments'), { balanced: '2' });
    expect([late.status, late.body.error]).toEqual([403, 'jury.refused.assignTooLate']);
    expect((await organiser.get(at(round, 'assignments'))).status).toBe(200);
  });
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
      feedback: 'Good.',
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

describe('what results are made from', () => {
  test('the input of the ranking holds handed-in sheets without conflict, and rank() takes it', async () => {
    const round = await makeRound(world.db, { jurors: 4 });
    const [first, second] = round.submissions;
    const [a, b, c, d] = round.jurors;
    await makeSheet(world.db, round, first!, a!, { scores: [4, 5], feedback: 'Good.', handedIn: true });
    await makeSheet(world.db, round, second!, a!, { scores: [2, 2], feedback: 'Good.', handedIn: true });
    await makeSheet(world.db, round, first!, b!, { scores: [1, 1] });
    await makeSheet(world.db, round, first!, c!, { scores: [1, 1], handedIn: true });
    await world.db('advisers').insert({ team_id: first!.team.id, person_id: c!.id, since: new Date() });
    const declared = await makeSheet(world.db, round, second!, d!, { scores: [1, 1], handedIn: true });
    await world.db('sheets').where({ id: declared }).update({ conflict_at: new Date() });
    const input = await roundInput(world.db, round.roundId);
    expect(checkRound(input).ok).toBe(true);
    expect(input.scale).toEqual({ min: 1, max: 5, step: 1 });
    expect(input.criteria).toEqual(round.criteria.map((id, n) => ({ id, weight: n + 1 })));
    expect(input.submissions).toEqual([first!.id, second!.id].sort());
    expect(input.jurors).toEqual([a!.id, b!.id, c!.id, d!.id].sort());
    expect(input.conflicts).toHaveLength(2);
    expect(new Set(input.scores.map((score) => score.juror))).toEqual(new Set([a!.id]));
    expect(input.scores).toHaveLength(4);
    const ranking = rank(input, 'mean');
    expect(ranking.entries.map((entry) => entry.submission)).toEqual([first!.id, second!.id]);
  });

  test('a point that was taken away and its scores are left out', async () => {
    const round = await makeRound(world.db);
    await makeSheet(world.db, round, round.submissions[0]!, round.jurors[0]!, {
      scores: [4, 5],
      handedIn: true,
    });
    await world.db('criteria').where({ id: round.criteria[1] }).update({ removed_at: new Date() });
    const input = await roundInput(world.db, round.roundId);
    expect(input.criteria.map((one) => one.id)).toEqual([round.criteria[0]]);
    expect(input.scores.map((one) => one.score)).toEqual([4]);
  });

  test('words of handed-in sheets and of the chair are counted; the organiser adds what is missing', async () => {
    const round = await makeRound(world.db);
    const [first, second] = round.submissions;
    await makeSheet(world.db, round, first!, round.jurors[0]!, {
      feedback: 'Good. Ask a club.',
      handedIn: true,
    });
    await makeSheet(world.db, round, second!, round.jurors[0]!, { feedback: 'One only.', handedIn: true });
    await makeSheet(world.db, round, second!, round.jurors[1]!, { feedback: 'Not yet. Handed in.' });
    const state = async () =>
      Object.fromEntries(
        (await feedbackState(world.db, round.hackathon.id)).map((one) => [
          one.submission,
          [one.sentences, one.enough],
        ]),
      );
    expect(await state()).toEqual({ [first!.id]: [2, true], [second!.id]: [1, false] });
    const organiser = await organiserOf(round);
    const path = `/submissions/${second!.id}/jury-feedback`;
    expect((await organiser.get(at(round, 'jury-feedback'))).text).toContain('fewer than two sentences: 1.');
    const saved = await json(organiser, path, { text: 'هل سألتم ناديًا؟' });
    expect(saved.status).toBe(200);
    expect(await state()).toEqual({ [first!.id]: [2, true], [second!.id]: [2, true] });
    await json(organiser, path, { text: '' });
    expect((await state())[second!.id]).toEqual([1, false]);
    for (const person of [round.jurors[0]!, second!.team.members[0]!])
      expect((await json(await world.as(person.login), path, { text: 'x' })).status).toBe(404);
    await setPhases(world.db, round.hackathon.id, ['drafting']);
    expect((await json(organiser, path, { text: 'x' })).status).toBe(403);
  });
});
