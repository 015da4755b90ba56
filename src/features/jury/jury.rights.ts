// Who may name readers and who chairs, as errors that people can read.
import type { Db } from '../../db/db';
import { Forbidden } from '../../errors';
import type { Facts } from '../hackathons/hackathons.policy';
import { finalistsOf } from '../rounds/rounds.finals.queries';
import type { RoundRow } from '../rounds/rounds.tables';
import { organisersWithInterest } from './jury.interest.queries';
import { mayAssign, mayChair } from './jury.policy';

export function requireAssigning(facts: Facts, round: Pick<RoundRow, 'locked_at'>): void {
  if (round.locked_at || !mayAssign(facts)) throw new Forbidden('jury.refused.assignTooLate');
}

/**
 * Of organisers: refuses those who have an interest. Names nobody; where no organiser is free of it, it says what
 * helps.
 */
export async function requireNoInterest(db: Db, hackathonId: string, personId: string): Promise<void> {
  const organisers = await organisersWithInterest(db, hackathonId);
  const own = organisers.find((one) => one.id === personId);
  if (!own || mayChair(own)) return;
  throw new Forbidden(organisers.some(mayChair) ? 'jury.refused.interest' : 'jury.refused.interestAlone');
}

/** Who reads what says from the opening of the final on who is in it. */
export async function requireNoInterestInFinal(
  db: Db,
  round: Pick<RoundRow, 'id' | 'hackathon_id'> | undefined,
  personId: string,
): Promise<void> {
  if (round && (await finalistsOf(db, round.id))) await requireNoInterest(db, round.hackathon_id, personId);
}
