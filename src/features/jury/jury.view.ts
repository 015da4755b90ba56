// Ready values of the page that says who reads what.
import type { HandedIn } from '../submissions/submissions.queries';
import { assign, type Lack } from './jury.assignment';
import { proposalGroups } from './jury.groups';
import { canRead, type Pair } from './jury.plan';
import { isHeld, pairOf, readingJurors, type SheetState, sheetState } from './jury.policy';
import { precisionOf } from './jury.precision';
import type { SheetLine } from './jury.readers.queries';
import type { Juror } from './jury.tables';

interface Given {
  submissions: readonly HandedIn[];
  jurors: readonly Juror[];
  lines: readonly SheetLine[];
  /** Kind by `juror team`. */
  conflicts: ReadonlyMap<string, string>;
  /** Pairs as `juror challenge`, warned about only. */
  owners: ReadonlySet<string>;
  /** What each proposal can be read in. */
  languages: ReadonlyMap<string, readonly string[]>;
  over: boolean;
  /** Readers that a proposal should have. */
  wanted: (submission: string) => number;
  /** Every challenge is ranked for itself. */
  apart: boolean;
}

/** Who reads what, how far they are, and what is missing. No score comes near this. */
export function assignmentView(given: Given) {
  const { submissions, jurors, lines, conflicts, over, wanted } = given;
  const stopped = new Set(jurors.filter((one) => one.stopped_at).map((one) => one.id));
  const teamOf = new Map(submissions.map((one) => [one.id, one.team_id]));
  const barred = (line: SheetLine) => conflicts.get(`${line.juror_id} ${teamOf.get(line.submission_id)}`);
  const held = lines.filter((line) => isHeld(line, stopped) && !barred(line));
  const loads = countBy(held.map((line) => line.juror_id));
  const lacks = lacksOf(given, held);
  const linesOf = groupBy(lines, (line) => line.submission_id);
  const heldOf = countBy(held.map((line) => line.submission_id));
  const rows = submissions.map((submission) => {
    const own = linesOf.get(submission.id) ?? [];
    const taken = new Set(own.map((line) => line.juror_id));
    const counted = heldOf.get(submission.id) ?? 0;
    const owner = (juror: string) => given.owners.has(`${juror} ${submission.challenge_id}`);
    const languages = given.languages.get(submission.id) ?? [];
    const kindOf = (juror: string) => conflicts.get(`${juror} ${submission.team_id}`);
    return {
      id: submission.id,
      team: submission.team,
      languages,
      readers: own.map((line) => {
        const kind = barred(line);
        const state: SheetState = kind ? 'conflict' : sheetState(line, over);
        return {
          id: line.id,
          juror: line.juror,
          state,
          kind: kind ?? 'declared',
          owner: owner(line.juror_id),
          stopped: stopped.has(line.juror_id) && !line.handed_in_at && state !== 'conflict',
          empty: !line.begun && !line.handed_in_at && state !== 'conflict',
        };
      }),
      counted,
      missing: Math.max(0, wanted(submission.id) - counted),
      lack: lacks.get(submission.id) ?? null,
      speaking: jurors.filter(
        (juror) => !juror.stopped_at && canRead({ reads: juror.languages }, { languages }),
      ).length,
      free: jurors
        .filter((juror) => !juror.stopped_at && !taken.has(juror.id) && !kindOf(juror.id))
        .map((juror) => ({
          id: juror.id,
          name: juror.display_name,
          reads: canRead({ reads: juror.languages }, { languages }),
          full: juror.sheets_max !== null && (loads.get(juror.id) ?? 0) >= juror.sheets_max,
          owner: owner(juror.id),
        })),
      bars: jurors.filter((juror) => kindOf(juror.id) || taken.has(juror.id)).map((juror) => juror.id),
      barred: jurors
        .filter((juror) => kindOf(juror.id) && !taken.has(juror.id))
        .map((juror) => ({ id: juror.id, name: juror.display_name, kind: kindOf(juror.id)! })),
    };
  });
  return {
    rows,
    people: jurors.map((juror) => ({
      id: juror.id,
      name: juror.display_name,
      reads: juror.languages,
      max: juror.sheets_max,
      stopped: juror.stopped_at !== null,
      sheets: loads.get(juror.id) ?? 0,
      done: held.filter((line) => line.juror_id === juror.id && line.handed_in_at).length,
    })),
    short: rows.filter((row) => row.missing > 0),
    exact: exactness(given, held),
  };
}

/** Why a proposal cannot get the readers that are wanted; nothing for one that the next draw would fill. */
function lacksOf(given: Given, held: readonly SheetLine[]): Map<string, Lack> {
  return new Map(drawnOn(given, held, given.wanted).short.map((one) => [one.submission, one.lack]));
}

/** What would come of drawing now. */
function drawnOn(
  { submissions, jurors, lines, conflicts, languages, apart }: Given,
  held: readonly SheetLine[],
  wanted: (submission: string) => number,
) {
  const barred = submissions.flatMap(({ id, team_id }) =>
    jurors
      .filter((juror) => conflicts.has(`${juror.id} ${team_id}`))
      .map((juror) => ({ submission: id, juror: juror.id })),
  );
  return assign({
    submissions: submissions.map(({ id, challenge_id }) => ({
      id,
      languages: languages.get(id) ?? [],
      wanted: wanted(id),
      ...(apart ? { part: challenge_id } : {}),
    })),
    jurors: readingJurors(jurors, held),
    conflicts: [...barred, ...lines.filter((line) => line.conflict_at).map(pairOf)],
    sheetsEach: 0,
    seed: 1,
    kept: held.map((line) => ({ ...pairOf(line), begun: true })),
  });
}

/**
 * How exact the ranking can become: shares of pairs in the right order, in percent, now and with a reader more. Pairs
 * are those that are ranked together.
 */
function exactness(given: Given, held: readonly SheetLine[]) {
  const names = new Map(given.submissions.map((one) => [one.id, one.team]));
  const partOf = new Map(given.submissions.map((one) => [one.id, given.apart ? one.challenge_id : '']));
  const counts = countBy(held.map((line) => line.submission_id));
  const apart = (pairs: readonly Pair[]) => [
    ...groupBy(pairs, (pair) => partOf.get(pair.submission) ?? '').values(),
  ];
  const right = (pairs: readonly Pair[]) => {
    const parts = apart(pairs).map((part) => precisionOf(part));
    const weights = parts.map(({ ranked }) => (ranked * (ranked - 1)) / 2);
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    return all === 0 ? null : parts.reduce((sum, part, n) => sum + part.right * weights[n]!, 0) / all;
  };
  const now = right(held.map(pairOf));
  const more = right(drawnOn(given, held, (id) => (counts.get(id) ?? 0) + 1).pairs);
  const grouped = apart(held.map(pairOf)).map((part) => proposalGroups(part));
  return {
    right: now === null ? null : Math.round(now * 100),
    more: now !== null && more !== null && more > now ? Math.round(more * 100) : null,
    connected: grouped.every((groups) => groups.length === 1),
    groups: grouped
      .filter((groups) => groups.length > 1)
      .flat()
      .map((group) => group.map((id) => names.get(id) ?? '')),
  };
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
