// Who sits at the jury's table: jurors and organisers, once deliberation began.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import type { Facts } from '../hackathons/hackathons.policy';
import { factsOf, hackathonById, holdPhases } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { conflictOf } from '../jury/jury.conflicts.queries';
import { deliberationBegan } from '../rounds/rounds.policy';
import { roundOf, shareRound } from '../rounds/rounds.queries';
import type { RoundRow } from '../rounds/rounds.tables';
import { isAnnounced } from './deliberation.prizes.queries';
import { ownTeams } from './deliberation.queries';

export interface Table {
  hackathon: HackathonRow;
  facts: Facts;
  round: RoundRow;
}

/** The hackathon, its phases and its round, held still until the transaction ends. */
export async function hold(deps: Deps, trx: Db, hackathonId: string, personId: string): Promise<Table> {
  await holdPhases(trx, hackathonId);
  const hackathon = (await hackathonById(trx, hackathonId))!;
  const round = await shareRound(trx, (await roundOf(trx, hackathonId)).id);
  const facts = await factsOf(trx, deps.clock, hackathon, personId);
  return { hackathon, facts, round };
}

/** For everybody else there is nothing here. After publication only organisers still write, for a correction. */
export function requireSeat({ facts, round }: Table): void {
  const organiser = facts.roles.includes('organiser');
  if (!organiser && !facts.roles.includes('juror')) throw new NotFound();
  if (!deliberationBegan(facts)) throw new Forbidden('jury.refused.notYet');
  if (round.locked_at && !organiser) throw new Forbidden('jury.refused.published');
}

/** Whoever must not score a team does not speak about it either, nor an organiser who sits in it or advises it. */
export async function requireNoConflict(
  trx: Db,
  hackathonId: string,
  personId: string,
  teamId: string,
): Promise<void> {
  if (
    (await conflictOf(trx, hackathonId, personId, teamId)) ||
    (await ownTeams(trx, hackathonId, personId)).includes(teamId)
  )
    throw new Forbidden('deliberation.refused.conflict');
}

/** What is frozen to be told on the big screen has its prizes in it: another award would be lost. */
export async function requireOpenPrizes(trx: Db, hackathonId: string): Promise<void> {
  if (await isAnnounced(trx, hackathonId)) throw new Conflict('deliberation.refused.announcing', {});
}

export function requireChair({ hackathon, facts }: Table): void {
  requireOrganiser(hackathon, facts.roles);
}
