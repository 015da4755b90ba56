// Long computing beside the event loop that serves people: one job after the other in a lane, in a thread that rests
// for a while afterwards. To start one, and to run code for the first time, takes longer than a small job.
import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ROOT } from './root';

/** Then a resting thread ends, and what it holds in memory with it. */
const RESTS_MS = 60_000;

interface Resting {
  thread: Worker;
  end: NodeJS.Timeout;
}

/** By file: lanes of the same work take each other's. */
const resting = new Map<string, Resting[]>();

/**
 * `worker`: a file below src/features, without ending, that answers each message with one. An answer rejects if its
 * thread fails; the next job has another.
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

async function inThread<Job, Answer>(file: string, job: Job): Promise<Answer> {
  const thread = takeThread(file);
  const heard = new AbortController();
  const { signal } = heard;
  try {
    thread.postMessage(job);
    const exit = once(thread, 'exit', { signal }).then(() => {
      throw new Error('a thread ended without an answer');
    });
    const [answer] = await Promise.race([once(thread, 'message', { signal }), exit]);
    rest(file, thread);
    return answer;
  } catch (error) {
    void thread.terminate();
    throw error;
  } finally {
    heard.abort();
  }
}

function takeThread(file: string): Worker {
  const rested = resting.get(file)?.pop();
  if (!rested) return startThread(file);
  clearTimeout(rested.end);
  rested.thread.ref();
  return rested.thread;
}

function startThread(file: string): Worker {
  const thread = new Worker(file);
  // One that fails at rest is nobody's concern: it is not there any more when it is looked for.
  return thread.on('error', () => forget(file, thread)).on('exit', () => forget(file, thread));
}

/** It keeps no process alive meanwhile. */
function rest(file: string, thread: Worker): void {
  thread.unref();
  const end = setTimeout(() => {
    forget(file, thread);
    void thread.terminate();
  }, RESTS_MS).unref();
  resting.set(file, [...(resting.get(file) ?? []), { thread, end }]);
}

function forget(file: string, thread: Worker): void {
  resting.set(
    file,
    (resting.get(file) ?? []).filter((one) => one.thread !== thread),
  );
}
