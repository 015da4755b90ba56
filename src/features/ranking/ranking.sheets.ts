// From single scores to sheets: who read what, and what each sheet says, in points above the low end of the scale.
// Counting from the low end makes a constant added to scale and scores disappear before anything is computed.
import type { Round } from './ranking.round.ts';

export type Sheets = {
  /** Sorted by code unit; sheets and everything computed speak of them by position. */
  submissions: string[];
  jurors: string[];
  criteria: { id: string; weight: number }[];
  /** By sheet, ordered by submission, then juror. */
  of: Int32Array;
  by: Int32Array;
  /** By sheet and criterion (row by row); NaN where a sheet has no score. */
  scores: Float64Array;
};

/** Expects a round that `checkRound` accepts. Scores under a conflict are left out. */
export function sheetsOf({ scale, criteria, submissions, jurors, conflicts, scores }: Round): Sheets {
  const inOrder = [...submissions].sort(byCodeUnit);
  const people = [...jurors].sort(byCodeUnit);
  const weighted = [...criteria]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .map(({ id, weight }) => ({ id, weight }));
  const submissionAt = positions(inOrder);
  const jurorAt = positions(people);
  const criterionAt = positions(weighted.map(({ id }) => id));
  const keyOf = (submission: string, juror: string) =>
    submissionAt.get(submission)! * people.length + jurorAt.get(juror)!;

  const barred = new Set(conflicts.map(({ submission, juror }) => keyOf(submission, juror)));
  const counted: { key: number; column: number; score: number }[] = [];
  for (const { submission, juror, criterion, score } of scores) {
    const key = keyOf(submission, juror);
    if (barred.has(key)) continue;
    counted.push({ key, column: criterionAt.get(criterion)!, score: score - scale.min });
  }
  const keys = Float64Array.from(new Set(counted.map((one) => one.key))).sort();
  const sheetAt = new Map<number, number>();
  keys.forEach((key, sheet) => {
    sheetAt.set(key, sheet);
  });
  const table = new Float64Array(keys.length * weighted.length).fill(Number.NaN);
  for (const { key, column, score } of counted) table[sheetAt.get(key)! * weighted.length + column] = score;
  return {
    submissions: inOrder,
    jurors: people,
    criteria: weighted,
    of: Int32Array.from(keys, (key) => Math.floor(key / people.length)),
    by: Int32Array.from(keys, (key) => key % people.length),
    scores: table,
  };
}

/** For each sheet its weighted mean over the criteria it scored. */
export function plainValues(sheets: Sheets): Float64Array {
  return weightedValues(sheets, new Float64Array(sheets.criteria.length));
}

/**
 * For each sheet the weighted mean of (score − mean of that criterion), plus the mean of all:
 * a sheet that left out a criterion where everybody is low gains nothing by it.
 */
export function centredValues(sheets: Sheets): Float64Array {
  const means = criterionMeans(sheets);
  const values = weightedValues(sheets, means);
  let total = 0;
  let weights = 0;
  const heaviest = Math.max(...sheets.criteria.map(({ weight }) => weight));
  sheets.criteria.forEach(({ weight }, c) => {
    if (Number.isNaN(means[c]!)) return;
    total += (weight / heaviest) * means[c]!;
    weights += weight / heaviest;
  });
  const overall = weights > 0 ? total / weights : 0;
  return values.map((value) => value + overall);
}

/** The mean of each criterion over the sheets that scored it; NaN where none did. */
export function criterionMeans({ criteria, scores }: Sheets): Float64Array {
  const width = criteria.length;
  const sums = new Float64Array(width);
  const counts = new Float64Array(width);
  for (let at = 0; at < scores.length; at++) {
    if (Number.isNaN(scores[at]!)) continue;
    sums[at % width]! += scores[at]!;
    counts[at % width]! += 1;
  }
  return sums.map((sum, c) => sum / counts[c]!);
}

/** The share of criteria that sheets left out, 0 to 1. */
export function shareMissing({ scores }: Sheets): number {
  let missing = 0;
  for (let at = 0; at < scores.length; at++) if (Number.isNaN(scores[at]!)) missing += 1;
  return scores.length > 0 ? missing / scores.length : 0;
}

/** Weights count relative to the heaviest one present: neither huge nor tiny weights leave the number range. */
function weightedValues({ criteria, scores, of }: Sheets, from: Float64Array): Float64Array {
  const width = criteria.length;
  return Float64Array.from(of, (_, sheet) => {
    let heaviest = 0;
    for (let c = 0; c < width; c++) {
      if (!Number.isNaN(scores[sheet * width + c]!) && criteria[c]!.weight > heaviest)
        heaviest = criteria[c]!.weight;
    }
    let total = 0;
    let weights = 0;
    for (let c = 0; c < width; c++) {
      const score = scores[sheet * width + c]!;
      if (Number.isNaN(score)) continue;
      const weight = criteria[c]!.weight / heaviest;
      total += weight * (score - from[c]!);
      weights += weight;
    }
    return total / weights;
  });
}

function positions(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, at) => [id, at]));
}

/** Not localeCompare: the order must be the same on every machine. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sixDecimals(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}
