// What a juror does with the own sheet: save, hand in, open again, say “I know this team”.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, type FieldFault, InvalidInput } from '../../errors';
import type { Person } from '../../web/request';
import { factsOf, holdPhases } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { conflictOf, recordConflicts } from '../jury/jury.conflicts.queries';
import { lockSheet } from '../jury/jury.readers.queries';
import type { ConflictKind, SheetRow } from '../jury/jury.tables';
import { scoreFrom } from '../rounds/rounds.policy';
import { criteriaOf, shareRound } from '../rounds/rounds.queries';
import { scaleOf } from '../rounds/rounds.rights';
import type { RoundRow } from '../rounds/rounds.tables';
import { submissionById } from '../submissions/submissions.queries';
import type { SheetInput } from './sheets.input';
import { countSentences, missingScores, SENTENCES_NEEDED } from './sheets.policy';
import { changeSheet, putOff, saveScores, scoresOf } from './sheets.queries';
import { ownSheet, requireScoring } from './sheets.rights';

interface Held {
  sheet: SheetRow;
  round: RoundRow;
  hackathon: HackathonRow;
  teamId: string;
  at: Date;
}

/**
 * Runs `change` with the own sheet in hand while judging is open. A conflict that came up after the assignment
 * (a seat, advice, the same organisation) takes the sheet out first, and stays recorded.
 */
async function withSheet<T>(
  deps: Deps,
  person: Person,
  id: string,
  change: (trx: Db, held: Held) => Promise<T>,
): Promise<T> {
  const outcome = await deps.db.transaction(async (trx) => {
    const known = await ownSheet(deps, trx, id, person.id);
    await holdPhases(trx, known.hackathon.id);
    const round = await shareRound(trx, known.sheet.round_id);
    const sheet = (await lockSheet(trx, id)) ?? known.sheet;
    const facts = await factsOf(trx, deps.clock, known.hackathon, person.id);
    requireScoring(facts, round);
    const teamId = (await submissionById(trx, sheet.submission_id))!.team_id;
    const kind = await conflictOf(trx, known.hackathon.id, person.id, teamId);
    if (kind || sheet.conflict_at) {
      const out = { sheet, hackathonId: known.hackathon.id, teamId, at: facts.now };
      const version = kind ? await takeOut(trx, { ...out, kind }) : sheet.version;
      return { kind: kind ?? ('declared' as const), version };
    }
    return { value: await change(trx, { sheet, round, hackathon: known.hackathon, teamId, at: facts.now }) };
  });
  if ('kind' in outcome) {
    const { kind, version } = outcome;
    throw new Conflict(`jury.refused.conflict.${kind}`, { state: 'conflict', version });
  }
  return outcome.value;
}

/** Records the conflict and takes the sheet out of the ranking, if that has not happened yet. */
async function takeOut(
  trx: Db,
  given: {
    sheet: SheetRow;
    hackathonId: string;
    teamId: string;
    kind: ConflictKind;
    at: Date;
    reason?: string;
  },
): Promise<number> {
  const { sheet, teamId, kind, at } = given;
  const pair = { juror_id: sheet.juror_id, team_id: teamId, kind };
  await recordConflicts(trx, given.hackathonId, [pair], at, given.reason);
  if (sheet.conflict_at) return sheet.version;
  return changeSheet(trx, sheet.id, { conflict_at: at }, at);
}

/** Refuses what is stale (409, with what stands there now) and scores that are not on the scale (422). */
async function saveInto(trx: Db, held: Held, input: SheetInput): Promise<number> {
  const { sheet, round } = held;
  if (input.version !== undefined && input.version !== sheet.version) {
    throw new Conflict('jury.refused.stale', {
      version: sheet.version,
      score: Object.fromEntries(await scoresOf(trx, sheet.id)),
      feedback: sheet.feedback,
      note: sheet.note,
      translate: sheet.to_translate ? 'yes' : 'no',
    });
  }
  const criteria = new Set((await criteriaOf(trx, round.id)).map((one) => one.id));
  const scale = scaleOf(round);
  const faults: Record<string, FieldFault> = {};
  const scores: { criterion: string; score: number }[] = [];
  for (const [criterion, text] of Object.entries(input.score ?? {})) {
    const score = scoreFrom(text, scale);
    if (!criteria.has(criterion)) faults[`score[${criterion}]`] = { key: 'jury.fault.criterion' };
    else if (score === null)
      faults[`score[${criterion}]`] = { key: 'jury.fault.score', params: { min: scale.min, max: scale.max } };
    else scores.push({ criterion, score });
  }
  if (Object.keys(faults).length > 0) throw new InvalidInput(faults);
  const { feedback = sheet.feedback, note = sheet.note } = input;
  await saveScores(trx, sheet, scores);
  const to_translate = input.translate === undefined ? sheet.to_translate : input.translate === 'yes';
  Object.assign(sheet, { feedback, note, to_translate });
  return changeSheet(trx, sheet.id, { feedback, note, to_translate }, held.at);
}

export interface Saved {
  version: number;
  at: Date;
  hackathon: HackathonRow;
}

/** Fields that are not sent stay as they are. `scored`: how many criteria have a score now; `sentences`: for the team. */
export async function saveSheet(
  deps: Deps,
  person: Person,
  id: string,
  input: SheetInput,
): Promise<Saved & { scored: number; sentences: number }> {
  return withSheet(deps, person, id, async (trx, held) => {
    if (held.sheet.handed_in_at)
      throw new Conflict('jury.refused.handedIn', { state: 'handed-in', version: held.sheet.version });
    const version = await saveInto(trx, held, input);
    const scored = (await scoresOf(trx, id)).size;
    const sentences = countSentences(held.sheet.feedback);
    return { version, at: held.at, hackathon: held.hackathon, scored, sentences };
  });
}

/** Saves what the form holds, then hands in; what is missing is named field by field. Twice is as good as once. */
export async function handInSheet(deps: Deps, person: Person, id: string, input: SheetInput): Promise<Saved> {
  const outcome = await withSheet(deps, person, id, async (trx, held) => {
    const { sheet, round, hackathon, at } = held;
    if (sheet.handed_in_at) return { version: sheet.version, at: sheet.handed_in_at, hackathon };
    const { show: _, version: __, ...fields } = input;
    const typed = Object.keys(fields).length > 0;
    if (typed || input.version !== undefined) await saveInto(trx, held, input);
    const faults: Record<string, FieldFault> = {};
    const criteria = await criteriaOf(trx, round.id);
    if (criteria.length === 0) throw new Conflict('jury.refused.noCriteria', {});
    for (const { id: criterion } of missingScores(criteria, await scoresOf(trx, sheet.id)))
      faults[`score[${criterion}]`] = { key: 'jury.fault.unscored' };
    if (countSentences(sheet.feedback) < SENTENCES_NEEDED)
      faults.feedback = { key: 'jury.fault.feedback', params: { needed: SENTENCES_NEEDED } };
    if (Object.keys(faults).length > 0) return { faults };
    const version = await changeSheet(trx, sheet.id, { handed_in_at: at }, at);
    await log(trx, held, person, 'handInSheet');
    return { version, at, hackathon };
  });
  // Thrown only now: what was typed is saved although it is not complete.
  if (outcome.faults !== undefined) throw new InvalidInput(outcome.faults, 'jury.refused.incomplete');
  return outcome;
}

export async function reopenSheet(deps: Deps, person: Person, id: string): Promise<Saved> {
  return withSheet(deps, person, id, async (trx, held) => {
    const { sheet, hackathon, at } = held;
    if (!sheet.handed_in_at) return { version: sheet.version, at, hackathon };
    const version = await changeSheet(trx, sheet.id, { handed_in_at: null }, at);
    await log(trx, held, person, 'reopenSheet');
    return { version, at, hackathon };
  });
}

/** The sheet comes back at the end of the juror's list; the chair reads why. */
export async function skipSheet(deps: Deps, person: Person, id: string, reason: string): Promise<Saved> {
  return withSheet(deps, person, id, async (trx, held) => {
    const { sheet, hackathon, at } = held;
    const { version } = sheet;
    if (sheet.handed_in_at) throw new Conflict('jury.refused.handedIn', { state: 'handed-in', version });
    await putOff(trx, id, at, reason);
    await log(trx, held, person, 'skipSheet');
    return { version, at, hackathon };
  });
}

/** The sheet leaves the ranking; the organiser sees that the proposal needs another reader. */
export async function declareConflict(deps: Deps, person: Person, id: string, reason = ''): Promise<Saved> {
  return withSheet(deps, person, id, async (trx, held) => {
    const { sheet, hackathon, teamId, at } = held;
    const given = { sheet, hackathonId: hackathon.id, teamId, kind: 'declared' as const, at, reason };
    const version = await takeOut(trx, given);
    await log(trx, held, person, 'declareConflict');
    return { version, at, hackathon };
  });
}

async function log(trx: Db, held: Held, person: Person, act: string): Promise<void> {
  await recordActivity(trx, {
    at: held.at,
    personId: person.id,
    act,
    subject: { kind: 'sheet', id: held.sheet.id },
    hackathonId: held.hackathon.id,
  });
}
