// The calibrated score: the reviewer model of Platt and Burges (NeurIPS 2014 calibration) with a mild spread and a
// reliability for each juror. What one juror says of one proposal is taken to be
//   y = level + severity_j + spread_j · (quality_i + error),  error ~ N(0, s_e² · noise_j),
//   quality ~ N(0, s_q²), severity ~ N(0, s_b²), log spread ~ N(0, 0.15²), noise inverse-gamma with ν = 8, kept in 0.5 … 4.
// All of it is estimated from the round itself, in twelve rounds of expectation and maximisation.
import { factorOf, inverseOf, type Reads, type System, solve, systemOf } from './ranking.algebra.ts';
import { exp, log } from './ranking.numbers.ts';

const ROUNDS = 12;
const LOG_SPREAD_VARIANCE = 0.15 * 0.15;
const NOISE_FREEDOM = 8;
const [LEAST_NOISE, MOST_NOISE] = [0.5, 4];

export type Fit = {
  /** What the jury as a whole gives, in points above the low end. */
  level: number;
  /** By submission, in points around 0. */
  quality: Float64Array;
  /** By submission: the posterior standard deviation of its quality, before `CAUTION`. */
  qualitySd: Float64Array;
  /** By juror. */
  severity: Float64Array;
  spread: Float64Array;
  noise: Float64Array;
  /** s_e², s_q², s_b². */
  variances: { error: number; quality: number; severity: number };
  system: System;
  factor: Float64Array | null;
};

/**
 * Severities are pulled towards each other, or left where the sheets put them (see ranking.batches.ts). Then qualities
 * must not be pulled either, or a good batch would be taken for a generous juror: only so much that groups of jurors
 * that share nothing meet in the middle.
 */
export type Severities = 'shrunk' | 'fixed';
export const HARDLY = 0.005;

/** `y`: one value a sheet. Null where all sheets say the same: then nothing can be told apart. */
export function fitModel(reads: Reads, y: Float64Array, severities: Severities): Fit | null {
  const total = variance(y);
  if (total < 1e-18) return null;
  let error = total / 2.4;
  let quality = error;
  let severity = 0.4 * error;
  let spread: Float64Array = new Float64Array(reads.jurors).fill(1);
  let noise: Float64Array = new Float64Array(reads.jurors).fill(1);
  const sheetsOfJuror = new Float64Array(reads.jurors);
  for (const j of reads.by) sheetsOfJuror[j]! += 1;

  let levels: Float64Array | undefined;
  const expect = () => {
    const pulls =
      severities === 'fixed'
        ? { pullOfQuality: HARDLY, pull: 0 }
        : { pullOfQuality: error / quality, pull: error / severity };
    const system = systemOf(reads, { spread, noise, ...pulls });
    const factor = factorOf(system);
    const solved = solve(system, y, factor, { guess: levels });
    levels = solved.level;
    return { system, factor, ...solved, ...momentsOf(system, factor, error) };
  };

  for (let round = 0; round < ROUNDS; round++) {
    const now = expect();
    const sums = sumsOf(reads, y, now);
    spread = spread.map((one, j) => newSpread(one, sums, j, sheetsOfJuror[j]!, error * noise[j]!));
    const squares = spread.map(
      (a, j) => sums.level[j]! / (a * a) - (2 * sums.both[j]!) / a + sums.quality[j]!,
    );
    noise = squares.map((square, j) =>
      within((NOISE_FREEDOM + square / error) / (NOISE_FREEDOM + sheetsOfJuror[j]!), LEAST_NOISE, MOST_NOISE),
    );
    const residual = squares.reduce((sum, square, j) => sum + square / noise[j]!, 0) / y.length;
    error = (error + residual) / 2;
    quality = (sum(now.quality, now.qualityVariance) + 4 * error) / (reads.submissions + 4);
    severity = (sumOfSeverities(now) + 0.3 * error) / (reads.jurors + 1);
  }

  const last = expect();
  const level = last.level.reduce((total, one) => total + one, 0) / reads.jurors;
  return {
    level,
    quality: last.quality,
    qualitySd: last.qualityVariance.map((one) => Math.sqrt(one)),
    severity: last.level.map((one) => one - level),
    spread,
    noise,
    variances: { error, quality, severity },
    system: last.system,
    factor: last.factor,
  };
}

type Moments = {
  qualityVariance: Float64Array;
  levelVariance: Float64Array;
  /** By juror: the variance of the juror's distance from the mean of all. */
  severityVariance: Float64Array;
  /** By sheet: of its quality and its level. */
  covariance: Float64Array;
};

/** Posterior variances; without a factor the levels of a large jury are taken as independent. */
function momentsOf(system: System, factor: Float64Array | null, error: number): Moments {
  const { reads, qualityWeight, depth, diagonal } = system;
  const { submissions, by, startOf, jurors: size } = reads;
  const inverse = factor && inverseOf(factor, size);
  const entry = (j: number, k: number) => (inverse ? inverse[j * size + k]! : j === k ? 1 / diagonal[j]! : 0);
  const levelVariance = new Float64Array(size);
  const severityVariance = new Float64Array(size);
  let all = 0;
  const rows = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    if (inverse) for (let k = 0; k < size; k++) rows[j]! += inverse[j * size + k]! / size;
    else rows[j] = entry(j, j) / size;
    all += rows[j]! / size;
  }
  for (let j = 0; j < size; j++) {
    levelVariance[j] = error * entry(j, j);
    severityVariance[j] = error * Math.max(0, entry(j, j) - 2 * rows[j]! + all);
  }
  const qualityVariance = depth.map((one) => error / one);
  const covariance = new Float64Array(by.length);
  for (let i = 0; i < submissions; i++) {
    const [start, end] = [startOf[i]!, startOf[i + 1]!];
    const deep = depth[i]!;
    for (let s = start; s < end; s++) {
      let reach = 0;
      for (let t = start; t < end; t++) reach += qualityWeight[by[t]!]! * entry(by[t]!, by[s]!);
      covariance[s] = (-error * reach) / deep;
      qualityVariance[i]! += (error * qualityWeight[by[s]!]! * reach) / (deep * deep);
    }
  }
  return { qualityVariance, levelVariance, severityVariance, covariance };
}

type Sums = { level: Float64Array; both: Float64Array; quality: Float64Array };

/** By juror, over the sheets: E (y − β)², E (y − β) q and E q². */
function sumsOf(
  { of, by, jurors }: Reads,
  y: Float64Array,
  now: Moments & { level: Float64Array; quality: Float64Array },
): Sums {
  const sums = {
    level: new Float64Array(jurors),
    both: new Float64Array(jurors),
    quality: new Float64Array(jurors),
  };
  for (let s = 0; s < of.length; s++) {
    const [i, j] = [of[s]!, by[s]!];
    const above = y[s]! - now.level[j]!;
    const q = now.quality[i]!;
    sums.level[j]! += above * above + now.levelVariance[j]!;
    sums.both[j]! += above * q - now.covariance[s]!;
    sums.quality[j]! += q * q + now.qualityVariance[i]!;
  }
  return sums;
}

/**
 * The log spread l that is most likely: Newton on
 * −n·l − (L·e^(−2l) − 2·B·e^(−l) + Q) / (2·variance) − l² / (2·0.15²), steps at most 0.3, |l| at most 1.
 */
function newSpread(start: number, sums: Sums, j: number, sheets: number, noise: number): number {
  const [above, both] = [sums.level[j]! / noise, sums.both[j]! / noise];
  let a = start;
  let l = log(start);
  for (let round = 0; round < 50; round++) {
    const slope = -sheets + above / (a * a) - both / a - l / LOG_SPREAD_VARIANCE;
    const bend = (-2 * above) / (a * a) + both / a - 1 / LOG_SPREAD_VARIANCE;
    // Where the curve bends the wrong way, walk uphill.
    const step = within(bend < 0 ? -slope / bend : slope, -0.3, 0.3);
    const next = within(l + step, -1, 1);
    const moved = Math.abs(next - l);
    l = next;
    a = exp(l);
    if (moved < 1e-12) break;
  }
  return a;
}

/** Σ E of squared values with their variances. */
function sum(values: Float64Array, variances: Float64Array): number {
  return values.reduce((total, one, at) => total + one * one + variances[at]!, 0);
}

function sumOfSeverities(now: Moments & { level: Float64Array }): number {
  const mean = now.level.reduce((total, one) => total + one, 0) / now.level.length;
  return sum(
    now.level.map((one) => one - mean),
    now.severityVariance,
  );
}

function variance(y: Float64Array): number {
  const mean = y.reduce((total, one) => total + one, 0) / y.length;
  return y.reduce((total, one) => total + (one - mean) * (one - mean), 0) / y.length;
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
