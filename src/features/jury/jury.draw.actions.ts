// Drawing readers: for all proposals or some, and again for what a juror who cannot go on leaves behind.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { InvalidInput, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { holdAsOrganiser } from '../hackathons/hackathons.actions';
import { factsOf, hackathonBySlug, lockHackathon, peopleWithRole } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { notify } from '../notices/notices.actions';
import { finalistsOf } from '../rounds/rounds.finals.queries';
import { lockRound, roundOf } from '../rounds/rounds.queries';
import type { RoundRow } from '../rounds/rounds.tables';
import { type HandedIn, handedInSubmissions } from '../submissions/submissions.queries';
import { type Assignment, assign } from './jury.assignment';
import { allConflicts, foundConflicts, holdConflicts, recordConflicts } from './jury.conflicts.queries';
import { jurorsOf, languagesOfProposals, saveStopped } from './jury.jurors.queries';
import { isHeld, pairOf, readingJurors, seedOf } from './jury.policy';
import { deleteSheets, insertSheets, sheetLines } from './jury.readers.queries';
import { requireAssigning, requireNoInterestInFinal } from './jury.rights';
import type { Juror } from './jury.tables';

export interface Held {
  hackathon: HackathonRow;
  round: RoundRow;
  submissions: HandedIn[];
  at: Date;
}

/** Hackathon and round in hand, no new conflict until the end: two who assign at once take turns. */
export async function holdForAssignment(
  trx: Db,
  deps: Deps,
  person: Person,
  hackathon: HackathonRow,
): Promise<Held> {
  const round = await lockRound(trx, (await roundOf(trx, hackathon.id)).id);
  await holdConflicts(trx, hackathon.id);
  const facts = await factsOf(trx, deps.clock, hackathon, person.id);
  requireAssigning(facts, round);
  return { hackathon, round, submissions: await handedInSubmissions(trx, hackathon.id), at: facts.now };
}

export interface Drawn {
  hackathon: HackathonRow;
  made: number;
  assignment: Assignment;
}

/** Draws what is missing to `sheetsEach` readers; what is assigned already counts. */
export async function assignBalanced(
  deps: Deps,
  person: Person,
  slug: string,
  sheetsEach: number,
): Promise<Drawn> {
  return deps.db.transaction(async (trx) => {
    const held = await holdForAssignment(trx, deps, person, await holdAsOrganiser(trx, person, slug));
    await requireNoInterestInFinal(trx, held.round, person.id);
    const jurors = await jurorsOf(trx, held.hackathon.id);
    if (held.submissions.length === 0)
      throw new InvalidInput({ balanced: { key: 'jury.fault.noSubmissions' } });
    if (jurors.length === 0) throw new InvalidInput({ balanced: { key: 'jury.fault.noJurors' } });
    // From the opening of the final on more reading is for its proposals only.
    const finalists = await finalistsOf(trx, held.round.id);
    const wanted = (submission: string) => (!finalists || finalists.has(submission) ? sheetsEach : 0);
    const drawn = await draw(trx, deps, person, held, jurors, wanted);
    await recordActivity(trx, {
      at: held.at,
      personId: person.id,
      act: 'assignBalanced',
      subject: { kind: 'round', id: held.round.id },
      hackathonId: held.hackathon.id,
      details: { each: sheetsEach, made: drawn.made, short: drawn.assignment.short.length },
    });
    return drawn;
  });
}

async function draw(
  trx: Db,
  deps: Deps,
  person: Person,
  { hackathon, round, submissions, at }: Held,
  jurors: readonly Juror[],
  wanted: (submission: string) => number,
): Promise<Drawn> {
  await recordConflicts(trx, hackathon.id, await foundConflicts(trx, hackathon.id), at);
  const teamOf = new Map(submissions.map((one) => [one.id, one.team_id]));
  const submissionOf = new Map(submissions.map((one) => [one.team_id, one.id]));
  const conflicts = await allConflicts(trx, hackathon.id);
  const barred = new Set(conflicts.map((pair) => `${pair.team_id} ${pair.juror_id}`));
  const languages = await languagesOfProposals(trx, hackathon);
  const lines = await sheetLines(trx, round.id);
  const stopped = new Set(jurors.filter((one) => one.stopped_at).map((one) => one.id));
  const kept = lines.filter((line) => isHeld(line, stopped));
  const assignment = assign({
    submissions: submissions.map(({ id, challenge_id }) => ({
      id,
      languages: languages.get(id) ?? [],
      wanted: wanted(id),
      ...(round.scope === 'challenge' ? { part: challenge_id } : {}),
    })),
    jurors: readingJurors(jurors, kept),
    conflicts: [
      ...conflicts.flatMap(({ team_id, juror_id }) => {
        const submission = submissionOf.get(team_id);
        return submission === undefined ? [] : [{ submission, juror: juror_id }];
      }),
      ...lines.filter((line) => line.conflict_at).map(pairOf),
    ],
    sheetsEach: 0,
    seed: seedOf(hackathon.id),
    kept: kept.map((line) => ({ ...pairOf(line), begun: line.begun || line.handed_in_at !== null })),
  });
  const now = new Set(assignment.pairs.map((pair) => `${pair.submission} ${pair.juror}`));
  const moved = kept.filter(
    (line) => !line.begun && !line.handed_in_at && !now.has(`${line.submission_id} ${line.juror_id}`),
  );
  await deleteSheets(
    trx,
    moved
      .filter((line) => !barred.has(`${teamOf.get(line.submission_id)} ${line.juror_id}`))
      .map((line) => line.id),
  );
  const made = await insertSheets(trx, round.id, assignment.pairs, { by: person.id, at });
  await tellJurors(deps, trx, hackathon, person, made);
  return { hackathon, made: made.length, assignment };
}

/** The juror gets no more sheets; what was not begun goes to others, everything else stays where it is. */
export async function stopJuror(
  deps: Deps,
  person: Person,
  slug: string,
  jurorId: string,
): Promise<Drawn & { lost: number }> {
  return deps.db.transaction(async (trx) => {
    const { hackathon, juror } = await holdJuror(trx, deps, person, slug, jurorId);
    const held = await holdForAssignment(trx, deps, person, hackathon);
    const lines = await sheetLines(trx, held.round.id);
    const counted = new Map<string, number>();
    for (const line of lines)
      if (!line.conflict_at) counted.set(line.submission_id, (counted.get(line.submission_id) ?? 0) + 1);
    const lost = lines.filter(
      (line) => line.juror_id === jurorId && !line.begun && !line.handed_in_at && !line.conflict_at,
    );
    await deleteSheets(
      trx,
      lost.map((line) => line.id),
    );
    const of = { hackathonId: hackathon.id, personId: jurorId };
    await saveStopped(trx, of, { at: held.at, by: person.id, now: held.at });
    const jurors = await jurorsOf(trx, hackathon.id);
    const drawn = await draw(trx, deps, person, held, jurors, (submission) => counted.get(submission) ?? 0);
    await recordActivity(trx, {
      at: held.at,
      personId: person.id,
      act: 'stopJuror',
      subject: { kind: 'person', id: jurorId },
      hackathonId: hackathon.id,
      details: { lost: lost.length, made: drawn.made, short: drawn.assignment.short.length },
    });
    const organisers = await peopleWithRole(trx, hackathon.id, 'organiser');
    await notify(
      deps,
      trx,
      organisers
        .filter((one) => one.id !== person.id)
        .map((one) => ({
          personId: one.id,
          kind: 'jurorStopped' as const,
          aboutId: juror.id,
          params: { hackathon: hackathon.title, count: drawn.assignment.short.length },
          href: `/hackathons/${hackathon.slug}/assignments`,
          hackathonId: hackathon.id,
        })),
    );
    return { ...drawn, lost: lost.length };
  });
}

/** Back again: gets sheets at the next draw. */
export async function resumeJuror(
  deps: Deps,
  person: Person,
  slug: string,
  jurorId: string,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const { hackathon } = await holdJuror(trx, deps, person, slug, jurorId);
    const { at } = await holdForAssignment(trx, deps, person, hackathon);
    await saveStopped(
      trx,
      { hackathonId: hackathon.id, personId: jurorId },
      { at: null, by: person.id, now: at },
    );
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'resumeJuror',
      subject: { kind: 'person', id: jurorId },
      hackathonId: hackathon.id,
    });
    return { hackathon };
  });
}

/** Jurors themselves, or an organiser for them; for everybody else there is no such juror. */
async function holdJuror(trx: Db, deps: Deps, person: Person, slug: string, jurorId: string) {
  const found = await hackathonBySlug(trx, slug);
  if (!found) throw new NotFound();
  const hackathon = await lockHackathon(trx, found.id);
  const facts = await factsOf(trx, deps.clock, hackathon, person.id);
  requireVisible(hackathon, facts.roles);
  const juror = (await jurorsOf(trx, hackathon.id)).find((one) => one.id === jurorId);
  if (!juror || (jurorId !== person.id && !facts.roles.includes('organiser'))) throw new NotFound();
  return { hackathon, juror };
}

export async function tellJurors(
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
