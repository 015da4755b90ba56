// Places, ties, missing criteria and conflicts of the plain methods, and what must never move a place.
import { rank } from '../../../src/features/ranking/ranking';
import { checkRound } from '../../../src/features/ranking/ranking.input';
import type { Pair, Round } from '../../../src/features/ranking/ranking.round';
import { lifted, mixed, renamed, roundOf, samples, tauB } from './rounds';

const places = (round: Round, method: 'mean' | 'median' = 'mean') =>
  Object.fromEntries(rank(round, method).entries.map((entry) => [entry.submission, entry.place]));

describe('the plain ranking', () => {
  it('orders by the mean of the sheets and shows every field of the contract', () => {
    const round = roundOf({ 'b ann': [8], 'b ben': [7], 'a ann': [4], 'a ben': [5.5] });
    expect(rank(round, 'mean')).toEqual({
      method: 'mean',
      entries: [
        { submission: 'b', place: 1, score: 7.5, mean: 7.5, sheets: 2, ...empty },
        { submission: 'a', place: 2, score: 4.75, mean: 4.75, sheets: 2, ...empty },
      ],
      jurors: ['ann', 'ben'].map((juror) => {
        return { juror, sheets: 2, severity: null, spread: null, weight: null, flag: null };
      }),
      unranked: [],
      warnings: [],
    });
  });

  it('lets ties share a place and skips the next one', () => {
    const round = roundOf({ 'd j': [5], 'c j': [9], 'b j': [7], 'a j': [7] });
    const { entries } = rank(round, 'mean');
    expect(entries.map((entry) => [entry.submission, entry.place])).toEqual([
      ['c', 1],
      ['a', 2],
      ['b', 2],
      ['d', 4],
    ]);
  });

  it('sees a tie although thirds and tenths are not exact', () => {
    const criteria = [0.1, 0.2, 0.7].map((weight, c) => ({ id: `c${c}`, weight }));
    const scale = { min: 0, max: 5, step: 0.1 };
    const round = roundOf({ 'a j': [0.3, 0.3, 0.3], 'b j': [0.1, 0.4, 0.3] }, { criteria, scale });
    round.scores.push(
      ...['c0', 'c1', 'c2'].map((criterion) => ({ ...pair('a', 'k'), criterion, score: 0.3 })),
    );
    round.jurors.push('k');
    expect(places(round)).toEqual({ a: 1, b: 1 });
  });

  it('rounds to six decimals', () => {
    const round = roundOf({ 'a i': [1], 'a j': [1], 'a k': [2] });
    expect(rank(round, 'mean').entries[0]).toMatchObject({ score: 1.333333, mean: 1.333333 });
  });

  it('weighs criteria, and only those a sheet has scored', () => {
    const criteria = [
      { id: 'a', weight: 3 },
      { id: 'b', weight: 1 },
    ];
    const { entries } = rank(roundOf({ 'full j': [8, 4], 'part j': [6, null] }, { criteria }), 'mean');
    expect(entries.map((entry) => entry.score)).toEqual([7, 6]);
  });

  it.each([5e-324, 1e-9, 5e307])('gives the same scores when all weights are multiplied by %p', (factor) => {
    const weights = (by: number) => [3, 1].map((weight, c) => ({ id: `c${c}`, weight: weight * by }));
    const sheets = { 'full j': [8, 4], 'part j': [null, 6] };
    const scaled = rank(roundOf(sheets, { criteria: weights(factor) }), 'mean');
    const plain = rank(roundOf(sheets, { criteria: weights(1) }), 'mean');
    expect(scaled.entries[0]!.score).toBeCloseTo(plain.entries[0]!.score, 2);
    expect(scaled.entries[1]!.score).toBe(6);
  });

  it('leaves out what was scored under a conflict, also in the counts', () => {
    const round = roundOf(
      { 'a ann': [10], 'a ben': [4], 'a cem': [4], 'b ann': [5], 'b ben': [5] },
      { conflicts: [pair('a', 'ann')] },
    );
    const { entries, jurors } = rank(round, 'mean');
    expect(entries.map((entry) => [entry.submission, entry.score, entry.sheets])).toEqual([
      ['b', 5, 2],
      ['a', 4, 2],
    ]);
    expect(jurors.map((line) => [line.juror, line.sheets])).toEqual([
      ['ann', 1],
      ['ben', 2],
      ['cem', 1],
    ]);
  });

  it('lists a submission without a sheet as unranked, also when its only sheet was in conflict', () => {
    const submissions = ['silent', 'a', 'blocked'];
    const round = roundOf(
      { 'a j': [4], 'a k': [4], 'blocked j': [9] },
      { submissions, conflicts: [pair('blocked', 'j')] },
    );
    const ranking = rank(round, 'mean');
    expect(ranking.unranked).toEqual(['blocked', 'silent']);
    expect(ranking.entries.map((entry) => entry.submission)).toEqual(['a']);
    expect(ranking.warnings).toEqual([]);
  });

  it('ranks a single sheet with a warning', () => {
    const ranking = rank(roundOf({ 'b j': [9], 'a j': [4], 'a k': [4] }), 'mean');
    expect(ranking.entries[0]!.submission).toBe('b');
    expect(ranking.warnings).toEqual([{ code: 'fewer-than-two-sheets', submission: 'b', sheets: 1 }]);
  });

  it('takes the middle sheet for the median, or the middle of two, and shows the mean beside it', () => {
    const sheets = { 'a i': [1], 'a j': [6], 'a k': [6.5], 'b i': [5], 'b j': [6] };
    const { entries, method } = rank(roundOf(sheets), 'median');
    expect(method).toBe('median');
    expect(entries).toMatchObject([
      { submission: 'a', score: 6, mean: 4.5 },
      { submission: 'b', score: 5.5, mean: 5.5 },
    ]);
  });
});

describe.each(['p01', 'p05'])('sample round %s', (name) => {
  const { round, truth } = samples[name]!;

  it('agrees with the true order as well as a plain mean computed elsewhere', () => {
    const { entries } = rank(round, 'mean');
    const tau = tauB(
      entries.map((entry) => entry.score),
      entries.map((entry) => truth.quality[entry.submission]!),
    );
    expect(tau).toBeCloseTo(truth.tau.mean, 3);
  });

  it.each(['mean', 'median'] as const)('gives the same bytes for any order of input (%s)', (method) => {
    const expected = JSON.stringify(rank(round, method));
    for (let seed = 1; seed <= 5; seed++)
      expect(JSON.stringify(rank(mixed(round, seed), method))).toBe(expected);
  });

  it('moves no place when everyone and everything is renamed', () => {
    const disguised = renamed(round, 7);
    const before = places(round);
    const after = places(disguised.round);
    for (const id of round.submissions) expect(after[disguised.names.get(id)!]).toBe(before[id]);
  });

  it.each([0.1, -7, 1e6])('moves no place when %p is added to the whole scale', (constant) => {
    const higher = lifted(round, constant);
    expect(checkRound(higher).ok).toBe(true);
    expect(places(higher)).toEqual(places(round));
    expect(places(higher, 'median')).toEqual(places(round, 'median'));
  });

  it('leaves the round it was given as it was', () => {
    const before = JSON.stringify(round);
    rank(round, 'mean');
    expect(JSON.stringify(round)).toBe(before);
  });
});

const empty = { low: null, high: null, plusMinus: null, band: null };
function pair(submission: string, juror: string): Pair {
  return { submission, juror };
}
