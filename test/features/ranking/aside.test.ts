// Rankings in threads: an act that holds locks meanwhile waits for no page.
import { rank } from '../../../src/features/ranking/ranking';
import { rankAside, rankForAct } from '../../../src/features/ranking/ranking.aside';
import { pack, unpack } from '../../../src/features/ranking/ranking.packed';
import { roundOf } from './rounds';

const round = roundOf({ 'a x': [8], 'a y': [7], 'b x': [3], 'b y': [4] });

test('however many pages ask for a ranking, an act gets its own before they are through, and the same', async () => {
  let pages = 0;
  const asked = Array.from({ length: 8 }, () => rankAside(round).then(() => pages++));
  const ranking = await rankForAct(round);
  expect(pages).toBeLessThan(8);
  await Promise.all(asked);
  expect(pages).toBe(8);
  expect(ranking).toEqual(rank(round));
});

test('a round is the same when it arrives in the thread, also with ids like those of objects and a barred pair', () => {
  const given = {
    ...roundOf({ '__proto__ x': [8.25], 'a y': [7], '__proto__ constructor': [-0.5] }),
    conflicts: [{ submission: 'a', juror: 'x' }],
    method: 'median' as const,
  };
  expect(unpack(structuredClone(pack(given)))).toEqual(given);
  expect(unpack(pack({ ...given, scores: [] })).scores).toEqual([]);
});
