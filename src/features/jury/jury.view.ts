// Ready values of the jury's pages: sheets with worded levels, who reads what, the deliberation.
import { type LocaleTag, type Translate, textIn } from '../../i18n/locales';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import type { HandedIn } from '../submissions/submissions.queries';
import { SECTIONS, type VersionRow } from '../submissions/submissions.tables';
import { levelsOf, type Scale, type SheetState, shareOf, sheetState } from './jury.policy';
import type { OpenSheet, SheetLine } from './jury.sheets.queries';
import type { CriterionRow } from './jury.tables';

export interface Reader {
  locale: LocaleTag;
  t: Translate;
}

const WORDED = 5;

/** “Good” for 3 of five levels; other scales have numbers only. */
function levelLabel(value: number, scale: Scale, t: Translate): string {
  const levels = levelsOf(scale);
  const at = levels.indexOf(value);
  return levels.length === WORDED && at >= 0 ? t(`jury.level.${at + 1}`) : '';
}

export function criteriaView(
  criteria: readonly CriterionRow[],
  scale: Scale,
  hackathon: Pick<HackathonRow, 'languages'>,
  { locale, t }: Reader,
) {
  const levels = levelsOf(scale);
  const weights = criteria.map((one) => one.weight);
  return criteria.map((criterion) => ({
    id: criterion.id,
    title: textIn(criterion.title, locale, hackathon.languages),
    titles: criterion.title,
    weight: criterion.weight,
    share: shareOf(criterion.weight, weights),
    texts: criterion.levels,
    levels: levels.map((value, at) => ({
      value,
      at: at + 1,
      of: levels.length,
      label: levelLabel(value, scale, t),
      sentence: textIn(criterion.levels[String(value)], locale, hackathon.languages),
    })),
  }));
}

export type CriterionView = ReturnType<typeof criteriaView>[number];

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

interface Named {
  id: string;
  display_name: string;
}

/** Who reads what, how far they are, and what is missing. No score comes near this. */
export function assignmentView(given: {
  submissions: readonly HandedIn[];
  jurors: readonly Named[];
  lines: readonly SheetLine[];
  /** Pairs as `juror team`. */
  conflicts: ReadonlyMap<string, string>;
  /** Pairs as `juror challenge`, warned about only. */
  owners: ReadonlySet<string>;
  over: boolean;
  each: number;
}) {
  const { submissions, jurors, lines, conflicts, owners, over, each } = given;
  const rows = submissions.map((submission) => {
    const readers = lines
      .filter((line) => line.submission_id === submission.id)
      .map((line) => {
        const barred = conflicts.get(`${line.juror_id} ${submission.team_id}`);
        const state: SheetState = barred ? 'conflict' : sheetState(line, over);
        return {
          id: line.id,
          juror: line.juror,
          state,
          kind: barred ?? 'declared',
          owner: owners.has(`${line.juror_id} ${submission.challenge_id}`),
          empty: !line.begun && !line.handed_in_at && !line.conflict_at,
        };
      });
    const counted = readers.filter((reader) => reader.state !== 'conflict').length;
    const taken = new Set(
      lines.filter((line) => line.submission_id === submission.id).map((l) => l.juror_id),
    );
    return {
      id: submission.id,
      team: submission.team,
      readers,
      counted,
      missing: Math.max(0, each - counted),
      conflicted: readers.length - counted,
      free: jurors.filter(
        (juror) => !taken.has(juror.id) && !conflicts.has(`${juror.id} ${submission.team_id}`),
      ),
      barred: jurors.filter(
        (juror) => conflicts.has(`${juror.id} ${submission.team_id}`) && !taken.has(juror.id),
      ),
    };
  });
  const people = jurors.map((juror) => {
    const own = lines.filter((line) => line.juror_id === juror.id && !line.conflict_at);
    const done = own.filter((line) => line.handed_in_at).length;
    return { name: juror.display_name, sheets: own.length, done };
  });
  return { rows, people, short: rows.filter((row) => row.missing > 0) };
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
