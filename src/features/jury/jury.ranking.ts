// The order of the proposals of one round, as plain arithmetic: weighted mean or median of the sheets.
// The same output for any order of the input. Results are frozen elsewhere; nothing here reads or writes.

export type Method = 'calibrated' | 'mean' | 'median';
export type Pair = { submission: string; juror: string };
export type Score = Pair & { criterion: string; score: number };

/** One scope, its criteria, one scale. A sheet is what one juror scored of one submission. */
export type Round = {
  scale: { min: number; max: number; step: number };
  criteria: { id: string; weight: number }[];
  submissions: string[];
  jurors: string[];
  conflicts: Pair[];
  scores: Score[];
  method?: Method;
};

export type Entry = {
  submission: string;
  place: number;
  low: number | null;
  high: number | null;
  score: number;
  plusMinus: number | null;
  band: number | null;
  sheets: number;
  mean: number;
};

export type JurorLine = {
  juror: string;
  sheets: number;
  severity: number | null;
  spread: number | null;
  weight: number | null;
  flag: string | null;
};

export type Warning = { code: 'fewer-than-two-sheets'; submission: string; sheets: number };

export type Ranking = {
  method: Method;
  entries: Entry[];
  jurors: JurorLine[];
  unranked: string[];
  warnings: Warning[];
};

const TIE = 1e-9;

/**
 * Expects a round that `checkRound` accepts: known ids, no score twice. Scores under a conflict are left out.
 * Values are counted from the low end of the scale, so a constant added to scale and scores moves no place.
 */
export function rank(round: Round, method: 'mean' | 'median'): Ranking {
  const { min } = round.scale;
  const sheets = sheetsOf(round);
  const bySubmission = new Map<string, number[]>(round.submissions.map((id) => [id, []]));
  const sheetsOfJuror = new Map<string, number>(round.jurors.map((id) => [id, 0]));
  for (const sheet of sheets) {
    bySubmission.get(sheet.submission)!.push(sheet.value);
    sheetsOfJuror.set(sheet.juror, sheetsOfJuror.get(sheet.juror)! + 1);
  }

  const scored: Scored[] = [];
  const unranked: string[] = [];
  for (const [submission, values] of bySubmission) {
    if (values.length === 0) {
      unranked.push(submission);
      continue;
    }
    values.sort((a, b) => a - b);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const score = method === 'mean' ? mean : medianOf(values);
    scored.push({ submission, score, mean, sheets: values.length });
  }

  const entries = inPlaces(scored).map(
    ({ submission, place, score, sheets: count, mean }): Entry => ({
      submission,
      place,
      low: null,
      high: null,
      score: sixDecimals(min + score),
      plusMinus: null,
      band: null,
      sheets: count,
      mean: sixDecimals(min + mean),
    }),
  );
  return {
    method,
    entries,
    jurors: [...round.jurors].sort(byCodeUnit).map((juror) => ({
      juror,
      sheets: sheetsOfJuror.get(juror)!,
      severity: null,
      spread: null,
      weight: null,
      flag: null,
    })),
    unranked: unranked.sort(byCodeUnit),
    warnings: entries
      .filter((entry) => entry.sheets < 2)
      .map(({ submission, sheets: count }): Warning => {
        return { code: 'fewer-than-two-sheets', submission, sheets: count };
      })
      .sort((a, b) => byCodeUnit(a.submission, b.submission)),
  };
}

type Sheet = Pair & { value: number };
type Scored = { submission: string; score: number; mean: number; sheets: number };

/** A sheet's value is its weighted mean over the criteria it scored, in points above the low end. */
function sheetsOf({ scale, criteria, conflicts, scores }: Round): Sheet[] {
  const order = [...criteria].sort((a, b) => byCodeUnit(a.id, b.id));
  const column = new Map(order.map(({ id }, index) => [id, index]));
  const blocked = new Map<string, Set<string>>();
  for (const { submission, juror } of conflicts) {
    blocked.set(submission, (blocked.get(submission) ?? new Set()).add(juror));
  }

  const rows = new Map<string, Map<string, (number | undefined)[]>>();
  for (const { submission, juror, criterion, score } of scores) {
    if (blocked.get(submission)?.has(juror)) continue;
    const ofSubmission = rows.get(submission) ?? new Map<string, (number | undefined)[]>();
    rows.set(submission, ofSubmission);
    const row = ofSubmission.get(juror) ?? new Array<number | undefined>(order.length).fill(undefined);
    ofSubmission.set(juror, row);
    row[column.get(criterion)!] = score - scale.min;
  }

  const sheets: Sheet[] = [];
  for (const [submission, ofSubmission] of rows) {
    for (const [juror, row] of ofSubmission) {
      sheets.push({ submission, juror, value: weightedMean(row, order) });
    }
  }
  return sheets;
}

/** Weights count relative to the heaviest one present: neither huge nor tiny weights leave the number range. */
function weightedMean(row: (number | undefined)[], criteria: Round['criteria']): number {
  let heaviest = 0;
  for (let c = 0; c < row.length; c++) {
    if (row[c] !== undefined && criteria[c]!.weight > heaviest) heaviest = criteria[c]!.weight;
  }
  let total = 0;
  let weights = 0;
  for (let c = 0; c < row.length; c++) {
    const value = row[c];
    if (value === undefined) continue;
    const weight = criteria[c]!.weight / heaviest;
    total += weight * value;
    weights += weight;
  }
  return total / weights;
}

/** `sorted` ascending, not empty. */
function medianOf(sorted: number[]): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Best first. Who is level with the first of a place shares it, listed by id; the next place skips. */
function inPlaces(scored: Scored[]): (Scored & { place: number })[] {
  const sorted = [...scored].sort((a, b) => b.score - a.score || byCodeUnit(a.submission, b.submission));
  const placed: (Scored & { place: number })[] = [];
  let start = 0;
  while (start < sorted.length) {
    let end = start + 1;
    while (end < sorted.length && sorted[start]!.score - sorted[end]!.score < TIE) end++;
    const level = sorted.slice(start, end).sort((a, b) => byCodeUnit(a.submission, b.submission));
    for (const one of level) placed.push({ ...one, place: start + 1 });
    start = end;
  }
  return placed;
}

/** Not localeCompare: the order must be the same on every machine. */
function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sixDecimals(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}
