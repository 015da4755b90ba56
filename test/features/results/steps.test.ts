// In which screens a ranking is told: groups from the last to the first, large ones in parts of one look.
import { afterGroup, moveOf, stepsOf } from '../../../src/features/results/results.announcement.policy';

const told = (n: number, band: number | null, place = band ?? 1) => ({
  submission_id: `s${n}`,
  team_name: `Team ${String(n).padStart(3, '0')}`,
  version_id: `v${n}`,
  place,
  low: null,
  high: null,
  band,
});
const many = (count: number, start: number, band: number) =>
  Array.from({ length: count }, (_, n) => told(start + n, band));

test('five hundred proposals are told eight at most at a time, each once, groups from the last to the first', () => {
  const entries = [...many(1, 0, 1), ...many(19, 1, 2), ...many(480, 20, 3)];
  const steps = stepsOf([{ entries }]);
  expect(Math.max(...steps.map((step) => step.entries.length))).toBe(8);
  expect(
    Math.min(...steps.filter((step) => step.all > 8).map((step) => step.entries.length)),
  ).toBeGreaterThan(5);
  expect(steps.map((step) => step.band)).toEqual([...Array(60).fill(3), 2, 2, 2, 1]);
  expect(new Set(steps.flatMap((step) => step.entries.map((one) => one.submission_id))).size).toBe(500);
  const second = steps.filter((step) => step.band === 2);
  expect(second.map((step) => [step.from, step.entries.length, step.all])).toEqual([
    [1, 6, 19],
    [7, 7, 19],
    [14, 6, 19],
  ]);
});

test('without groups what comes after the third place is told from its end', () => {
  const entries = Array.from({ length: 20 }, (_, n) => told(n, null, n + 1));
  const steps = stepsOf([{ entries }]);
  expect(steps.map((step) => step.entries.map((one) => one.place))).toEqual([
    [15, 16, 17, 18, 19, 20],
    [10, 11, 12, 13, 14],
    [4, 5, 6, 7, 8, 9],
    [3],
    [2],
    [1],
  ]);
  expect(steps.slice(0, 3).map((step) => [step.from, step.place])).toEqual([
    [12, 4],
    [7, 4],
    [1, 4],
  ]);
});

test('the rest of a large group can be passed over, and never into the air', () => {
  const steps = stepsOf([
    { entries: [...many(2, 0, 1), ...many(20, 2, 2)] },
    { entries: [...many(9, 30, 1), ...many(9, 40, 2)] },
  ]);
  // Groups of 3, 1, 2 and 2 screens, in two rankings.
  expect(steps).toHaveLength(8);
  expect(steps.map((_, revealed) => afterGroup(steps, revealed))).toEqual([
    undefined,
    4,
    4,
    undefined,
    undefined,
    7,
    undefined,
    undefined,
  ]);
  const shown = (revealed: number) => ({ revealed, furthest: revealed, steps: 8 });
  expect(moveOf(shown(1), 'group', 4)).toEqual({ kind: 'reveal', revealed: 4 });
  expect(moveOf(shown(7), 'group', undefined)).toEqual({ kind: 'nothing' });
  expect(moveOf(shown(7), 'next', undefined)).toEqual({ kind: 'publish' });
  expect(moveOf({ ...shown(5), steps: 7 }, 'group', 7)).toEqual({ kind: 'publish' });
});
