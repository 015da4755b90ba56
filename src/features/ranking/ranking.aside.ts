// Ranking beside the event loop that serves people, in two lanes of one at a time each.
import { laneOf } from '../../lane';
import { type Packed, pack } from './ranking.packed.ts';
import type { Method, Ranking, Round } from './ranking.round.ts';

export type Job = { round: Packed; method: Method | undefined };

function lane(): (round: Round, method?: Method) => Promise<Ranking> {
  const run = laneOf<Job, Ranking>('ranking/ranking.worker');
  return (round, method) => run({ round: pack(round), method });
}

/** As `rank` of ranking.ts, for a page; rejects if the thread fails. */
export const rankAside = lane();

/** The same for an act that holds locks meanwhile: it waits for no page, however many are asked for. */
export const rankForAct = lane();
