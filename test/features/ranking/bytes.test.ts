// A protocol that was published is counted again for years: whoever makes the ranking faster must not change a byte.
import { createHash } from 'node:crypto';
import { rank } from '../../../src/features/ranking/ranking';
import { roundOf, samples, seeded } from './rounds';

/** More jurors than are solved at once, each with a habit of their own; some proposals read once, some by five. */
function large() {
  const random = seeded(5);
  const sheets: Record<string, (number | null)[]> = {};
  for (let i = 0; i < 300; i++)
    for (let turn = 0; turn <= i % 5; turn++) {
      const j = (i * 7 + turn * 31) % 210;
      const points = () => Math.min(10, Math.max(1, Math.round(3 + (i % 7) * 0.5 + (j % 3) + 3 * random())));
      sheets[`s${i} j${j}`] = [points(), points()];
    }
  const criteria = [
    { id: 'clarity', weight: 2 },
    { id: 'use', weight: 1 },
  ];
  return roundOf(sheets, { criteria });
}

it('counts the samples and a large round to the bytes that were published', () => {
  const rounds = [...Object.values(samples).map(({ round }) => round), large()];
  const hash = createHash('sha256');
  for (const round of rounds) hash.update(JSON.stringify(rank(round)));
  expect(hash.digest('hex')).toBe('1ceb86b9fc09b82e79cb7b3786b05861ac81511a86c12681f0cac713b5603eac');
});
