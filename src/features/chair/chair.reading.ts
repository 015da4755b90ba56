// What a chair should talk about, read out of the scores: where jurors disagree, and why another way of
// counting has another winner. Pure; everything in points of the scale.
import type { Ranking, Round } from '../ranking/ranking.round';

/** One sheet as a number: the weighted mean of its scores. */
export interface SheetMean {
  submission: string;
  juror: string;
  mean: number;
}

export function sheetMeans(round: Round): SheetMean[] {
  const barred = new Set(round.conflicts.map((pair) => `${pair.submission} ${pair.juror}`));
  const weights = new Map(round.criteria.map((one) => [one.id, one.weight]));
  const sums = new Map<string, { submission: string; juror: string; sum: number; weight: number }>();
  for (const { submission, juror, criterion, score } of round.scores) {
    const key = `${submission} ${juror}`;
    const weight = weights.get(criterion);
    if (weight === undefined || barred.has(key)) continue;
    const sheet = sums.get(key) ?? { submission, juror, sum: 0, weight: 0 };
    sums.set(key, { ...sheet, sum: sheet.sum + weight * score, weight: sheet.weight + weight });
  }
  return [...sums.values()].map(({ submission, juror, sum, weight }) => ({
    submission,
    juror,
    mean: sum / weight,
  }));
}

/** Two sheets of one proposal further apart than this share of the scale, strictness taken out. */
const STRONG = 0.35;

export interface Disagreement {
  submission: string;
  high: { juror: string; mean: number };
  low: { juror: string; mean: number };
  /** Between the two, without how strict or generous they are elsewhere. */
  difference: number;
  /** Where the two are furthest apart. */
  criterion: { id: string; high: number; low: number } | undefined;
}

/** The strongest first. */
export function disagreements(round: Round, ranking: Ranking): Disagreement[] {
  const severity = severities(ranking);
  const range = round.scale.max - round.scale.min;
  const found = groupedBy(sheetMeans(round), (sheet) => sheet.submission).flatMap(
    (sheets): Disagreement[] => {
      const fair = sheets
        .map((sheet) => ({ ...sheet, fair: sheet.mean - (severity.get(sheet.juror) ?? 0) }))
        .sort((a, b) => b.fair - a.fair);
      const [high, low] = [fair[0]!, fair.at(-1)!];
      const difference = high.fair - low.fair;
      if (fair.length < 2 || difference < STRONG * range) return [];
      const { submission } = high;
      return [
        { submission, high, low, difference, criterion: furthest(round, submission, high.juror, low.juror) },
      ];
    },
  );
  return found.sort((a, b) => b.difference - a.difference);
}

function furthest(round: Round, submission: string, high: string, low: string): Disagreement['criterion'] {
  const scoreOf = (juror: string, criterion: string) =>
    round.scores.find(
      (one) => one.submission === submission && one.juror === juror && one.criterion === criterion,
    )?.score;
  return round.criteria
    .flatMap(({ id }) => {
      const [above, below] = [scoreOf(high, id), scoreOf(low, id)];
      return above === undefined || below === undefined ? [] : [{ id, high: above, low: below }];
    })
    .sort((a, b) => b.high - b.low - (a.high - a.low))[0];
}

/** Smaller differences of strictness than this share of the scale explain nothing. */
const NOTABLE = 0.04;

export type Reason =
  /** The readers of `generous` are so many points more generous than those of `strict`. */
  | {
      kind: 'strictness';
      generous: string;
      strict: string;
      points: number;
      jurors: string[];
      strictJurors: string[];
    }
  /** The calibrated score is pulled further to the average where there are fewer sheets. */
  | { kind: 'few'; few: string; sheets: number; other: string; more: number }
  /** One sheet of the proposal is far from its others; a median does not see it. */
  | { kind: 'outlier'; submission: string; juror: string; mean: number; rest: number }
  /** Some readers count less because they often disagree with those who read the same. */
  | { kind: 'weight'; jurors: string[] }
  | { kind: 'close' };

export interface OtherWinner {
  method: 'mean' | 'median';
  /** First by this method, and first by the calibrated score. */
  first: string[];
  calibrated: string[];
  reasons: Reason[];
}

const firstOf = (ranking: Ranking) =>
  ranking.entries.filter((entry) => entry.place === 1).map((entry) => entry.submission);

/** For mean and median, if another proposal is first there: why. */
export function otherWinners(
  round: Round,
  rankings: { calibrated: Ranking; mean: Ranking; median: Ranking },
): OtherWinner[] {
  const calibrated = firstOf(rankings.calibrated);
  return (['mean', 'median'] as const).flatMap((method): OtherWinner[] => {
    const first = firstOf(rankings[method]);
    if (
      first.length === 0 ||
      (first.length === calibrated.length && first.every((one) => calibrated.includes(one)))
    )
      return [];
    const theirs = first.find((one) => !calibrated.includes(one)) ?? first[0]!;
    const ours = calibrated.find((one) => !first.includes(one)) ?? calibrated[0]!;
    return [
      { method, first, calibrated, reasons: reasonsFor(round, rankings.calibrated, method, ours, theirs) },
    ];
  });
}

function reasonsFor(
  round: Round,
  ranking: Ranking,
  method: OtherWinner['method'],
  ours: string,
  theirs: string,
): Reason[] {
  const range = round.scale.max - round.scale.min;
  const means = sheetMeans(round);
  const readers = (submission: string) => means.filter((sheet) => sheet.submission === submission);
  const [of, by] = [readers(ours), readers(theirs)];
  const reasons: Reason[] = [
    ...strictness(ranking, range, { submission: ours, readers: of }, { submission: theirs, readers: by }),
    ...few({ submission: ours, readers: of }, { submission: theirs, readers: by }),
    ...(method === 'median' ? [...outlier(range, of), ...outlier(range, by)] : []),
    ...weight(ranking, [...of, ...by]),
  ];
  return reasons.length === 0 ? [{ kind: 'close' }] : reasons;
}

interface Side {
  submission: string;
  readers: SheetMean[];
}

const severities = (ranking: Ranking) => new Map(ranking.jurors.map((one) => [one.juror, one.severity ?? 0]));
const average = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

function strictness(ranking: Ranking, range: number, ours: Side, theirs: Side): Reason[] {
  const severity = severities(ranking);
  const of = (side: Side) => average(side.readers.map((one) => severity.get(one.juror) ?? 0));
  const points = of(theirs) - of(ours);
  if (Math.abs(points) < NOTABLE * range) return [];
  const [generous, strict] = points > 0 ? [theirs, ours] : [ours, theirs];
  const only = (side: Side, other: Side) =>
    side.readers.map((one) => one.juror).filter((one) => !other.readers.some((two) => two.juror === one));
  return [
    {
      kind: 'strictness',
      generous: generous.submission,
      strict: strict.submission,
      points: Math.abs(points),
      jurors: only(generous, strict),
      strictJurors: only(strict, generous),
    },
  ];
}

function few(ours: Side, theirs: Side): Reason[] {
  const [less, more] = ours.readers.length < theirs.readers.length ? [ours, theirs] : [theirs, ours];
  if (less.readers.length === more.readers.length) return [];
  return [
    {
      kind: 'few',
      few: less.submission,
      sheets: less.readers.length,
      other: more.submission,
      more: more.readers.length,
    },
  ];
}

function outlier(range: number, readers: readonly SheetMean[]): Reason[] {
  if (readers.length < 3) return [];
  const apart = readers
    .map((sheet) => {
      const rest = average(readers.filter((one) => one !== sheet).map((one) => one.mean));
      return { sheet, rest, distance: Math.abs(sheet.mean - rest) };
    })
    .sort((a, b) => b.distance - a.distance)[0]!;
  if (apart.distance < STRONG * range) return [];
  const { submission, juror, mean } = apart.sheet;
  return [{ kind: 'outlier', submission, juror, mean, rest: apart.rest }];
}

function weight(ranking: Ranking, readers: readonly SheetMean[]): Reason[] {
  const light = new Set(
    ranking.jurors.filter((one) => one.weight !== null && one.weight < 0.75).map((one) => one.juror),
  );
  const jurors = [...new Set(readers.map((one) => one.juror))].filter((juror) => light.has(juror));
  return jurors.length === 0 ? [] : [{ kind: 'weight', jurors }];
}

function groupedBy<T>(list: readonly T[], key: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups.values()];
}
