// Ready values of the jury's table: proposals along the order with their sheets, prizes with who may get them.
import type { ConflictPair } from '../jury/jury.tables';
import type { CriterionView } from '../rounds/rounds.view';
import type { HandedIn } from '../submissions/submissions.queries';
import type { Doubt } from './deliberation.doubts.queries';
import { candidatesFor, placeOfPrize } from './deliberation.policy';
import type { OpenSheet } from './deliberation.queries';
import type { Order, Ordered } from './deliberation.standing';
import type { AwardRow, NoteRow, PrizeRow } from './deliberation.tables';

/**
 * All sheets of each proposal side by side. Whoever must not score a team (`reader`) sees nothing of it here either;
 * sheets that do not count are left out.
 */
export function proposalsView(given: {
  submissions: readonly HandedIn[];
  sheets: readonly OpenSheet[];
  criteria: readonly CriterionView[];
  conflicts: readonly ConflictPair[];
  notes: readonly NoteRow[];
  orders: readonly Order[];
  reader: string;
}) {
  const { submissions, sheets, criteria, notes, reader } = given;
  const barred = new Set(given.conflicts.map((pair) => `${pair.juror_id} ${pair.team_id}`));
  const order = new Map<string, Ordered>(
    given.orders.flatMap(({ ranked }) => ranked.map((one) => [one.submission, one])),
  );
  const rows = submissions.map((submission) => {
    const closed = barred.has(`${reader} ${submission.team_id}`);
    const note = notes.find((one) => one.submission_id === submission.id);
    const own = sheets
      .filter((sheet) => sheet.submission_id === submission.id)
      .filter((sheet) => !barred.has(`${sheet.juror_id} ${submission.team_id}`));
    return {
      id: submission.id,
      team: submission.team,
      challenge: submission.challenge_id,
      closed,
      order: closed ? null : (order.get(submission.id) ?? null),
      note: closed ? { version: 0, text: '' } : { version: note?.version ?? 0, text: note?.text ?? '' },
      sheets: closed ? [] : own.map((sheet) => sheetView(sheet, criteria)),
    };
  });
  const place = (row: (typeof rows)[number]) =>
    row.order?.band ?? row.order?.place ?? Number.MAX_SAFE_INTEGER;
  return rows.sort((a, b) => place(a) - place(b) || a.team.localeCompare(b.team));
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

/** Each prize with what was awarded, and the proposals that may get it. */
export function prizesView(given: {
  prizes: readonly PrizeRow[];
  awards: readonly AwardRow[];
  doubts: readonly Doubt[];
  orders: readonly Order[];
  proposals: readonly { id: string; team: string; challenge: string; closed: boolean }[];
}) {
  const { prizes, awards, orders } = given;
  const open = given.proposals.filter((one) => !one.closed);
  const teams = new Map(given.proposals.map((one) => [one.id, one]));
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
      candidates: prize.kind === 'place' && own.length > 0 ? [] : candidates,
      together: n > 0 && allowed.size > 1,
    };
  });
}
