// Rankings in threads: an act that holds locks meanwhile waits for no page; one that fails is replaced.
import { rank } from '../../../src/features/ranking/ranking';
import { rankAside, rankForAct } from '../../../src/features/ranking/ranking.aside';
import { pack } from '../../../src/features/ranking/ranking.packed';
import { sheetsOf } from '../../../src/features/ranking/ranking.sheets';
import { roundOf, samples } from './rounds';

const round = roundOf({ 'a x': [8], 'a y': [7], 'b x': [3], 'b y': [4] });

test('however many pages ask for a ranking, an act gets its own before they are through, and the same', async () => {
  await Promise.all([rankAside(round), rankForAct(round)]);
  let pages = 0;
  const large = samples.p01!.round;
  const asked = Array.from({ length: 8 }, () => rankAside(large).then(() => pages++));
  const ranking = await rankForAct(round);
  expect(pages).toBeLessThan(8);
  await Promise.all(asked);
  expect(pages).toBe(8);
  expect(ranking).toEqual(rank(round));
});

test('a thread that fails rejects its job; the next one is answered', async () => {
  const unknown = { ...round, criteria: null as unknown as typeof round.criteria };
  await expect(rankAside(unknown)).rejects.toThrow();
  const uncloneable = { ...round, submissions: [(() => 'a') as unknown as string] };
  await expect(rankAside(uncloneable)).rejects.toThrow('could not be cloned');
  expect(await rankAside(round)).toEqual(rank(round));
});

test('sheets arrive in the thread as they were given, mixed, with ids like those of objects and a barred pair', () => {
  const given = {
    ...roundOf(
      { '__proto__ x': [8.25, 2], 'a y': [7, 3], 'a x': [6, 1], '__proto__ constructor': [2, null] },
      {
        criteria: [
          { id: 'wide', weight: 2 },
          { id: 'clear', weight: 1 },
        ],
      },
    ),
    conflicts: [{ submission: 'a', juror: 'x' }],
  };
  const mixed = [3, 0, 6, 2, 1, 5, 4].map((at) => given.scores[at]!);
  const expected = {
    submissions: ['__proto__', 'a'],
    jurors: ['constructor', 'x', 'y'],
    criteria: [
      { id: 'clear', weight: 1 },
      { id: 'wide', weight: 2 },
    ],
    of: Int32Array.of(0, 0, 1),
    by: Int32Array.of(0, 1, 2),
    scores: Float64Array.of(Number.NaN, 1, 1, 7.25, 2, 6),
  };
  for (const scores of [given.scores, mixed])
    expect(sheetsOf(structuredClone(pack({ ...given, scores })))).toEqual(expected);
  expect(sheetsOf(pack({ ...given, scores: [] })).of).toEqual(new Int32Array());
});
