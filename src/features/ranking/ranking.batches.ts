// The batch test: did some jurors get better proposals than others? Where jurors choose for themselves, or rooms differ,
// a severity that is shrunk towards the others takes points from the good batch. Then severities are left unshrunk.
import { factorOf, type Reads, solve, systemOf } from './ranking.algebra.ts';
import { type Fit, HARDLY } from './ranking.model.ts';
import { normals } from './ranking.numbers.ts';

const DATA_SETS = 200;
const SEED = 20261122;
export const SUSPICIOUS = 0.03;

/**
 * The share of data sets, simulated from the fit on the same assignment, in which the jurors' batches differ at least
 * as much as in this round (exact below `SUSPICIOUS`, else a lower bound): the spread of the batch means, from least squares with unshrunk severities.
 */
export function batchTest(reads: Reads, y: Float64Array, fit: Fit): number {
  const { spread, noise, variances } = fit;
  const system = systemOf(reads, { spread, noise, pullOfQuality: HARDLY, pull: 0 });
  const factor = factorOf(system);
  const spreadOf = (values: Float64Array) =>
    batchSpread(reads, solve(system, values, factor, { precision: 1e-4 }).quality);
  const seen = spreadOf(y);
  const fill = normals(SEED);
  const { of, by } = reads;
  const [sdOfQuality, sdOfSeverity, sdOfError] = [
    Math.sqrt(variances.quality),
    Math.sqrt(variances.severity),
    Math.sqrt(variances.error),
  ];
  const quality = new Float64Array(reads.submissions);
  const severity = new Float64Array(reads.jurors);
  const error = new Float64Array(y.length);
  let atLeast = 1;
  for (let set = 0; set < DATA_SETS; set++) {
    for (const one of [quality, severity, error]) fill(one);
    const values = error.map((one, s) => {
      const [i, j] = [of[s]!, by[s]!];
      return (
        sdOfSeverity * severity[j]! +
        spread[j]! * (sdOfQuality * quality[i]! + sdOfError * Math.sqrt(noise[j]!) * one)
      );
    });
    if (spreadOf(values) >= seen) atLeast += 1;
    // Whatever comes, it will not be suspicious any more: most rounds are done after a few sets.
    if (atLeast / (DATA_SETS + 1) >= SUSPICIOUS) break;
  }
  return atLeast / (DATA_SETS + 1);
}

/** The variance of the mean quality of what each juror read. */
function batchSpread({ jurors, of, by }: Reads, quality: Float64Array): number {
  const sums = new Float64Array(jurors);
  const counts = new Float64Array(jurors);
  for (let s = 0; s < of.length; s++) {
    sums[by[s]!]! += quality[of[s]!]!;
    counts[by[s]!]! += 1;
  }
  const means = sums.map((sum, j) => sum / counts[j]!);
  const mean = means.reduce((total, one) => total + one, 0) / jurors;
  return means.reduce((total, one) => total + (one - mean) * (one - mean), 0) / jurors;
}
