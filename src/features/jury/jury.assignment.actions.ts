// Who reads what, by hand: organisers name a reader, hand an empty sheet to another one, or take it away.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, InvalidInput, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { holdAsOrganiser } from '../hackathons/hackathons.actions';
import { hackathonById, lockHackathon, rolesOf } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { finalistsOf, readersOf } from '../rounds/rounds.finals.queries';
import type { RoundRow } from '../rounds/rounds.tables';
import type { HandedIn } from '../submissions/submissions.queries';
import { conflictOf, recordConflicts } from './jury.conflicts.queries';
import { type Held, holdForAssignment, tellJurors } from './jury.draw.actions';
import type { HandAssignment } from './jury.input';
import { jurorsOf } from './jury.jurors.queries';
import {
  deleteSheet,
  insertSheets,
  lockSheet,
  sheetById,
  sheetLines,
  sheetOfPair,
} from './jury.readers.queries';
import { requireNoInterestInFinal } from './jury.rights';
import type { ConflictKind, SheetRow } from './jury.tables';

export async function assignByHand(
  deps: Deps,
  person: Person,
  slug: string,
  input: HandAssignment,
): Promise<{ hackathon: HackathonRow; id: string }> {
  const outcome = await deps.db.transaction(async (trx) => {
    const held = await holdForAssignment(trx, deps, person, await holdAsOrganiser(trx, person, slug));
    const { hackathon, round, submissions, at } = held;
    await requireNoInterestInFinal(trx, round, person.id);
    const submission = submissions.find((one) => one.id === input.submission);
    if (!submission) throw new InvalidInput({ submission: { key: 'jury.fault.submission' } });
    await requireInFinal(trx, round, submission.id);
    const refused = await refusalOf(trx, held, submission, input.juror);
    if (refused) return { refused };
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

/** In the final other proposals get a reader only where the first round lost one. */
async function requireInFinal(trx: Db, round: RoundRow, submissionId: string): Promise<void> {
  const finalists = await finalistsOf(trx, round.id);
  if (!finalists || finalists.has(submissionId)) return;
  const readers = await readersOf(trx, round.id, submissionId);
  if (readers >= round.sheets_each) throw new Conflict('finals.refused.notInFinal', { sheets: readers });
}

const inConflict = (kind: ConflictKind) => new Conflict(`jury.refused.conflict.${kind}`, { conflict: kind });

/** Hands a sheet that was not begun to another juror, in one step. */
export async function giveToReader(
  deps: Deps,
  person: Person,
  id: string,
  jurorId: string,
): Promise<{ hackathon: HackathonRow; id: string }> {
  const outcome = await deps.db.transaction(async (trx) => {
    const { hackathon, round, submissions, at, sheet } = await holdEmptySheet(trx, deps, person, id);
    const submission = submissions.find((one) => one.id === sheet.submission_id);
    if (!submission) throw new NotFound();
    const refused = await refusalOf(trx, { hackathon, round, at }, submission, jurorId);
    if (refused) return { refused };
    await deleteSheet(trx, id);
    const pair = { submission: submission.id, juror: jurorId };
    const [made] = await insertSheets(trx, round.id, [pair], { by: person.id, at });
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'giveSheet',
      subject: { kind: 'sheet', id: made!.id },
      hackathonId: hackathon.id,
      details: { from: sheet.juror_id, submission: submission.id },
    });
    await tellJurors(deps, trx, hackathon, person, [made!]);
    return { hackathon, id: made!.id };
  });
  if (outcome.refused !== undefined) throw inConflict(outcome.refused);
  return outcome;
}

/** A conflict is recorded and named; whoever is no juror, stopped, or reads it already is refused at once. */
async function refusalOf(
  trx: Db,
  { hackathon, round, at }: Pick<Held, 'hackathon' | 'round' | 'at'>,
  submission: HandedIn,
  jurorId: string,
): Promise<ConflictKind | undefined> {
  const juror = (await jurorsOf(trx, hackathon.id)).find((one) => one.id === jurorId);
  if (!juror) throw new InvalidInput({ juror: { key: 'jury.fault.juror' } });
  if (juror.stopped_at) throw new InvalidInput({ juror: { key: 'jury.fault.stopped' } });
  const kind = await conflictOf(trx, hackathon.id, jurorId, submission.team_id);
  if (kind) {
    const pair = { juror_id: jurorId, team_id: submission.team_id, kind };
    await recordConflicts(trx, hackathon.id, [pair], at);
    return kind;
  }
  const current = await sheetOfPair(trx, round.id, submission.id, jurorId);
  if (current) throw new Conflict('jury.refused.assigned', { id: current.id });
  return undefined;
}

/** Only an empty sheet can be taken away: what a juror wrote stays. */
export async function removeSheet(
  deps: Deps,
  person: Person,
  id: string,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const { hackathon, at, sheet } = await holdEmptySheet(trx, deps, person, id);
    await deleteSheet(trx, id);
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'removeSheet',
      subject: { kind: 'sheet', id },
      hackathonId: hackathon.id,
      details: { juror: sheet.juror_id, submission: sheet.submission_id },
    });
    return { hackathon };
  });
}

async function holdEmptySheet(
  trx: Db,
  deps: Deps,
  person: Person,
  id: string,
): Promise<Held & { sheet: SheetRow }> {
  const known = await sheetById(trx, id);
  const home = known && (await hackathonById(trx, known.hackathon_id));
  if (!known || !home) throw new NotFound();
  const hackathon = await lockHackathon(trx, home.id);
  if (!(await rolesOf(trx, home.id, person.id)).includes('organiser')) throw new NotFound();
  const held = await holdForAssignment(trx, deps, person, hackathon);
  await requireNoInterestInFinal(trx, held.round, person.id);
  const sheet = await lockSheet(trx, id);
  if (!sheet) throw new NotFound();
  const line = (await sheetLines(trx, sheet.round_id, sheet.juror_id)).find((one) => one.id === id)!;
  if (line.begun || line.handed_in_at || line.conflict_at) throw new Conflict('jury.refused.begun', { id });
  return { ...held, sheet };
}
