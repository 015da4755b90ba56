// Whether the reading of a round with two stages is complete, for whoever publishes.
import type { Db } from '../../db/db';
import { Conflict } from '../../errors';
import { finalOf } from '../rounds/rounds.finals.queries';
import { deliberationBegan, type Facts } from '../rounds/rounds.policy';
import type { RoundRow } from '../rounds/rounds.tables';
import { finalReading } from './finals.queries';

export interface MissingOfFinal {
  what: 'unopened' | 'sheetsOpen' | 'notReadAgain';
  /** Sheets, or proposals. */
  count: number;
}

/** Null: nothing is missing, or the round has one stage. */
export async function missingOfFinal(
  db: Db,
  round: Pick<RoundRow, 'id' | 'hackathon_id' | 'stages'>,
): Promise<MissingOfFinal | null> {
  if (round.stages !== 2) return null;
  if (!(await finalOf(db, round.id))) return { what: 'unopened', count: 0 };
  const { open, unread } = await finalReading(db, round);
  if (open > 0) return { what: 'sheetsOpen', count: open };
  return unread > 0 ? { what: 'notReadAgain', count: unread } : null;
}

/**
 * While the jury can still read, what is missing is read first. Once it met nothing can be read any more: then it is
 * published with a reason that everybody reads, or not at all. Tells whether something is missing.
 */
export async function requireFinalRead(
  db: Db,
  round: RoundRow,
  { facts, reason }: { facts: Facts; reason: string | undefined },
): Promise<boolean> {
  const missing = await missingOfFinal(db, round);
  if (!missing) return false;
  if (reason && deliberationBegan(facts)) return true;
  throw new Conflict(`finals.refused.${missing.what}`, missing, { count: missing.count });
}
