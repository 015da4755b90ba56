// Who may name readers and who chairs, as errors that people can read.
import type { Db } from '../../db/db';
import { Forbidden } from '../../errors';
import type { Facts } from '../hackathons/hackathons.policy';
import { finalistsOf } from '../rounds/rounds.finals.queries';
import { deliberationBegan } from '../rounds/rounds.policy';
import type { RoundRow } from '../rounds/rounds.tables';
import { organisersWithInterest } from './jury.interest.queries';
import { type Interest, mayAssign, mayChair, mayPublish } from './jury.policy';

export function requireAssigning(facts: Facts, round: Pick<RoundRow, 'locked_at'>): void {
  if (round.locked_at || !mayAssign(facts)) throw new Forbidden('jury.refused.assignTooLate');
}

/**
 * Of organisers: refuses those who have an interest. Names nobody; where no organiser is free of it, it says what
 * helps.
 */
export async function requireNoInterest(db: Db, hackathonId: string, personId: string): Promise<void> {
  await requireOf(db, hackathonId, personId, mayChair);
}

/** Of organisers: refuses members of teams, and jurors while scores can change. */
export async function requirePublisher(
  db: Db,
  hackathonId: string,
  personId: string,
  facts: Facts,
): Promise<void> {
  await requireOf(db, hackathonId, personId, (one) => mayPublish(one, deliberationBegan(facts)));
}

async function requireOf(
  db: Db,
  hackathonId: string,
  personId: string,
  may: (interest: Interest) => boolean,
): Promise<void> {
  const organisers = await organisersWithInterest(db, hackathonId);
  const own = organisers.find((one) => one.id === personId);
  if (!own || may(own)) return;
  throw new Forbidden(organisers.some(may) ? 'jury.refused.interest' : 'jury.refused.interestAlone');
}

/** Who reads what says from the opening of the final on who is in it. */
export async function requireNoInterestInFinal(
  db: Db,
  round: Pick<RoundRow, 'id' | 'hackathon_id'> | undefined,
  personId: string,
): Promise<void> {
  if (round && (await finalistsOf(db, round.id))) await requireNoInterest(db, round.hackathon_id, personId);
}
