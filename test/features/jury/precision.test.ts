// How exact a ranking can become: the formula against closed forms, and against rounds that were scored and ranked.
import { assign } from '../../../src/features/jury/jury.assignment';
import { precisionOf } from '../../../src/features/jury/jury.precision';
import { rank } from '../../../src/features/ranking/ranking';
import { normals } from '../../../src/features/ranking/ranking.numbers';

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(3, '0')}`);

function drawn(proposals: number, jurors: number, sheetsEach: number, seed = 1) {
  return assign({
    submissions: names('s', proposals).map((id) => ({ id, languages: [] })),
    jurors: names('j', jurors).map((id) => ({ id, reads: [], max: null })),
    conflicts: [],
    sheetsEach,
    seed,
  }).pairs;
}

const inOrder = (square: number) => 0.5 + Math.asin(Math.sqrt(square)) / Math.PI;

test('with everybody reading everything severities cancel, and only the errors are left', () => {
  for (const sheets of [1, 2, 5]) {
    const { right, reliability } = precisionOf(drawn(8, sheets, sheets));
    expect(reliability).toBeCloseTo(sheets / (sheets + 1), 10);
    expect(right).toBeCloseTo(inOrder(sheets / (sheets + 1)), 10);
  }
});

test('one sheet each by one juror each: severity and error cannot be told from quality', () => {
  const { reliability } = precisionOf([
    { submission: 'a', juror: 'x' },
    { submission: 'b', juror: 'y' },
  ]);
  expect(reliability).toBeCloseTo(1 / (1 + 1 + 0.4), 10);
});

test('more sheets make it more exact, and nothing is claimed of a single proposal', () => {
  const shares = [1, 2, 3, 4, 6].map((each) => precisionOf(drawn(30, 12, each)).right);
  expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  expect(precisionOf([{ submission: 'a', juror: 'x' }])).toEqual({ right: 0.5, reliability: 0, ranked: 1 });
  expect(precisionOf([])).toMatchObject({ ranked: 0 });
});

test('the figures of the three usual sizes are those that simulations of the model gave', () => {
  // (1 + tau) / 2 of the best that is possible without knowing the jurors: tau 0.658, 0.649, 0.650.
  expect(precisionOf(drawn(12, 5, 3)).right).toBeCloseTo(0.829, 2);
  expect(precisionOf(drawn(60, 15, 3)).right).toBeCloseTo(0.8245, 2);
  expect(precisionOf(drawn(200, 40, 3)).right).toBeCloseTo(0.825, 2);
});

test('scored by chance and ranked, that share of the pairs comes out in the right order', () => {
  const row = new Float64Array(10_000);
  normals(7)(row);
  let used = 0;
  const normal = () => row[used++]!;
  const pairs = drawn(24, 8, 3);
  const [submissions, jurors] = [names('s', 24), names('j', 8)];
  let right = 0;
  let all = 0;
  for (let round = 0; round < 40; round++) {
    const truth = new Map(submissions.map((id) => [id, normal()]));
    const severity = new Map(jurors.map((id) => [id, normal() * Math.sqrt(0.4)]));
    const scores = pairs.map((pair) => ({
      ...pair,
      criterion: 'all',
      score: +(50 + 8 * (truth.get(pair.submission)! + severity.get(pair.juror)! + normal())).toFixed(4),
    }));
    const scale = { min: 0, max: 100, step: 0.0001 };
    const { entries } = rank({
      scale,
      criteria: [{ id: 'all', weight: 1 }],
      submissions,
      jurors,
      conflicts: [],
      scores,
    });
    entries.forEach((first, n) => {
      for (const second of entries.slice(n + 1)) {
        all++;
        if (truth.get(first.submission)! > truth.get(second.submission)!) right++;
      }
    });
  }
  // 11,040 pairs of 40 rounds: one standard deviation is about 0.008.
  expect(Math.abs(right / all - precisionOf(pairs).right)).toBeLessThan(0.025);
});
