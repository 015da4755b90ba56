// From single scores to sheets: who read what, and what each sheet says, in points above the low end of the scale.
// Counting from the low end makes a constant added to scale and scores disappear before anything is computed.
import type { Packed } from './ranking.packed.ts';

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
export function sheetsOf({ scale, criteria, submissions, jurors, conflicts, scores }: Packed): Sheets {
  const inOrder = [...submissions].sort(byCodeUnit);
  const people = [...jurors].sort(byCodeUnit);
  const weighted = [...criteria]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .map(({ id, weight }) => ({ id, weight }));
  const submissionAt = positions(inOrder);
  const jurorAt = positions(people);
  const criterionAt = positions(weighted.map(({ id }) => id));
  const keyOf = (submission: number, juror: number) => submission * people.length + juror;

  const barred = new Set(
    conflicts.map(({ submission, juror }) => keyOf(submissionAt.get(submission)!, jurorAt.get(juror)!)),
  );
  const { submission, juror, criterion, points } = scores;
  const ofId = Int32Array.from(submission.ids, (id) => submissionAt.get(id)!);
  const byId = Int32Array.from(juror.ids, (id) => jurorAt.get(id)!);
  const columnOfId = Int32Array.from(criterion.ids, (id) => criterionAt.get(id)!);
  const starts = runsOf(submission.at, juror.at).filter(
    (n) => barred.size === 0 || !barred.has(keyOf(ofId[submission.at[n]!]!, byId[juror.at[n]!]!)),
  );
  const byJuror = sortedBy(starts, people.length, (n) => byId[juror.at[n]!]!);
  const ordered = sortedBy(byJuror, inOrder.length, (n) => ofId[submission.at[n]!]!);

  const width = weighted.length;
  const of = new Int32Array(ordered.length);
  const by = new Int32Array(ordered.length);
  const table = new Float64Array(ordered.length * width).fill(Number.NaN);
  let sheets = 0;
  for (const start of ordered) {
    const [i, j] = [ofId[submission.at[start]!]!, byId[juror.at[start]!]!];
    const goesOn = sheets > 0 && of[sheets - 1] === i && by[sheets - 1] === j;
    const sheet = goesOn ? sheets - 1 : sheets++;
    of[sheet] = i;
    by[sheet] = j;
    for (let n = start; n < points.length && sameSheet(submission.at, juror.at, start, n); n++)
      table[sheet * width + columnOfId[criterion.at[n]!]!] = points[n]! - scale.min;
  }
  return {
    submissions: inOrder,
    jurors: people,
    criteria: weighted,
    of: of.slice(0, sheets),
    by: by.slice(0, sheets),
    scores: table.slice(0, sheets * width),
  };
}

/** Where a sheet begins or, in a mixed file, goes on: scores of one that follow each other are taken at once. */
function runsOf(submission: Int32Array, juror: Int32Array): Int32Array {
  const starts = new Int32Array(submission.length);
  let runs = 0;
  for (let n = 0; n < submission.length; n++)
    if (n === 0 || !sameSheet(submission, juror, n - 1, n)) starts[runs++] = n;
  return starts.slice(0, runs);
}

function sameSheet(submission: Int32Array, juror: Int32Array, one: number, other: number): boolean {
  return submission[one] === submission[other] && juror[one] === juror[other];
}

/** By a key from 0 to below `keys`; who has the same stays in order. */
function sortedBy(values: Int32Array, keys: number, keyOf: (value: number) => number): Int32Array {
  const startOf = new Int32Array(keys + 1);
  for (const value of values) startOf[keyOf(value) + 1]! += 1;
  for (let key = 0; key < keys; key++) startOf[key + 1]! += startOf[key]!;
  const sorted = new Int32Array(values.length);
  for (const value of values) sorted[startOf[keyOf(value)]!++] = value;
  return sorted;
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
