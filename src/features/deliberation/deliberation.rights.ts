// Who sits at the jury's table once deliberation began: jurors, and organisers who have no interest.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import type { Facts } from '../hackathons/hackathons.policy';
import { factsOf, hackathonById, holdPhases } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { conflictOf } from '../jury/jury.conflicts.queries';
import { requirePublisher } from '../jury/jury.rights';
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

/** Jurors sit there as jurors; organisers only without an interest, and with a team of their own in no case. */
export async function requireView(
  db: Db,
  { hackathon, facts }: Pick<Table, 'hackathon' | 'facts'>,
  personId: string,
): Promise<void> {
  if (facts.roles.includes('organiser')) await requirePublisher(db, hackathon.id, personId, facts);
}

/** For everybody else there is nothing here. After publication only organisers still write, for a correction. */
export async function requireSeat(db: Db, table: Table, personId: string): Promise<void> {
  const { facts, round } = table;
  const organiser = facts.roles.includes('organiser');
  if (!organiser && !facts.roles.includes('juror')) throw new NotFound();
  if (!deliberationBegan(facts)) throw new Forbidden('jury.refused.notYet');
  await requireView(db, table, personId);
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

export async function requireChair(
  db: Db,
  { hackathon, facts }: Pick<Table, 'hackathon' | 'facts'>,
  personId: string,
): Promise<void> {
  requireOrganiser(hackathon, facts.roles);
  await requirePublisher(db, hackathon.id, personId, facts);
}
