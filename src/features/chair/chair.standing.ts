// What the scores of a round say at this moment, by all three ways of counting. For the eyes of the chair and,
// when the jury meets, its bands for the jury; nothing of it is stored or sent anywhere else.
import { createHash } from 'node:crypto';
import type { Db } from '../../db/db';
import { createKept } from '../../web/kept';
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

// Rankings of the same scores are the same: a page that is opened again asks no thread. In bytes, roughly: one
// ranking of thousands of proposals, or hundreds of small ones where every challenge has its own.
const kept = createKept(32 * 1024 * 1024);

export async function standingsOf(
  db: Db,
  round: Pick<RoundRow, 'id' | 'hackathon_id' | 'scope'>,
): Promise<Standing[]> {
  const parts = await roundParts(db, round);
  return Promise.all(parts.map(async (part) => ({ ...part, ...(await waysOf(part.input)) })));
}

async function waysOf(input: RoundInput): Promise<Ways> {
  const scores = createHash('sha256').update(JSON.stringify(input)).digest('base64');
  return kept.get(scores, '', () => allWays(input));
}

async function allWays(input: RoundInput): Promise<Ways> {
  const [calibrated, mean, median] = await Promise.all([
    rankAside(input, 'calibrated'),
    rankAside(input, 'mean'),
    rankAside(input, 'median'),
  ]);
  return { calibrated, mean, median };
}
