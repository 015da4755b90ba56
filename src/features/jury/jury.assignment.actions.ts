// Who reads what: organisers name a reader by hand, let readers be drawn evenly, or take an empty sheet away.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, InvalidInput, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { holdAsOrganiser } from '../hackathons/hackathons.actions';
import { factsOf, hackathonById, holdPhases, peopleWithRole } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { notify } from '../notices/notices.actions';
import { lockRound, roundOf } from '../rounds/rounds.queries';
import type { RoundRow } from '../rounds/rounds.tables';
import { type HandedIn, handedInSubmissions } from '../submissions/submissions.queries';
import { type Assignment, assign } from './jury.assignment';
import { allConflicts, conflictOf, foundConflicts, recordConflicts } from './jury.conflicts.queries';
import type { HandAssignment } from './jury.input';
import { seedOf } from './jury.policy';
import {
  deleteSheet,
  insertSheets,
  lockSheet,
  sheetById,
  sheetLines,
  sheetOfPair,
} from './jury.readers.queries';
import { requireAssigning } from './jury.rights';
import type { ConflictKind } from './jury.tables';

interface Held {
  hackathon: HackathonRow;
  round: RoundRow;
  submissions: HandedIn[];
  at: Date;
}

/** Hackathon and round in hand: two who assign at once take turns. */
async function holdForAssignment(trx: Db, deps: Deps, person: Person, slug: string): Promise<Held> {
  const hackathon = await holdAsOrganiser(trx, person, slug);
  const round = await lockRound(trx, (await roundOf(trx, hackathon.id)).id);
  const facts = await factsOf(trx, deps.clock, hackathon, person.id);
  requireAssigning(facts, round);
  return { hackathon, round, submissions: await handedInSubmissions(trx, hackathon.id), at: facts.now };
}

export async function assignByHand(
  deps: Deps,
  person: Person,
  slug: string,
  input: HandAssignment,
): Promise<{ hackathon: HackathonRow; id: string }> {
  const outcome = await deps.db.transaction(async (trx) => {
    const { hackathon, round, submissions, at } = await holdForAssignment(trx, deps, person, slug);
    const submission = submissions.find((one) => one.id === input.submission);
    if (!submission) throw new InvalidInput({ submission: { key: 'jury.fault.submission' } });
    const jurors = await peopleWithRole(trx, hackathon.id, 'juror');
    if (!jurors.some((juror) => juror.id === input.juror))
      throw new InvalidInput({ juror: { key: 'jury.fault.juror' } });
    const kind = await conflictOf(trx, hackathon.id, input.juror, submission.team_id);
    if (kind) {
      const pair = { juror_id: input.juror, team_id: submission.team_id, kind };
      await recordConflicts(trx, hackathon.id, [pair], at);
      return { refused: kind };
    }
    const current = await sheetOfPair(trx, round.id, submission.id, input.juror);
    if (current) throw new Conflict('jury.refused.assigned', { id: current.id });
    const pair = { submission: submission.id, juror: input.juror };
    const [made] = await insertSheets(trx, round.id, [pair], { by: person.id, at });
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'assignSheet',
      subject: { kind: 'sheet', id: made!.id },
      hackathonId: hackathon.id,
    });
    await tellJurors(deps, trx, hackathon, person, made ? [made] : []);
    return { hackathon, id: made!.id };
  });
  // Thrown only now, so that the conflict that was found stays recorded.
  if (outcome.refused !== undefined) throw inConflict(outcome.refused);
  return outcome;
}

const inConflict = (kind: ConflictKind) => new Conflict(`jury.refused.conflict.${kind}`, { conflict: kind });

export async function assignBalanced(
  deps: Deps,
  person: Person,
  slug: string,
  sheetsEach: number,
): Promise<{ hackathon: HackathonRow; made: number; assignment: Assignment }> {
  return deps.db.transaction(async (trx) => {
    const { hackathon, round, submissions, at } = await holdForAssignment(trx, deps, person, slug);
    const jurors = await peopleWithRole(trx, hackathon.id, 'juror');
    if (submissions.length === 0) throw new InvalidInput({ balanced: { key: 'jury.fault.noSubmissions' } });
    if (jurors.length === 0) throw new InvalidInput({ balanced: { key: 'jury.fault.noJurors' } });
    await recordConflicts(trx, hackathon.id, await foundConflicts(trx, hackathon.id), at);
    const submissionOf = new Map(submissions.map((one) => [one.team_id, one.id]));
    const lines = await sheetLines(trx, round.id);
    const conflicts = (await allConflicts(trx, hackathon.id))
      .filter((pair) => submissionOf.has(pair.team_id))
      .map((pair) => ({ submission: submissionOf.get(pair.team_id)!, juror: pair.juror_id }));
    const pairOf = (line: { submission_id: string; juror_id: string }) => ({
      submission: line.submission_id,
      juror: line.juror_id,
    });
    const assignment = assign({
      submissions: submissions.map((one) => one.id),
      jurors: jurors.map((juror) => juror.id),
      conflicts: [...conflicts, ...lines.filter((line) => line.conflict_at).map(pairOf)],
      sheetsEach,
      seed: seedOf(hackathon.id),
      kept: lines.filter((line) => !line.conflict_at).map(pairOf),
    });
    const made = await insertSheets(trx, round.id, assignment.pairs, { by: person.id, at });
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'assignBalanced',
      subject: { kind: 'round', id: round.id },
      hackathonId: hackathon.id,
      details: { each: sheetsEach, made: made.length, short: assignment.short.length },
    });
    await tellJurors(deps, trx, hackathon, person, made);
    return { hackathon, made: made.length, assignment };
  });
}

async function tellJurors(
  deps: Deps,
  trx: Db,
  hackathon: HackathonRow,
  by: Person,
  made: { juror_id: string }[],
): Promise<void> {
  const jurors = [...new Set(made.map((sheet) => sheet.juror_id))].filter((id) => id !== by.id);
  await notify(
    deps,
    trx,
    jurors.map((personId) => ({
      personId,
      kind: 'sheetsAssigned',
      params: {
        count: made.filter((sheet) => sheet.juror_id === personId).length,
        hackathon: hackathon.title,
      },
      href: `/hackathons/${hackathon.slug}/jury`,
      hackathonId: hackathon.id,
    })),
  );
}

/** Only an empty sheet can be taken away: what a juror wrote stays. */
export async function removeSheet(
  deps: Deps,
  person: Person,
  id: string,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const known = await sheetById(trx, id);
    const home = known && (await hackathonById(trx, known.hackathon_id));
    if (!known || !home) throw new NotFound();
    await holdPhases(trx, home.id);
    const facts = await factsOf(trx, deps.clock, home, person.id);
    if (!facts.roles.includes('organiser')) throw new NotFound();
    const sheet = await lockSheet(trx, id);
    if (!sheet) throw new NotFound();
    const round = await roundOf(trx, home.id);
    requireAssigning(facts, round);
    const line = (await sheetLines(trx, sheet.round_id)).find((one) => one.id === id)!;
    if (line.begun || line.handed_in_at || line.conflict_at) throw new Conflict('jury.refused.begun', { id });
    await deleteSheet(trx, id);
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'removeSheet',
      subject: { kind: 'sheet', id },
      hackathonId: home.id,
      details: { juror: sheet.juror_id, submission: sheet.submission_id },
    });
    return { hackathon: home };
  });
}
