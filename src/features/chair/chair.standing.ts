// What the scores of a round say at this moment, by all three ways of counting. For the eyes of the chair and,
// when the jury meets, its bands for the jury; nothing of it is stored or sent anywhere else.
import { createHash } from 'node:crypto';
import type { Db } from '../../db/db';
import { rankAside } from '../ranking/ranking.aside';
import type { Ranking } from '../ranking/ranking.round';
import type { RoundRow } from '../rounds/rounds.tables';
import { type RoundInput, type RoundPart, roundParts } from '../sheets/sheets.results.queries';

interface Ways {
  calibrated: Ranking;
  mean: Ranking;
  median: Ranking;
}

/** One ranking: of the whole hackathon, or of one challenge. */
export type Standing = RoundPart & Ways;

// Rankings of the same scores are the same: a page that is opened again asks no thread.
const KEPT = 32;
const kept = new Map<string, Promise<Ways>>();

export async function standingsOf(
  db: Db,
  round: Pick<RoundRow, 'id' | 'hackathon_id' | 'scope'>,
): Promise<Standing[]> {
  const parts = await roundParts(db, round);
  return Promise.all(parts.map(async (part) => ({ ...part, ...(await waysOf(part.input)) })));
}

function waysOf(input: RoundInput): Promise<Ways> {
  const key = createHash('sha256').update(JSON.stringify(input)).digest('base64');
  const known = kept.get(key) ?? allWays(input);
  kept.delete(key);
  kept.set(key, known);
  known.catch(() => kept.delete(key));
  for (const old of kept.keys()) if (kept.size > KEPT) kept.delete(old);
  return known;
}

async function allWays(input: RoundInput): Promise<Ways> {
  const [calibrated, mean, median] = await Promise.all([
    rankAside(input, 'calibrated'),
    rankAside(input, 'mean'),
    rankAside(input, 'median'),
  ]);
  return { calibrated, mean, median };
}
