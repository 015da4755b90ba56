// Ready values of sheets: the juror's own, one sheet, the deliberation.
import { type SheetState, sheetState } from '../jury/jury.policy';
import type { SheetLine } from '../jury/jury.readers.queries';
import type { Scale } from '../rounds/rounds.policy';
import type { CriterionView } from '../rounds/rounds.view';
import type { HandedIn } from '../submissions/submissions.queries';
import { SECTIONS, type VersionRow } from '../submissions/submissions.tables';
import type { OpenSheet } from './sheets.queries';

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
  version: number;
  scored: number;
}

export function ownSheets(
  lines: readonly SheetLine[],
  submissions: readonly HandedIn[],
  over: boolean,
): OwnSheet[] {
  const teams = new Map(submissions.map((one) => [one.id, one.team]));
  return lines.map((line) => ({
    id: line.id,
    submission: line.submission_id,
    team: teams.get(line.submission_id) ?? '',
    state: sheetState(line, over),
    version: line.version,
    scored: line.scored,
  }));
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

/** All sheets of each proposal side by side. */
export function deliberationView(
  submissions: readonly HandedIn[],
  sheets: readonly OpenSheet[],
  criteria: readonly CriterionView[],
  barred: ReadonlySet<string>,
) {
  return submissions.map((submission) => ({
    id: submission.id,
    team: submission.team,
    sheets: sheets
      .filter((sheet) => sheet.submission_id === submission.id)
      .filter((sheet) => !barred.has(`${sheet.juror_id} ${submission.team_id}`))
      .map((sheet) => ({
        juror: sheet.juror,
        handedIn: sheet.handed_in_at !== null,
        feedback: sheet.feedback,
        scores: criteria.map((one) => ({
          title: one.title,
          level: one.levels.find((level) => level.value === Number(sheet.scores[one.id])) ?? null,
          of: one.levels.length,
        })),
      })),
  }));
}
