// Ready values of the chair's desk: the matrix of sheets, and what the scores say, in words.
import { type LocaleTag, localeInfo, type Translate } from '../../i18n/locales';
import type { JurorLine, Ranking, Warning } from '../ranking/ranking.round';
import type { HandedIn } from '../submissions/submissions.queries';
import { mayRemind } from './chair.policy';
import type { ChairLine } from './chair.queries';
import { type Disagreement, disagreements, otherWinners, type Reason } from './chair.reading';
import type { Standing } from './chair.standing';

export type CellState = 'handed-in' | 'begun' | 'skipped' | 'open' | 'conflict' | 'barred' | 'none';

export function cellState(line: ChairLine | undefined, barred: boolean): CellState {
  if (!line) return barred ? 'barred' : 'none';
  if (line.conflict_at || barred) return 'conflict';
  if (line.handed_in_at) return 'handed-in';
  if (line.skipped_at) return 'skipped';
  return line.begun ? 'begun' : 'open';
}

interface Reader {
  id: string;
  name: string;
}

/** Proposals a page: with sixty jurors across it stays a page that a phone can carry. */
export const MATRIX_ROWS = 25;

/** Proposals down from the `from`th on, across the jurors these concern; and all jurors with what waits for each. */
export function matrixView(given: {
  submissions: readonly HandedIn[];
  lines: readonly ChairLine[];
  /** Pairs as `juror team`. */
  barred: ReadonlySet<string>;
  reminders: ReadonlyMap<string, Date>;
  now: Date;
  from: number;
}) {
  const { submissions, lines, barred, reminders, now } = given;
  const jurors: Reader[] = [...new Map(lines.map((one) => [one.juror_id, one.juror]))].map(([id, name]) => ({
    id,
    name,
  }));
  const known = new Map(lines.map((line) => [`${line.juror_id} ${line.submission_id}`, line]));
  const from = given.from < submissions.length ? given.from : 0;
  const page = submissions.slice(from, from + MATRIX_ROWS);
  const stateAt = (juror: Reader, submission: HandedIn) =>
    cellState(known.get(`${juror.id} ${submission.id}`), barred.has(`${juror.id} ${submission.team_id}`));
  const across = jurors.filter((juror) => page.some((submission) => stateAt(juror, submission) !== 'none'));
  const rows = page.map((submission) => ({
    id: submission.id,
    team: submission.team,
    cells: across.map((juror) => ({ juror: juror.name, state: stateAt(juror, submission) })),
  }));
  const teams = new Map(submissions.map((one) => [one.id, one]));
  const stateOf = (line: ChairLine) =>
    cellState(line, barred.has(`${line.juror_id} ${teams.get(line.submission_id)?.team_id}`));
  const counts = { 'handed-in': 0, begun: 0, skipped: 0, open: 0, conflict: 0, barred: 0, none: 0 };
  for (const line of lines) counts[stateOf(line)]++;
  const total = counts['handed-in'] + counts.begun + counts.skipped + counts.open;
  const people = jurors.map((juror) => {
    const own = lines.filter((line) => line.juror_id === juror.id);
    const states = own.map(stateOf);
    const counted = states.filter((state) => state !== 'conflict').length;
    const done = states.filter((state) => state === 'handed-in').length;
    const reminded = reminders.get(juror.id) ?? null;
    return {
      ...juror,
      counted,
      done,
      open: counted - done,
      reminded,
      mayRemind: mayRemind(reminded, now),
      skipped: own
        .filter((_, at) => states[at] === 'skipped')
        .map((line) => ({ team: teams.get(line.submission_id)?.team ?? '', reason: line.skip_reason })),
    };
  });
  return {
    jurors: across,
    rows,
    from,
    proposals: submissions.length,
    people: people.sort((a, b) => b.open - a.open),
    counts,
    total,
    remindable: people.filter((one) => one.open > 0 && one.mayRemind).length,
  };
}

/** What the reader's language makes of the scores. */
export interface Speech {
  locale: LocaleTag;
  t: Translate;
  list: (items: string[]) => string;
  /** Names by id. */
  teams: ReadonlyMap<string, string>;
  jurors: ReadonlyMap<string, string>;
  criteria: ReadonlyMap<string, string>;
}

export function inPoints(value: number, locale: LocaleTag): string {
  return new Intl.NumberFormat(localeInfo(locale).intl, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);
}

/** What a list says on the page at most: the first of it, with the number of those left out. */
const MOST = 20;
const most = <One>(all: readonly One[]) => ({
  shown: all.slice(0, MOST),
  more: Math.max(0, all.length - MOST),
});

/** All the chair should know; `winners` only once no score changes any more. */
export function readingView(standing: Standing, speech: Speech, locked: boolean) {
  const { input, calibrated } = standing;
  const range = input.scale.max - input.scale.min;
  return {
    challenge: standing.challenge,
    disagreements: most(disagreements(input, calibrated).map((one) => disagreementWords(one, speech))),
    unusual: most(
      calibrated.warnings.flatMap((one) => (one.code === 'unusual-sheet' ? [unusualWords(one, speech)] : [])),
    ),
    jurors: calibrated.jurors
      .map((line) => ({ name: nameOf(speech.jurors, line.juror), ...jurorWords(line, range, speech) }))
      .sort((a, b) => Number(b.flagged) - Number(a.flagged)),
    warnings: most(calibrated.warnings.flatMap((one) => warningWords(one, speech))),
    winners: locked ? winnersView(standing, speech) : null,
  };
}

const nameOf = (names: ReadonlyMap<string, string>, id: string) => names.get(id) ?? '–';
const namesOf = (names: ReadonlyMap<string, string>, ids: readonly string[], { list }: Speech) =>
  list(ids.map((id) => nameOf(names, id)));

function disagreementWords(one: Disagreement, speech: Speech) {
  const { t, locale, teams, jurors, criteria } = speech;
  return {
    submission: one.submission,
    team: nameOf(teams, one.submission),
    text: t('chair.disagree.sheets', {
      high: nameOf(jurors, one.high.juror),
      highMean: inPoints(one.high.mean, locale),
      low: nameOf(jurors, one.low.juror),
      lowMean: inPoints(one.low.mean, locale),
    }),
    where:
      one.criterion && one.criterion.high !== one.criterion.low
        ? t('chair.disagree.criterion', {
            criterion: nameOf(criteria, one.criterion.id),
            high: one.criterion.high,
            low: one.criterion.low,
          })
        : '',
  };
}

function unusualWords(
  one: Extract<Warning, { code: 'unusual-sheet' }>,
  { t, teams, jurors }: Speech,
): string {
  const params = { juror: nameOf(jurors, one.juror), team: nameOf(teams, one.submission) };
  return t(one.z > 0 ? 'chair.warning.unusualHigh' : 'chair.warning.unusualLow', params);
}

/** Smaller than this share of the scale, nobody is strict or generous. */
const EVEN = 0.05;
const LIGHT = 0.75;
const HEAVY = 1.25;

export function jurorWords(line: JurorLine, range: number, { t, locale }: Pick<Speech, 't' | 'locale'>) {
  const { severity, weight, flag } = line;
  const points = inPoints(Math.abs(severity ?? 0), locale);
  const how =
    severity === null
      ? 'unknown'
      : Math.abs(severity) < EVEN * range
        ? 'even'
        : severity < 0
          ? 'strict'
          : 'generous';
  const counts = weight === null ? '' : weight < LIGHT ? 'light' : weight > HEAVY ? 'heavy' : '';
  return {
    sheets: t('chair.juror.sheets', { count: line.sheets }),
    severity: t(`chair.juror.${how}`, { points }),
    counts: counts ? t(`chair.juror.${counts}`) : '',
    flag: flag === null ? '' : t(flag === 'disagrees' ? 'chair.juror.disagrees' : 'chair.juror.narrow'),
    flagged: flag !== null,
  };
}

/** Everything but unusual sheets, which stand among what to talk about. */
function warningWords(one: Warning, speech: Speech): string[] {
  const { t, teams, jurors } = speech;
  switch (one.code) {
    case 'fewer-than-two-sheets':
      return [t('chair.warning.few', { team: nameOf(teams, one.submission), count: one.sheets })];
    case 'not-connected':
      return [
        t('chair.warning.apart', {
          groups: one.groups.map((group) => `(${namesOf(jurors, group, speech)})`).join(' '),
        }),
      ];
    case 'unequal-batches':
      return [t('chair.warning.batches')];
    case 'one-juror-decides':
      return [
        t('chair.warning.decides', {
          juror: nameOf(jurors, one.juror),
          first: namesOf(teams, one.first, speech),
          without: namesOf(teams, one.without, speech),
        }),
      ];
    default:
      return [];
  }
}

function winnersView(standing: Standing, speech: Speech) {
  const { t, teams } = speech;
  const first = (ranking: Ranking) =>
    namesOf(
      teams,
      ranking.entries.filter((entry) => entry.place === 1).map((entry) => entry.submission),
      speech,
    );
  return {
    calibrated: first(standing.calibrated),
    others: otherWinners(standing.input, standing).map((other) => ({
      text: t(`chair.winner.${other.method}`, {
        first: namesOf(teams, other.first, speech),
        calibrated: namesOf(teams, other.calibrated, speech),
      }),
      reasons: other.reasons.map((reason) => reasonWords(reason, speech)),
    })),
  };
}

function reasonWords(reason: Reason, speech: Speech): string {
  const { t, locale, teams, jurors } = speech;
  switch (reason.kind) {
    case 'strictness':
      return t('chair.reason.strictness', {
        generous: nameOf(teams, reason.generous),
        strict: nameOf(teams, reason.strict),
        points: inPoints(reason.points, locale),
        jurors: namesOf(jurors, reason.jurors, speech) || '–',
        strictJurors: namesOf(jurors, reason.strictJurors, speech) || '–',
      });
    case 'few':
      return t('chair.reason.few', {
        few: nameOf(teams, reason.few),
        count: reason.sheets,
        other: nameOf(teams, reason.other),
        more: reason.more,
      });
    case 'outlier':
      return t('chair.reason.outlier', {
        team: nameOf(teams, reason.submission),
        juror: nameOf(jurors, reason.juror),
        mean: inPoints(reason.mean, locale),
        rest: inPoints(reason.rest, locale),
      });
    case 'weight':
      return t('chair.reason.weight', { jurors: namesOf(jurors, reason.jurors, speech) });
    case 'close':
      return t('chair.reason.close');
  }
}
