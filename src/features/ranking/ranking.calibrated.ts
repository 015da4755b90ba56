// The calibrated ranking of a round: fits the model to its sheets, orders the proposals, says how sure that is.
import { type Reads, readsOf } from './ranking.algebra.ts';
import { batchTest, SUSPICIOUS } from './ranking.batches.ts';
import { CAUTION, drawQualities, drawsFor, spreadOfDraws } from './ranking.draws.ts';
import { type Fit, fitModel, type Severities } from './ranking.model.ts';
import type { Packed } from './ranking.packed.ts';
import { inPlaces, uncertaintyOf } from './ranking.places.ts';
import { meanOf, sheetCounts, valuesBySubmission, whoIsRanked } from './ranking.plain.ts';
import type { Entry, JurorLine, Ranking } from './ranking.round.ts';
import {
  centredValues,
  plainValues,
  type Sheets,
  shareMissing,
  sheetsOf,
  sixDecimals,
} from './ranking.sheets.ts';
import { warningsOf } from './ranking.warnings.ts';

/** With more left out than this, jurors saw different criteria by design: each is fitted by itself. */
const MISSING_BY_DESIGN = 0.2;

/** One fit that the result is made of: the whole sheets, or one criterion of them. */
export type Part = {
  weight: number;
  reads: Reads;
  y: Float64Array;
  fit: Fit | null;
  /** Where submissions and jurors of this part stand among those of the round. */
  submissionAt: Int32Array;
  jurorAt: Int32Array;
};

export function calibratedRanking(round: Packed): Ranking {
  const { min } = round.scale;
  const sheets = sheetsOf(round);
  const { ranked, unranked } = whoIsRanked(sheets);
  const counts = sheetCounts(sheets);
  if (ranked.length === 0) {
    const jurors = sheets.jurors.map((juror, j) => jurorLine(juror, counts[j]!, []));
    return { method: 'calibrated', entries: [], jurors, unranked, warnings: [] };
  }

  let whole = partOf(sheets, centredValues(sheets), 1, 'shrunk');
  const p = whole.fit ? batchTest(whole.reads, whole.y, whole.fit) : 1;
  const severities: Severities = p < SUSPICIOUS ? 'fixed' : 'shrunk';
  if (severities === 'fixed') whole = partOf(sheets, whole.y, 1, severities);
  const parts = shareMissing(sheets) > MISSING_BY_DESIGN ? byCriterion(sheets, severities) : [whole];

  const quality = new Float64Array(sheets.submissions.length);
  const doubt = new Float64Array(sheets.submissions.length);
  let level = 0;
  for (const { weight, y, fit: found, submissionAt } of parts) {
    level += weight * (found ? found.level : meanOf([...y]));
    found?.quality.forEach((one, i) => {
      quality[submissionAt[i]!]! += weight * one;
      doubt[submissionAt[i]!]! += weight * weight * found.qualitySd[i]! * found.qualitySd[i]!;
    });
  }

  const placed = inPlaces(ranked.map((i) => quality[i]!));
  const draws = drawsOf(parts, ranked);
  const uncertain = uncertaintyOf(placed, draws);
  // Where nothing is pulled, all proposals may shift together: only what parts them from each other is a doubt.
  const drawn = severities === 'fixed' ? spreadOfDraws(draws, ranked.length) : null;
  const values = valuesBySubmission(sheets, plainValues(sheets));
  const alike = parts.every((part) => part.fit === null);
  const entries = placed.map(({ at, place }, i): Entry => {
    const index = ranked[at]!;
    return {
      submission: sheets.submissions[index]!,
      place,
      low: uncertain[i]!.low,
      high: alike ? ranked.length : uncertain[i]!.high,
      score: sixDecimals(min + level + quality[index]!),
      plusMinus: sixDecimals(drawn ? drawn[at]! : CAUTION * Math.sqrt(doubt[index]!)),
      band: uncertain[i]!.band,
      sheets: values[index]!.length,
      mean: sixDecimals(min + meanOf(values[index]!)),
    };
  });
  return {
    method: 'calibrated',
    entries,
    jurors: sheets.jurors.map((juror, j) => jurorLine(juror, counts[j]!, tracesOf(parts, j))),
    unranked,
    warnings: warningsOf(sheets, whole, entries, p),
  };
}

/** The sheets as a fit wants them: only submissions and jurors that occur, by position. */
function partOf(sheets: Sheets, values: Float64Array, weight: number, severities: Severities): Part {
  const used = Array.from(values, (_, s) => s).filter((s) => !Number.isNaN(values[s]!));
  const submissionAt = Int32Array.from(new Set(used.map((s) => sheets.of[s]!))).sort();
  const jurorAt = Int32Array.from(new Set(used.map((s) => sheets.by[s]!))).sort();
  const submissionOf = new Map(Array.from(submissionAt, (index, i) => [index, i]));
  const jurorOf = new Map(Array.from(jurorAt, (index, j) => [index, j]));
  const reads = readsOf({
    submissions: submissionAt.length,
    jurors: jurorAt.length,
    of: Int32Array.from(used, (s) => submissionOf.get(sheets.of[s]!)!),
    by: Int32Array.from(used, (s) => jurorOf.get(sheets.by[s]!)!),
  });
  const y = Float64Array.from(used, (s) => values[s]!);
  return { weight, reads, y, fit: fitModel(reads, y, severities), submissionAt, jurorAt };
}

function byCriterion(sheets: Sheets, severities: Severities): Part[] {
  const width = sheets.criteria.length;
  const scored = sheets.criteria
    .map(({ weight }, c) => ({ weight, values: sheets.scores.filter((_, at) => at % width === c) }))
    .filter(({ values }) => values.some((value) => !Number.isNaN(value)));
  const heaviest = Math.max(...scored.map(({ weight }) => weight));
  const total = scored.reduce((sum, { weight }) => sum + weight / heaviest, 0);
  return scored.map(({ weight, values }) => partOf(sheets, values, weight / heaviest / total, severities));
}

/** For each ranked submission its drawn qualities. */
function drawsOf(parts: readonly Part[], ranked: readonly number[]): Float32Array {
  const count = drawsFor(ranked.length);
  const draws = new Float32Array(count * ranked.length);
  const rankedAt = new Map(ranked.map((index, i) => [index, i]));
  parts.forEach(({ fit: found, weight, submissionAt }, seed) => {
    const at = Int32Array.from(submissionAt, (index) => rankedAt.get(index)!);
    if (found) drawQualities(found, { at, weight, seed, count }, draws);
  });
  return draws;
}

type Trace = { share: number; severity: number; spread: number; noise: number };

/** What the fits say of one juror, weighted. */
function tracesOf(parts: readonly Part[], juror: number): Trace[] {
  return parts.flatMap(({ fit: found, weight, jurorAt }) => {
    const j = jurorAt.indexOf(juror);
    if (!found || j < 0) return [];
    const [severity, spread, noise] = [found.severity[j]!, found.spread[j]!, found.noise[j]!];
    // A criterion whose weight is lost beside another's still tells who was strict.
    return [{ share: Math.max(weight, 1e-12), severity, spread, noise }];
  });
}

function jurorLine(juror: string, sheets: number, traces: readonly Trace[]): JurorLine {
  if (traces.length === 0) return { juror, sheets, severity: null, spread: null, weight: null, flag: null };
  const shares = traces.reduce((sum, one) => sum + one.share, 0);
  const average = (of: (one: Trace) => number) =>
    traces.reduce((sum, one) => sum + one.share * of(one), 0) / shares;
  const spread = average((one) => one.spread);
  const noise = average((one) => one.noise);
  return {
    juror,
    sheets,
    severity: sixDecimals(average((one) => one.severity)),
    spread: sixDecimals(spread),
    weight: sixDecimals(1 / noise),
    flag: noise > 2 ? 'disagrees' : spread < 0.7 ? 'narrow-range' : null,
  };
}
