// The calibrated ranking: nearer to the truth than its rivals on rounds whose truth is known, honest about chance,
// the same for any order, names or height of the scale; and right where pen and paper can say what is right.
import { rank } from '../../../src/features/ranking/ranking';
import type { Entry, Round } from '../../../src/features/ranking/ranking.round';
import { lifted, mixed, renamed, roundOf, samples, seeded, tauB } from './rounds';

const all = Object.values(samples).map((sample) => ({ ...sample, ranking: rank(sample.round) }));
const average = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
const tauOf = ({ ranking, truth }: (typeof all)[number]) =>
  tauB(
    ranking.entries.map((entry) => entry.score),
    ranking.entries.map((entry) => truth.quality[entry.submission]!),
  );
const byId = (entries: Entry[]) => new Map(entries.map((entry) => [entry.submission, entry]));

describe('on thirty rounds with known truth', () => {
  const taus = all.map(tauOf);

  it('reaches the model it follows, and nearly what somebody who knows the jurors would reach', () => {
    expect(average(taus)).toBeGreaterThanOrEqual(0.99 * average(all.map((one) => one.truth.tau.model)));
    expect(average(taus)).toBeGreaterThanOrEqual(0.935 * average(all.map((one) => one.truth.tau.oracle)));
  });

  it('is nearer to the truth than the mean and the z-score; a fair jury costs next to nothing', () => {
    const fair = (one: (typeof all)[number]) => one.truth.family.startsWith('fair');
    const rest = all.filter((one) => !fair(one));
    expect(average(rest.map(tauOf))).toBeGreaterThan(average(rest.map((one) => one.truth.tau.mean)));
    expect(average(rest.map(tauOf))).toBeGreaterThan(average(rest.map((one) => one.truth.tau.zscore)));
    const even = all.filter(fair);
    expect(average(even.map(tauOf))).toBeGreaterThan(0.975 * average(even.map((one) => one.truth.tau.mean)));
  });

  it('gives ranges that hold the true place about nine times in ten', () => {
    let held = 0;
    let total = 0;
    for (const { ranking, truth } of all) {
      const qualities = ranking.entries.map((entry) => truth.quality[entry.submission]!);
      ranking.entries.forEach((entry, i) => {
        const place = 1 + qualities.filter((one) => one > qualities[i]!).length;
        if (place >= entry.low! && place <= entry.high!) held += 1;
        total += 1;
      });
    }
    expect(held / total).toBeGreaterThan(0.88);
    expect(held / total).toBeLessThan(0.975);
  });

  it('has the place within its range, bands in the order of places, and one standard error', () => {
    for (const { ranking } of all) {
      ranking.entries.forEach((entry, i) => {
        expect(entry.low).toBeLessThanOrEqual(entry.place);
        expect(entry.high).toBeGreaterThanOrEqual(entry.place);
        expect(entry.plusMinus).toBeGreaterThan(0);
        const before = ranking.entries[i - 1]?.band ?? 1;
        expect([before, before + 1]).toContain(entry.band);
      });
    }
  });
});

describe.each(['p01', 'p05', 'p21', 'p26', 'p28'])('sample round %s', (name) => {
  const { round } = samples[name]!;
  const result = rank(round);

  it('gives the same bytes for any order of input', () => {
    for (let seed = 1; seed <= 2; seed++)
      expect(JSON.stringify(rank(mixed(round, seed)))).toBe(JSON.stringify(result));
  });

  it('moves no place when everyone is renamed, and no range by more than two', () => {
    const disguised = renamed(round, 7);
    const after = byId(rank(disguised.round).entries);
    for (const entry of result.entries) {
      const other = after.get(disguised.names.get(entry.submission)!)!;
      expect(other.place).toBe(entry.place);
      expect(Math.abs(other.low! - entry.low!)).toBeLessThanOrEqual(2);
      expect(Math.abs(other.high! - entry.high!)).toBeLessThanOrEqual(2);
    }
  });

  it.each([0.1, 1e6])('moves no place when %p is added to the whole scale', (constant) => {
    const after = byId(rank(lifted(round, constant)).entries);
    for (const entry of result.entries) expect(after.get(entry.submission)!.place).toBe(entry.place);
  });
});

describe('where everybody read everything', () => {
  // Every juror of a panel moves every proposal alike: what is left is the mean, drawn towards the middle.
  const panel = (severity: number[], quality: number[]): Round =>
    roundOf(
      Object.fromEntries(
        quality.flatMap((q, i) =>
          severity.map((b, j) => [`s${i} j${j}`, [5 + b + q + ((i * 3 + j * 5) % 7) / 2 - 1.5]]),
        ),
      ),
      { scale: { min: 0, max: 20, step: 0.5 } },
    );

  it('severity cancels: the same order and the same distances for a strict and a mild panel', () => {
    const even = byId(rank(panel([0, 0, 0, 0], [0, 1, 2, 3, 4])).entries);
    const uneven = rank(panel([3, 0, 0, -2], [0, 1, 2, 3, 4]));
    for (const entry of uneven.entries) {
      expect(entry.place).toBe(even.get(entry.submission)!.place);
    }
    expect(uneven.jurors.map((juror) => Math.sign(juror.severity!))).toEqual([1, -1, -1, -1]);
  });

  it('shows scores around the level of the jury, nearer to it than the mean', () => {
    const { entries } = rank(panel([0, 0, 0, 0], [0, 1, 2, 3, 4]));
    const level = average(entries.map((entry) => entry.mean));
    expect(average(entries.map((entry) => entry.score))).toBeCloseTo(level, 5);
    for (const entry of entries)
      expect(Math.abs(entry.score - level)).toBeLessThanOrEqual(Math.abs(entry.mean - level) + 1e-6);
  });
});

describe('with little to go by', () => {
  it('one juror: the order of the scores', () => {
    const { entries } = rank(roundOf({ 'a j': [4], 'b j': [9], 'c j': [6] }));
    expect(entries.map((entry) => entry.submission)).toEqual(['b', 'c', 'a']);
  });

  it('all equal: all first, nobody told apart, and any place is possible', () => {
    const { entries } = rank(roundOf({ 'a i': [5], 'a j': [5], 'b i': [5], 'b j': [5] }));
    expect(entries).toMatchObject([
      { submission: 'a', place: 1, low: 1, high: 2, band: 1, score: 5 },
      { submission: 'b', place: 1, low: 1, high: 2, band: 1, score: 5 },
    ]);
  });

  it('two proposals with the same sheets share place and range', () => {
    const { entries } = rank(
      roundOf({
        'a i': [8],
        'a j': [6],
        'b i': [8],
        'b j': [6],
        'c i': [2],
        'c j': [3],
        'd i': [5],
        'd j': [4],
      }),
    );
    expect(entries.map((entry) => entry.place)).toEqual([1, 1, 3, 4]);
    expect(entries[0]).toMatchObject({ low: entries[1]!.low, high: entries[1]!.high });
  });

  it('no sheet at all: listed, not ranked', () => {
    const round = roundOf({}, { submissions: ['b', 'a'], jurors: ['j'] });
    expect(rank(round)).toEqual({
      method: 'calibrated',
      entries: [],
      jurors: [{ juror: 'j', sheets: 0, severity: null, spread: null, weight: null, flag: null }],
      unranked: ['a', 'b'],
      warnings: [],
    });
  });

  it('one proposal is first, and nowhere else', () => {
    expect(rank(roundOf({ 'a i': [3], 'a j': [9] })).entries).toMatchObject([{ place: 1, low: 1, high: 1 }]);
  });

  it('a strict reader is taken out of the score: less work of one juror is not a worse proposal', () => {
    // Two proposals everybody read say that "strict" gives three points less; x met strict and y did not.
    const sheets = Object.fromEntries(
      ['p', 'q', 'r', 's'].flatMap((id, i) => [
        [`${id} mild`, [5 + i]],
        [`${id} strict`, [2 + i]],
        [`${id} other`, [5 + i]],
      ]),
    );
    const round = roundOf({ ...sheets, 'x strict': [5], 'x mild': [8], 'y other': [7], 'y mild': [7] });
    const { entries, jurors } = rank(round);
    const place = (id: string) => entries.find((entry) => entry.submission === id)!.place;
    expect(place('x')).toBeLessThan(place('y'));
    expect(rank(round, 'mean').entries.find((entry) => entry.submission === 'x')!.score).toBeLessThan(7);
    expect(jurors.find((juror) => juror.juror === 'strict')!.severity).toBeLessThan(-1);
  });
});

describe('the warnings', () => {
  const codes = (round: Round) => rank(round).warnings.map((warning) => warning.code);

  it('name the groups of jurors that share no proposal', () => {
    const { warnings } = rank(
      roundOf({
        'a i': [3],
        'a j': [4],
        'b i': [5],
        'b j': [7],
        'c k': [4],
        'c l': [5],
        'd k': [6],
        'd l': [8],
      }),
    );
    expect(warnings).toContainEqual({
      code: 'not-connected',
      groups: [
        ['i', 'j'],
        ['k', 'l'],
      ],
    });
  });

  it('name the juror without whom another proposal would be first', () => {
    const round = roundOf({
      'a i': [9.5],
      'a j': [6],
      'a k': [6],
      'b i': [4],
      'b j': [7.5],
      'b k': [7.5],
      'c i': [3],
      'c j': [3],
      'c k': [3.5],
      'd i': [2],
      'd j': [2.5],
      'd k': [2],
    });
    const first = rank(round).entries[0]!.submission;
    const deciding = rank(round).warnings.filter((warning) => warning.code === 'one-juror-decides');
    expect(deciding.length).toBeGreaterThan(0);
    for (const { juror } of deciding) {
      const rest = rank({ ...round, scores: round.scores.filter((score) => score.juror !== juror) });
      expect(rest.entries[0]!.submission).not.toBe(first);
    }
  });

  it('notice batches of different quality, and then shrink no severity', () => {
    const random = seeded(3);
    const bell = () => random() + random() + random() + random() - 2;
    const sheets: Record<string, number[]> = {};
    // Each juror reads her own batch, and neighbours share its rims; quality climbs from batch to batch.
    for (let j = 0; j < 8; j++) {
      for (let i = j * 6; i < j * 6 + 9; i++)
        sheets[`s${String(i).padStart(2, '0')} j${j}`] = [Math.round(2 * (20 + i + 2 * bell())) / 2];
    }
    const round = roundOf(sheets, { scale: { min: 0, max: 100, step: 0.5 } });
    expect(codes(round)).toContain('unequal-batches');
    const { entries } = rank(round);
    expect(
      tauB(
        entries.map((entry) => entry.score),
        entries.map((entry) => Number(entry.submission.slice(1))),
      ),
    ).toBeGreaterThan(0.85);
    expect(codes(samples.p01!.round)).not.toContain('unequal-batches');
  });

  it('name a sheet that nobody would expect', () => {
    const sheets: Record<string, number[]> = {};
    for (let i = 0; i < 12; i++)
      for (let j = 0; j < 4; j++) sheets[`s${i} j${j}`] = [20 + i + ((i * 5 + j * 3) % 4) / 2];
    sheets['s3 j2'] = [40];
    const warnings = rank(roundOf(sheets, { scale: { min: 0, max: 50, step: 0.5 } })).warnings;
    expect(warnings).toContainEqual({
      code: 'unusual-sheet',
      submission: 's3',
      juror: 'j2',
      z: expect.any(Number),
    });
  });
});

it('where jurors were given some criteria only, each criterion is weighed by itself', () => {
  const criteria = [
    { id: 'a', weight: 2 },
    { id: 'b', weight: 1 },
  ];
  const sheets: Record<string, (number | null)[]> = {};
  for (let i = 0; i < 10; i++) {
    for (let j = 0; j < 2; j++) {
      sheets[`s${i} first${j}`] = [1 + i * 0.5 + j, null];
      // The second criterion runs the other way and weighs half.
      sheets[`s${i} second${j}`] = [null, 9 - i * 0.5 - j];
    }
  }
  const { entries } = rank(roundOf(sheets, { criteria, scale: { min: 0, max: 20, step: 0.5 } }));
  expect(entries.map((entry) => entry.submission)).toEqual(Array.from({ length: 10 }, (_, i) => `s${9 - i}`));
});

it('answers four hundred odd little rounds with places in range and finite numbers', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = seeded(seed * 7919);
    const some = (prefix: string, most: number) =>
      Array.from({ length: 1 + Math.floor(random() * most) }, (_, i) => `${prefix}${i}`);
    const [submissions, jurors] = [some('s', 8), some('j', 6)];
    const weights = [1, 5e-324, 1e-9, 1e300, 0.3];
    const criteria = some('c', 3).map((id) => ({ id, weight: weights[Math.floor(random() * 5)]! }));
    const [density, max] = [random(), 1 + Math.floor(random() * 5)];
    const pairs = submissions.flatMap((submission) => jurors.map((juror) => ({ submission, juror })));
    const scores = pairs
      .filter(() => random() < density)
      .flatMap((pair) =>
        criteria
          .filter(() => random() < 0.8)
          .map(({ id }) => ({ ...pair, criterion: id, score: Math.floor(random() * (max + 1)) })),
      );
    const conflicts = pairs.filter(() => random() < 0.1);
    const {
      entries,
      unranked,
      jurors: lines,
    } = rank({
      ...{ scale: { min: 0, max, step: 1 }, criteria, submissions, jurors, conflicts, scores },
    });
    expect(entries.length + unranked.length).toBe(submissions.length);
    for (const { low, place, high, score, plusMinus } of entries) {
      expect(low! <= place && place <= high! && high! <= entries.length).toBe(true);
      expect(Number.isFinite(score) && Number.isFinite(plusMinus)).toBe(true);
    }
    for (const { severity, spread, weight } of lines)
      expect([severity, spread, weight].every((one) => one === null || Number.isFinite(one))).toBe(true);
  }
});
