// The order of the proposals of one round, as plain arithmetic, by the method the round asks for.
// The same output for any order of the input, on any machine. Nothing here reads or writes; results are frozen elsewhere.
import { calibratedRanking } from './ranking.calibrated.ts';
import { type Packed, pack } from './ranking.packed.ts';
import { plainRanking } from './ranking.plain.ts';
import type { Method, Ranking, Round } from './ranking.round.ts';

/** Expects a round that `checkRound` accepts: known ids, no score twice. Scores under a conflict are left out. */
export function rank(round: Round, method?: Method): Ranking {
  return rankPacked(pack(round), method);
}

/** The same for a round that is packed already. */
export function rankPacked(round: Packed, method: Method = round.method ?? 'calibrated'): Ranking {
  return method === 'calibrated' ? calibratedRanking(round) : plainRanking(round, method);
}
