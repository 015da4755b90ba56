// Ranking beside the event loop that serves people: a thread for each round, one at a time.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ROOT } from '../../root';
import type { Method, Ranking, Round } from './ranking.round.ts';

// Built JavaScript also where the tests run from source: a thread knows no other.
const WORKER = path.join(ROOT, 'dist', 'src', 'features', 'ranking', 'ranking.worker.js');

let last: Promise<unknown> = Promise.resolve();

/** As `rank` of ranking.ts; rejects if the thread fails. */
export function rankAside(round: Round, method?: Method): Promise<Ranking> {
  const turn = last.then(() => inThread(round, method));
  last = turn.catch(() => undefined);
  return turn;
}

function inThread(round: Round, method?: Method): Promise<Ranking> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { round, method } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the ranking ended without an answer')));
  });
}
