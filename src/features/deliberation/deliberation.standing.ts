// The order that would be published, for the jury's table: places, bands and ranges; nothing about jurors.
import type { Db } from '../../db/db';
import { standingsOf } from '../chair/chair.standing';
import type { RoundRow } from '../rounds/rounds.tables';
import type { Ranked } from './deliberation.policy';

export interface Ordered extends Ranked {
  low: number | null;
  high: number | null;
}

/** One for each ranking; `challenge` null where all proposals are in one. */
export interface Order {
  challenge: { id: string; slug: string; title: Record<string, string> } | null;
  ranked: Ordered[];
}

export async function ordersOf(
  db: Db,
  round: Pick<RoundRow, 'id' | 'hackathon_id' | 'scope' | 'method'>,
): Promise<Order[]> {
  const standings = await standingsOf(db, round);
  return standings.map((standing) => ({
    challenge: standing.challenge,
    ranked: standing[round.method].entries.map(({ submission, place, band, low, high }) => ({
      submission,
      place,
      band,
      low,
      high,
    })),
  }));
}
