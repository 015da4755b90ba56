// Ready values of the jury's table: proposals along the order with their sheets, prizes with who may get them.
import type { ConflictPair } from '../jury/jury.tables';
import type { CriterionView } from '../rounds/rounds.view';
import type { HandedIn } from '../submissions/submissions.queries';
import type { Doubt } from './deliberation.doubts.queries';
import { candidatesFor, placeOfPrize } from './deliberation.policy';
import type { OpenSheet } from './deliberation.queries';
import type { Order, Ordered } from './deliberation.standing';
import type { AwardRow, NoteRow, PrizeRow } from './deliberation.tables';

/** Proposals a page: with six sheets each it stays a page that a phone can carry. */
export const TABLE_ROWS = 10;

export interface InOrder {
  id: string;
  team: string;
  challenge: string;
  /** The reader must not score this team, and sees nothing of it here either. */
  closed: boolean;
  order: Ordered | null;
}

/** All proposals along the order; `barred` are teams the reader must not score. */
export function inOrder(
  submissions: readonly HandedIn[],
  orders: readonly Order[],
  barred: ReadonlySet<string>,
): InOrder[] {
  const order = new Map<string, Ordered>(
    orders.flatMap(({ ranked }) => ranked.map((one) => [one.submission, one])),
  );
  const rows = submissions.map(({ id, team, team_id, challenge_id }) => {
    const closed = barred.has(team_id);
    return { id, team, challenge: challenge_id, closed, order: closed ? null : (order.get(id) ?? null) };
  });
  const place = (row: InOrder) => row.order?.band ?? row.order?.place ?? Number.MAX_SAFE_INTEGER;
  return rows.sort((a, b) => place(a) - place(b) || a.team.localeCompare(b.team));
}

/** The page that holds the first of `named` that is there, else the one that begins `from`. */
export function pageOf(rows: readonly InOrder[], named: readonly string[], from: number) {
  const at = named.map((id) => rows.findIndex((row) => row.id === id)).find((index) => index >= 0);
  const start = at === undefined ? (from < rows.length ? from : 0) : at - (at % TABLE_ROWS);
  const open = at === undefined ? null : rows[at]!.id;
  return { from: start, rows: rows.slice(start, start + TABLE_ROWS), all: rows.length, open };
}

/** All sheets of each proposal side by side; those that do not count are left out. */
export function proposalsView(given: {
  rows: readonly InOrder[];
  sheets: readonly OpenSheet[];
  criteria: readonly CriterionView[];
  conflicts: readonly ConflictPair[];
  notes: readonly NoteRow[];
}) {
  const barred = new Set(given.conflicts.map((pair) => `${pair.juror_id} ${pair.team_id}`));
  return given.rows.map((row) => {
    const note = row.closed ? undefined : given.notes.find((one) => one.submission_id === row.id);
    const own = given.sheets
      .filter((sheet) => !row.closed && sheet.submission_id === row.id)
      .filter((sheet) => !barred.has(`${sheet.juror_id} ${sheet.team_id}`));
    return {
      ...row,
      note: { version: note?.version ?? 0, text: note?.text ?? '' },
      sheets: own.map((sheet) => sheetView(sheet, given.criteria)),
    };
  });
}

function sheetView(sheet: OpenSheet, criteria: readonly CriterionView[]) {
  return {
    juror: sheet.juror,
    handedIn: sheet.handed_in_at !== null,
    feedback: sheet.feedback,
    translate: sheet.to_translate && sheet.feedback !== '',
    scores: criteria.map((one) => ({
      title: one.title,
      level: one.levels.find((level) => level.value === Number(sheet.scores[one.id])) ?? null,
      of: one.levels.length,
    })),
  };
}

/** A list to choose from is not longer; of more proposals those on the page are offered. */
const CHOICES = 20;

/** Each prize with what was awarded, and the proposals that may get it. */
export function prizesView(given: {
  prizes: readonly PrizeRow[];
  awards: readonly AwardRow[];
  doubts: readonly Doubt[];
  orders: readonly Order[];
  proposals: readonly InOrder[];
  /** Those on this page. */
  shown: readonly InOrder[];
}) {
  const { prizes, awards, orders } = given;
  const open = given.proposals.filter((one) => !one.closed);
  const teams = new Map(given.proposals.map((one) => [one.id, one]));
  const shown = new Set(given.shown.map((one) => one.id));
  const places = new Set(prizes.filter((one) => one.kind === 'place').map((one) => one.id));
  return prizes.map((prize) => {
    const own = awards.filter((one) => one.prize_id === prize.id);
    const order = orders.find((one) => (one.challenge?.id ?? null) === prize.challenge_id);
    const n = placeOfPrize(prizes, prize);
    const allowed = new Set(n === 0 ? [] : candidatesFor(n, order?.ranked ?? []));
    const elsewhere = new Set(
      awards
        .filter((one) => places.has(one.prize_id) && one.prize_id !== prize.id)
        .map((one) => one.submission_id),
    );
    const mentioned = open.filter((one) => [null, one.challenge].includes(prize.challenge_id));
    const candidates =
      n === 0 ? mentioned : open.filter((one) => allowed.has(one.id) && !elsewhere.has(one.id));
    const left = prize.kind === 'place' && own.length > 0 ? [] : candidates;
    return {
      id: prize.id,
      kind: prize.kind,
      n,
      name: prize.name,
      challenge: order?.challenge ?? null,
      awards: own
        .filter((one) => !teams.get(one.submission_id)?.closed)
        .map((one) => ({
          id: one.id,
          team: teams.get(one.submission_id)?.team ?? '',
          reason: one.reason,
          doubts: given.doubts.filter(({ award }) => award === one.id).map(({ name }) => name),
          /** The order does not carry it any more. */
          outside: n > 0 && !allowed.has(one.submission_id),
        })),
      hidden: own.some((one) => teams.get(one.submission_id)?.closed),
      candidates: left.length > CHOICES ? left.filter((one) => shown.has(one.id)) : left,
      /** Not all who may get it are offered here. */
      more: left.length > CHOICES,
      together: n > 0 && allowed.size > 1,
    };
  });
}
