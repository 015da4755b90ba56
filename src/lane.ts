// Long computing beside the event loop that serves people: a thread for each job, one after the other in a lane.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ROOT } from './root';

/**
 * `worker`: a file below src/features, without ending, that answers its `workerData` with one message. The answer
 * rejects if the thread fails.
 */
export function laneOf<Job, Answer>(worker: string): (job: Job) => Promise<Answer> {
  // Built JavaScript also where the tests run from source: a thread knows no other.
  const file = path.join(ROOT, 'dist', 'src', 'features', `${worker}.js`);
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const turn = last.then(() => inThread<Job, Answer>(file, job));
    last = turn.catch(() => undefined);
    return turn;
  };
}

function inThread<Job, Answer>(file: string, job: Job): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: job });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('a thread ended without an answer')));
  });
}
