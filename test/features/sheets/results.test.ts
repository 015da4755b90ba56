// What the results are made from: the input of the ranking, and the words each team gets.
import { rank } from '../../../src/features/ranking/ranking';
import { checkRound } from '../../../src/features/ranking/ranking.input';
import { feedbackState, roundInput } from '../../../src/features/sheets/sheets.results.queries';
import { setPhases } from '../../support/factories';
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
