// Ranking beside the event loop that serves people: a thread for each round, in two lanes of one at a time each.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ROOT } from '../../root';
import type { Method, Ranking, Round } from './ranking.round.ts';

// Built JavaScript also where the tests run from source: a thread knows no other.
const WORKER = path.join(ROOT, 'dist', 'src', 'features', 'ranking', 'ranking.worker.js');

/** One round after the other. */
function lane(): (round: Round, method?: Method) => Promise<Ranking> {
  let last: Promise<unknown> = Promise.resolve();
  return (round, method) => {
    const turn = last.then(() => inThread(round, method));
    last = turn.catch(() => undefined);
    return turn;
  };
}

/** As `rank` of ranking.ts, for a page; rejects if the thread fails. */
export const rankAside = lane();

/** The same for an act that holds locks meanwhile: it waits for no page, however many are asked for. */
export const rankForAct = lane();

function inThread(round: Round, method?: Method): Promise<Ranking> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { round, method } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the ranking ended without an answer')));
  });
}
