// What the scores of a round say at this moment, by all three ways of counting. For the eyes of the chair and,
// when the jury meets, its bands for the jury; nothing of it is stored or sent anywhere else.
import { createHash } from 'node:crypto';
import type { Db } from '../../db/db';
import { rankAside } from '../ranking/ranking.aside';
import type { Ranking } from '../ranking/ranking.round';
import { type RoundInput, roundInput } from '../sheets/sheets.results.queries';

export interface Standing {
  input: RoundInput;
  calibrated: Ranking;
  mean: Ranking;
  median: Ranking;
}

// Rankings of the same scores are the same: a page that is opened again asks no thread.
const KEPT = 16;
const kept = new Map<string, Promise<Omit<Standing, 'input'>>>();

export async function standingOf(db: Db, roundId: string): Promise<Standing> {
  const input = await roundInput(db, roundId);
  const key = createHash('sha256').update(JSON.stringify(input)).digest('base64');
  const known = kept.get(key) ?? allWays(input);
  kept.delete(key);
  kept.set(key, known);
  known.catch(() => kept.delete(key));
  for (const old of kept.keys()) if (kept.size > KEPT) kept.delete(old);
  return { input, ...(await known) };
}

async function allWays(input: RoundInput): Promise<Omit<Standing, 'input'>> {
  const [calibrated, mean, median] = await Promise.all([
    rankAside(input, 'calibrated'),
    rankAside(input, 'mean'),
    rankAside(input, 'median'),
  ]);
  return { calibrated, mean, median };
}
