// How else the round could have come out: joint draws of all qualities from their posterior.
import { factorOf, solveTransposed } from './ranking.algebra.ts';
import type { Fit } from './ranking.model.ts';
import { normals } from './ranking.numbers.ts';

const DRAWS = 1000;
/** In all: beyond it fewer for each proposal, so that time and memory stay in proportion. */
const DRAWS_IN_ALL = 4_000_000;
const FEWEST_DRAWS = 400;

/** How often each of so many proposals is drawn; a multiple of 20. */
export function drawsFor(proposals: number): number {
  const affordable = Math.floor(DRAWS_IN_ALL / proposals / 20) * 20;
  return Math.min(DRAWS, Math.max(FEWEST_DRAWS, affordable));
}

/** Plug-in constants understate the posterior; measured on rounds with known truth. */
export const CAUTION = 1.15;
const SEED = 20261121;

/**
 * Adds `weight` times the drawn qualities to `into`, where submission i of this fit has its `count` draws from
 * `at[i]` · count on. In each draw come severities first, then qualities given them.
 * Chance is handed out in the order of the estimates, not of the ids: renaming changes nothing.
 */
export function drawQualities(
  { system, quality, severity, variances }: Fit,
  { at, weight, seed, count }: { at: Int32Array; weight: number; seed: number; count: number },
  into: Float32Array,
): void {
  const { reads, qualityWeight, depth } = system;
  const fill = normals(SEED + seed);
  const sd = CAUTION * Math.sqrt(variances.error);
  const levels = drawLevels({ system, severity, count }, fill);
  const row = new Float64Array(count);
  for (const i of orderOf(quality)) {
    fill(row);
    const end = reads.startOf[i + 1]!;
    // Jurors by two, so that the row goes through once for both.
    let s = reads.startOf[i]!;
    let deep = Math.sqrt(depth[i]!);
    for (; s + 1 < end; s += 2) {
      const [j, k] = [reads.by[s]!, reads.by[s + 1]!];
      const [pull, pullOfNext] = [qualityWeight[j]!, qualityWeight[k]!];
      const [own, next] = [j * count, k * count];
      for (let draw = 0; draw < count; draw++)
        row[draw] = row[draw]! * deep - pull * levels[own + draw]! - pullOfNext * levels[next + draw]!;
      deep = 1;
    }
    const rest = s < end ? qualityWeight[reads.by[s]!]! : 0;
    const last = s < end ? reads.by[s]! * count : 0;
    const mean = quality[i]!;
    const fall = depth[i]!;
    const to = at[i]! * count;
    for (let draw = 0; draw < count; draw++) {
      const moved = row[draw]! * deep - rest * levels[last + draw]!;
      into[to + draw]! += weight * (mean + (sd * moved) / fall);
    }
  }
}

/** By juror: how far each draw moves the level, in units of s_e. */
function drawLevels(
  { system, severity, count }: Pick<Fit, 'system' | 'severity'> & { count: number },
  fill: (into: Float64Array) => void,
) {
  const size = severity.length;
  const order = orderOf(severity);
  const factor = factorOf(system, order);
  const levels = new Float64Array(size * count);
  const row = new Float64Array(size);
  const alone = Float64Array.from(order, (j) => Math.sqrt(system.diagonal[j]!));
  for (let draw = 0; draw < count; draw++) {
    fill(row);
    if (factor) solveTransposed(factor, row);
    else for (let place = 0; place < size; place++) row[place]! /= alone[place]!;
    for (let place = 0; place < size; place++) levels[order[place]! * count + draw] = row[place]!;
  }
  return levels;
}

function orderOf(values: Float64Array): Int32Array {
  return Int32Array.from(values, (_, at) => at).sort((a, b) => values[b]! - values[a]! || a - b);
}

/** For each of so many submissions the standard deviation of its distance from the mean of its draw. */
export function spreadOfDraws(draws: Float32Array, submissions: number): Float64Array {
  const count = draws.length / submissions;
  const means = new Float64Array(count);
  for (let at = 0; at < draws.length; at++) means[at % count]! += draws[at]! / submissions;
  const spread = new Float64Array(submissions);
  for (let i = 0; i < submissions; i++) {
    let sum = 0;
    let squares = 0;
    for (let draw = 0; draw < count; draw++) {
      const distance = draws[i * count + draw]! - means[draw]!;
      sum += distance;
      squares += distance * distance;
    }
    spread[i] = Math.sqrt(Math.max(0, squares / count - (sum / count) * (sum / count)));
  }
  return spread;
}
