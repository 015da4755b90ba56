// The jury of the demo: criteria, who reads what, sheets with scores and words.
import { addPrize, awardPrize } from '../features/deliberation/deliberation.prizes.actions';
import { assignByHand } from '../features/jury/jury.assignment.actions';
import { writeCriterion } from '../features/rounds/rounds.criteria.actions';
import { handInSheet, saveSheet } from '../features/sheets/sheets.actions';
import { writeJuryFeedback } from '../features/sheets/sheets.feedback.actions';
import { spoken } from './founding';
import type { Player } from './player';
import type { Criterion, Prize, Sheet, Summary } from './texts/shapes';

/** Returns criterion ids by the key of the texts. */
export async function writeCriteria(
  player: Player,
  slug: string,
  criteria: readonly Criterion[],
): Promise<Map<string, string>> {
  const organiser = await player.person('organiser');
  const ids = new Map<string, string>();
  for (const criterion of criteria) {
    const level = Object.fromEntries(
      Object.entries(criterion.levels).map(([value, text]) => [value, spoken(text)]),
    );
    const { id } = await writeCriterion(player.deps, organiser, slug, {
      title: spoken(criterion.title),
      weight: criterion.weight,
      level,
    });
    ids.set(criterion.key, id);
  }
  return ids;
}

export interface Judging {
  slug: string;
  criteria: Map<string, string>;
  submissions: Map<string, string>;
  sheets: readonly Sheet[];
  /** Hours from now at which proposals are assigned, and when the first sheet is saved. */
  assigned: number;
  begun: number;
}

export async function judge(player: Player, judging: Judging): Promise<void> {
  const organiser = await player.person('organiser');
  const ids: string[] = [];
  for (const sheet of judging.sheets) {
    player.at({ hours: judging.assigned });
    const juror = await player.person(sheet.juror);
    const submission = judging.submissions.get(sheet.team)!;
    ids.push((await assignByHand(player.deps, organiser, judging.slug, { juror: juror.id, submission })).id);
  }
  for (const [index, sheet] of judging.sheets.entries()) {
    player.at({ hours: judging.begun, minutes: 11 * index });
    const given = Object.entries(sheet.scores);
    if (given.length === 0 && !sheet.feedback && !sheet.note) continue;
    const score = Object.fromEntries(
      given.map(([key, value]) => [judging.criteria.get(key)!, String(value)]),
    );
    const input = { score, feedback: sheet.feedback ?? '', note: sheet.note ?? '' };
    const juror = await player.person(sheet.juror);
    if (sheet.state === 'handed-in') await handInSheet(player.deps, juror, ids[index]!, input);
    else await saveSheet(player.deps, juror, ids[index]!, input);
  }
}

export async function summarise(
  player: Player,
  summaries: readonly Summary[],
  submissions: Map<string, string>,
): Promise<void> {
  const organiser = await player.person('organiser');
  for (const summary of summaries) {
    await writeJuryFeedback(player.deps, organiser, submissions.get(summary.team)!, summary.feedback);
  }
}

/** Mentions, named by the organiser and awarded by the jury. */
export async function awardPrizes(
  player: Player,
  slug: string,
  prizes: readonly Prize[],
  submissions: Map<string, string>,
): Promise<void> {
  const organiser = await player.person('organiser');
  for (const prize of prizes) {
    const { id } = await addPrize(player.deps, organiser, slug, {
      name: spoken(prize.name),
      kind: 'mention',
    });
    const submission = submissions.get(prize.team)!;
    await awardPrize(player.deps, organiser, id, { submission, reason: prize.reason.en! });
  }
}
