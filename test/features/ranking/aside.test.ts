// Rankings in threads: an act that holds locks meanwhile waits for no page.
import { rank } from '../../../src/features/ranking/ranking';
import { rankAside, rankForAct } from '../../../src/features/ranking/ranking.aside';
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
