// What the chair is told about other winners, from rounds small enough to see why.
import { otherWinners, sheetMeans } from '../../../src/features/chair/chair.reading';
import { rank } from '../../../src/features/ranking/ranking';
import type { Round } from '../../../src/features/ranking/ranking.round';

const round = (sheets: [string, string, number][]): Round => ({
  scale: { min: 1, max: 5, step: 1 },
  criteria: [{ id: 'c', weight: 1 }],
  submissions: [...new Set(sheets.map(([submission]) => submission))].sort(),
  jurors: [...new Set(sheets.map(([, juror]) => juror))].sort(),
  conflicts: [],
  scores: sheets.map(([submission, juror, score]) => ({ submission, juror, criterion: 'c', score })),
});
const all = (given: Round) => ({
  calibrated: rank(given, 'calibrated'),
  mean: rank(given, 'mean'),
  median: rank(given, 'median'),
});

test('a proposal of generous jurors that leads by the mean is explained by them, with the points', () => {
  const common = ['x', 'y', 'z', 'w', 'v'].flatMap((submission): [string, string, number][] => [
    [submission, 'mild', 5],
    [submission, 'mild2', 5],
    [submission, 'strict', 2],
    [submission, 'strict2', 2],
  ]);
  const given = round([
    ...common,
    ['generously-read', 'mild', 5],
    ['generously-read', 'mild2', 5],
    ['strictly-read', 'strict', 4],
    ['strictly-read', 'strict2', 4],
  ]);
  const [other] = otherWinners(given, all(given));
  expect(other).toMatchObject({ method: 'mean', first: ['generously-read'], calibrated: ['strictly-read'] });
  expect(other!.reasons[0]).toMatchObject({
    kind: 'strictness',
    generous: 'generously-read',
    strict: 'strictly-read',
    jurors: ['mild', 'mild2'],
    strictJurors: ['strict', 'strict2'],
  });
});

test('the same winner by all ways needs no words, and sheets of conflicts are no sheets', () => {
  const given = round([
    ['a', 'j', 5],
    ['b', 'j', 1],
    ['a', 'k', 5],
    ['b', 'k', 2],
  ]);
  expect(otherWinners(given, all(given))).toEqual([]);
  const barred = { ...given, conflicts: [{ submission: 'a', juror: 'j' }] };
  expect(sheetMeans(barred)).toHaveLength(3);
});
