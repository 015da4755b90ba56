// The plain methods: weighted mean or median of the sheets. They say nothing about chance.
import type { Packed } from './ranking.packed.ts';
import { inPlaces } from './ranking.places.ts';
import type { Entry, Ranking, Warning } from './ranking.round.ts';
import { byCodeUnit, plainValues, type Sheets, sheetsOf, sixDecimals } from './ranking.sheets.ts';

export function plainRanking(round: Packed, method: 'mean' | 'median'): Ranking {
  const { min } = round.scale;
  const sheets = sheetsOf(round);
  const { ranked, unranked } = whoIsRanked(sheets);
  const values = valuesBySubmission(sheets, plainValues(sheets));
  const means = ranked.map((i) => meanOf(values[i]!));
  const scores = method === 'mean' ? means : ranked.map((i) => medianOf(values[i]!));
  const entries = inPlaces(scores).map(
    ({ at, place }): Entry => ({
      submission: sheets.submissions[ranked[at]!]!,
      place,
      low: null,
      high: null,
      score: sixDecimals(min + scores[at]!),
      plusMinus: null,
      band: null,
      sheets: values[ranked[at]!]!.length,
      mean: sixDecimals(min + means[at]!),
    }),
  );
  const counts = sheetCounts(sheets);
  return {
    method,
    entries,
    jurors: sheets.jurors.map((juror, j) => {
      return { juror, sheets: counts[j]!, severity: null, spread: null, weight: null, flag: null };
    }),
    unranked,
    warnings: fewSheets(entries),
  };
}

/** Positions of the submissions with a sheet, and ids of those without. */
export function whoIsRanked(sheets: Sheets): { ranked: number[]; unranked: string[] } {
  const read = new Set(sheets.of);
  return {
    ranked: sheets.submissions.flatMap((_, i) => (read.has(i) ? [i] : [])),
    unranked: sheets.submissions.filter((_, i) => !read.has(i)),
  };
}

/** Ascending; by position of the submission. */
export function valuesBySubmission({ submissions, of }: Sheets, values: Float64Array): number[][] {
  const lists: number[][] = submissions.map(() => []);
  values.forEach((value, sheet) => {
    lists[of[sheet]!]!.push(value);
  });
  for (const list of lists) list.sort((a, b) => a - b);
  return lists;
}

/** By position of the juror. */
export function sheetCounts({ jurors, by }: Sheets): number[] {
  const counts = jurors.map(() => 0);
  for (const j of by) counts[j]! += 1;
  return counts;
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** `sorted` ascending, not empty. */
function medianOf(sorted: readonly number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

export function fewSheets(entries: readonly Entry[]): Warning[] {
  return entries
    .filter((entry) => entry.sheets < 2)
    .map(({ submission, sheets: count }): Warning => {
      return { code: 'fewer-than-two-sheets', submission, sheets: count };
    })
    .sort((a, b) => ('submission' in a && 'submission' in b ? byCodeUnit(a.submission, b.submission) : 0));
}
