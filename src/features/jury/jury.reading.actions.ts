// What jurors say about themselves: the languages they read, the most sheets they can take, teams they know.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Forbidden, InvalidInput, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { factsOf, hackathonBySlug, holdPhases } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { judgingOver } from '../rounds/rounds.policy';
import { findRound } from '../rounds/rounds.queries';
import { requireRole } from '../rounds/rounds.rights';
import { declarableTeams, holdConflicts, recordConflicts } from './jury.conflicts.queries';
import type { Reading } from './jury.input';
import { saveReads } from './jury.jurors.queries';

async function holdAsJuror(trx: Db, deps: Deps, person: Person, slug: string) {
  const hackathon = await hackathonBySlug(trx, slug);
  if (!hackathon) throw new NotFound();
  await holdPhases(trx, hackathon.id);
  await holdConflicts(trx, hackathon.id);
  const facts = await factsOf(trx, deps.clock, hackathon, person.id);
  requireVisible(hackathon, facts.roles);
  requireRole(facts, 'juror');
  return { hackathon, facts };
}

/** Counts from the next draw on; sheets that are assigned stay. */
export async function saveReading(deps: Deps, person: Person, slug: string, input: Reading): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const { hackathon, facts } = await holdAsJuror(trx, deps, person, slug);
    const of = { hackathonId: hackathon.id, personId: person.id };
    await saveReads(trx, of, { reads: input.languages, max: input.max ?? null, at: facts.now });
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'saveReading',
      subject: { kind: 'person', id: person.id },
      hackathonId: hackathon.id,
    });
  });
}

/** Open sheets of these teams leave the ranking with it. Until judging is over: then sheets are open to the jury. */
export async function declareConflicts(
  deps: Deps,
  person: Person,
  slug: string,
  teams: readonly string[],
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const { hackathon, facts } = await holdAsJuror(trx, deps, person, slug);
    const round = await findRound(trx, hackathon.id);
    if (judgingOver(facts, round?.locked_at ?? null)) throw new Forbidden('jurors.refused.tooLate');
    const known = new Set((await declarableTeams(trx, hackathon.id, person.id)).map((team) => team.id));
    if (teams.some((team) => !known.has(team)))
      throw new InvalidInput({ team: { key: 'jurors.fault.team' } });
    const pairs = teams.map((team_id) => ({ juror_id: person.id, team_id, kind: 'declared' as const }));
    await recordConflicts(trx, hackathon.id, pairs, facts.now);
    await recordActivity(trx, {
      at: facts.now,
      personId: person.id,
      act: 'declareConflicts',
      subject: { kind: 'hackathon', id: hackathon.id },
      hackathonId: hackathon.id,
      details: { teams: teams.length },
    });
  });
}
