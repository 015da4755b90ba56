// What a chair should know before trusting the order: thin, split, unusual or lopsided evidence.
import { solve, withoutJuror } from './ranking.algebra.ts';
import { SUSPICIOUS } from './ranking.batches.ts';
import type { Part } from './ranking.calibrated.ts';
import type { Fit } from './ranking.model.ts';
import { firstOf, inPlaces } from './ranking.places.ts';
import { fewSheets } from './ranking.plain.ts';
import type { Entry, Warning } from './ranking.round.ts';
import { type Sheets, sixDecimals } from './ranking.sheets.ts';

const UNUSUAL = 2.5;
/** Only jurors who read one of the first places can change who is first by falling away. */
const NEAR_THE_TOP = 10;

export function warningsOf(sheets: Sheets, whole: Part, entries: readonly Entry[], p: number): Warning[] {
  return [
    ...fewSheets(entries),
    ...groupsApart(sheets, whole),
    ...(p < SUSPICIOUS ? [{ code: 'unequal-batches' as const, p: sixDecimals(p) }] : []),
    ...(whole.fit ? unusualSheets(sheets, whole, whole.fit) : []),
    ...(whole.fit ? decidingJurors(sheets, whole, whole.fit) : []),
  ];
}

function groupsApart(sheets: Sheets, { reads, jurorAt }: Part): Warning[] {
  const group = Int32Array.from({ length: reads.jurors }, (_, j) => j);
  const rootOf = (j: number): number => {
    let root = j;
    while (group[root] !== root) root = group[root]!;
    return root;
  };
  const firstReader = new Map<number, number>();
  reads.of.forEach((i, s) => {
    const first = firstReader.get(i);
    if (first === undefined) firstReader.set(i, reads.by[s]!);
    else {
      const [one, other] = [rootOf(first), rootOf(reads.by[s]!)];
      group[Math.max(one, other)] = Math.min(one, other);
    }
  });
  const groups = new Map<number, string[]>();
  for (let j = 0; j < reads.jurors; j++) {
    const root = rootOf(j);
    groups.set(root, [...(groups.get(root) ?? []), sheets.jurors[jurorAt[j]!]!]);
  }
  return groups.size > 1 ? [{ code: 'not-connected', groups: [...groups.values()] }] : [];
}

function unusualSheets(sheets: Sheets, { reads, y, submissionAt, jurorAt }: Part, fit: Fit): Warning[] {
  const { level, severity, spread, noise, quality, variances } = fit;
  return Array.from(y, (value, s): Warning | null => {
    const [i, j] = [reads.of[s]!, reads.by[s]!];
    const expected = level + severity[j]! + spread[j]! * quality[i]!;
    const z = (value - expected) / (spread[j]! * Math.sqrt(variances.error * noise[j]!));
    if (Math.abs(z) <= UNUSUAL) return null;
    const [submission, juror] = [sheets.submissions[submissionAt[i]!]!, sheets.jurors[jurorAt[j]!]!];
    return { code: 'unusual-sheet', submission, juror, z: sixDecimals(z) };
  }).filter((one) => one !== null);
}

/** Solves the round again without each juror in turn, everything else as it was. */
function decidingJurors(sheets: Sheets, { reads, y, submissionAt, jurorAt }: Part, fit: Fit): Warning[] {
  if (reads.jurors < 3) return [];
  const idOf = (at: number) => sheets.submissions[submissionAt[at]!]!;
  const first = firstOf(fit.quality).map(idOf);
  const near = new Set(
    inPlaces(fit.quality)
      .slice(0, NEAR_THE_TOP)
      .map(({ at }) => at),
  );
  const asked = new Set(Array.from(reads.by).filter((_, s) => near.has(reads.of[s]!)));
  const guess = fit.severity.map((one) => one + fit.level);
  return [...asked]
    .sort((a, b) => a - b)
    .flatMap((juror): Warning[] => {
      const rest = solve(withoutJuror(fit.system, juror), y, null, { guess, precision: 1e-6 });
      const found = firstOf(rest.quality).map(idOf);
      if (found.some((one) => first.includes(one))) return [];
      return [{ code: 'one-juror-decides', juror: sheets.jurors[jurorAt[juror]!]!, first, without: found }];
    });
}
