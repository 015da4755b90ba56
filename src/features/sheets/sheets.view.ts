// Ready values of sheets: the juror's own, one sheet, the deliberation.
import { type SheetState, sheetState } from '../jury/jury.policy';
import type { Scale } from '../rounds/rounds.policy';
import type { CriterionView } from '../rounds/rounds.view';
import type { HandedIn } from '../submissions/submissions.queries';
import { SECTIONS, type VersionRow } from '../submissions/submissions.tables';
import type { OwnLine } from './sheets.queries';

/** The criteria of one sheet with what was chosen; `open` is the one whose levels stand there to choose from. */
export function sheetCriteria(
  criteria: readonly CriterionView[],
  scores: ReadonlyMap<string, number>,
  asked: string | undefined,
) {
  const missing = criteria.filter((one) => !scores.has(one.id));
  const open = criteria.find((one) => one.id === asked) ?? missing[0];
  const from = open ? criteria.indexOf(open) + 1 : 0;
  const after = [...criteria.slice(from), ...criteria.slice(0, from)];
  return {
    criteria: criteria.map((one) => ({
      ...one,
      open: one === open,
      chosen: one.levels.find((level) => level.value === scores.get(one.id)) ?? null,
    })),
    scored: criteria.length - missing.length,
    total: criteria.length,
    next: after.find((one) => one !== open && !scores.has(one.id)) ?? null,
    complete: missing.length === 0,
  };
}

/** What a juror reads: the frozen texts and files of the hand-in that counts. */
export function proposalView(version: VersionRow) {
  const texts = version.sections as Partial<VersionRow['sections']>;
  return {
    number: version.number,
    at: version.handed_in_at,
    sections: SECTIONS.map((key) => ({ key, text: texts[key]?.text ?? '' })),
    files: version.files ?? [],
    cloth: {
      team: version.roster?.weave_seed ?? version.submission_id,
      people: (version.roster?.members ?? []).map((member) => ({
        id: member.weave_seed,
        colourwayShift: member.colourway_shift,
      })),
    },
  };
}

export interface OwnSheet {
  id: string;
  submission: string;
  team: string;
  state: SheetState;
  /** Put off: it comes again after the others. */
  skipped: boolean;
  version: number;
  scored: number;
}

export function ownSheets(
  lines: readonly OwnLine[],
  submissions: readonly HandedIn[],
  over: boolean,
): OwnSheet[] {
  const teams = new Map(submissions.map((one) => [one.id, one.team]));
  return lines.map((line) => ({
    id: line.id,
    submission: line.submission_id,
    team: teams.get(line.submission_id) ?? '',
    state: sheetState(line, over),
    skipped: line.skipped_at !== null && line.conflict_at === null && !over,
    version: line.version,
    scored: Object.keys(line.scores).length,
  }));
}

/** What waits for the juror, in its order: begun ones, untouched ones, then those put off, longest ago first. */
export function queueOf(sheets: readonly OwnSheet[], lines: readonly OwnLine[]): OwnSheet[] {
  const putOff = new Map(lines.map((line) => [line.id, line.skipped_at?.getTime() ?? 0]));
  const rank = (sheet: OwnSheet) => (sheet.skipped ? 2 : sheet.state === 'begun' ? 0 : 1);
  return sheets
    .filter((sheet) => sheet.state === 'open' || sheet.state === 'begun')
    .sort((a, b) => rank(a) - rank(b) || putOff.get(a.id)! - putOff.get(b.id)!);
}

/** What the juror gave on the own other sheets for one criterion: each value with its teams, the best first. */
export function earlierScores(
  lines: readonly OwnLine[],
  submissions: readonly HandedIn[],
  sheetId: string,
  criterion: string,
): { value: number; teams: string[] }[] {
  const teams = new Map(submissions.map((one) => [one.id, one.team]));
  const given = new Map<number, string[]>();
  for (const line of lines) {
    const value = line.scores[criterion];
    if (line.id === sheetId || line.conflict_at || value === undefined) continue;
    given.set(value, [...(given.get(value) ?? []), teams.get(line.submission_id) ?? '']);
  }
  return [...given].map(([value, names]) => ({ value, teams: names })).sort((a, b) => b.value - a.value);
}

/** contract.md: `{ sheets }`. */
export function juryJson(sheets: readonly OwnSheet[], scale: Scale, criteria: readonly CriterionView[]) {
  const { min, max, step } = scale;
  return {
    sheets: sheets.map(({ id, submission, team, state, version }) => ({
      id,
      submission,
      team,
      state,
      version,
      scale: { min, max, step },
      criteria: criteria.map((one) => ({ id: one.id, title: one.title.text, titles: one.titles })),
    })),
  };
}
