// The arithmetic below the ranking, against what can be computed another way.
import {
  factorOf,
  inverseOf,
  readsOf,
  solve,
  systemOf,
  withoutJuror,
} from '../../../src/features/ranking/ranking.algebra';
import { exp, log, normals } from '../../../src/features/ranking/ranking.numbers';
import { seeded } from './rounds';

it('knows exponentials and logarithms to the last digits', () => {
  for (let x = -12; x <= 12; x += 0.037) {
    expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
    expect(Math.abs(log(Math.exp(x)) - x)).toBeLessThan(1e-13);
  }
  expect([exp(0), log(1)]).toEqual([1, 0]);
});

it('draws normal numbers, the same for the same seed', () => {
  const draw = (seed: number, lengths = [20_000]) => {
    const fill = normals(seed);
    return lengths.flatMap((length) => {
      const row = new Float64Array(length);
      fill(row);
      return [...row];
    });
  };
  const one = draw(1);
  expect(draw(1)).toEqual(one);
  expect(draw(2)).not.toEqual(one);
  expect(draw(1, [3, 0, 1, 5, 19_991])).toEqual(one);
  const mean = one.reduce((sum, x) => sum + x, 0) / one.length;
  const variance = one.reduce((sum, x) => sum + x * x, 0) / one.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  expect(one.filter((x) => Math.abs(x) < 1.959964).length / one.length).toBeCloseTo(0.95, 2);
});

describe('the system of the jurors', () => {
  const random = seeded(11);
  const [submissions, jurors] = [9, 4];
  const pairs = Array.from({ length: submissions }, (_, i) =>
    [i, i + 1 + (i % 2)].map((j) => [i, j % jurors] as const),
  )
    .flat()
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const reads = readsOf({
    submissions,
    jurors,
    of: Int32Array.from(pairs, ([i]) => i),
    by: Int32Array.from(pairs, ([, j]) => j),
  });
  const y = Float64Array.from(pairs, () => 10 * random());
  const given = {
    spread: Float64Array.from([1, 1.2, 0.8, 1.1]),
    noise: Float64Array.from([1, 2, 0.5, 1.5]),
    pullOfQuality: 0.9,
    pull: 2,
  };

  /** All normal equations at once, levels and qualities together, by plain elimination. */
  function byElimination(kept: (j: number) => boolean): number[] {
    const size = jurors + submissions;
    const a = Array.from({ length: size }, () => new Array<number>(size + 1).fill(0));
    pairs.forEach(([i, j], s) => {
      if (!kept(j)) return;
      const spread = given.spread[j]!;
      const p = 1 / (given.noise[j]! * spread * spread);
      const row = jurors + i;
      a[j]![j]! += p;
      a[j]![row]! += p * spread;
      a[row]![j]! += p * spread;
      a[row]![row]! += p * spread * spread;
      a[j]![size]! += p * y[s]!;
      a[row]![size]! += p * spread * y[s]!;
    });
    for (let i = 0; i < submissions; i++) a[jurors + i]![jurors + i]! += given.pullOfQuality;
    for (let j = 0; j < jurors; j++)
      for (let k = 0; k < jurors; k++) a[j]![k]! += given.pull * ((j === k ? 1 : 0) - 1 / jurors);
    for (let c = 0; c < size; c++) {
      for (let r = 0; r < size; r++) {
        if (r === c) continue;
        const factor = a[r]![c]! / a[c]![c]!;
        for (let k = c; k <= size; k++) a[r]![k]! -= factor * a[c]![k]!;
      }
    }
    return a.map((row, r) => row[size]! / row[r]!);
  }
  const near = (found: number[], wanted: number[]) =>
    found.forEach((value, at) => {
      expect(value).toBeCloseTo(wanted[at]!, 8);
    });

  it('is solved alike by elimination, by its factor and by conjugate gradients', () => {
    const wanted = byElimination(() => true);
    const system = systemOf(reads, given);
    for (const factor of [factorOf(system), null]) {
      const { level, quality } = solve(system, y, factor);
      near([...level, ...quality], wanted);
    }
  });

  it('knows its inverse', () => {
    const system = systemOf(reads, given);
    const factor = factorOf(system)!;
    const inverse = inverseOf(factor, jurors);
    for (let j = 0; j < jurors; j++) {
      for (let k = 0; k < jurors; k++) {
        let sum = 0;
        for (let m = 0; m < jurors; m++) {
          let a = 0;
          const [low, high] = [Math.min(j, m), Math.max(j, m)];
          for (let n = 0; n <= low; n++) a += factor[low * jurors + n]! * factor[high * jurors + n]!;
          sum += a * inverse[m * jurors + k]!;
        }
        expect(sum).toBeCloseTo(j === k ? 1 : 0, 10);
      }
    }
  });

  it('forgets one juror as if there had been no sheet of theirs', () => {
    const wanted = byElimination((j) => j !== 2);
    const { quality } = solve(withoutJuror(systemOf(reads, given), 2), y, null);
    near([...quality], wanted.slice(jurors));
  });
});
