// Does queued jobs, a few at a time, at least once each. Whoever dies loses the lease and another goes on.
import type { Deps } from '../deps';
import { asRefusal, faultForLog } from '../errors';
import { newId, randomBelow } from '../ids';
import {
  deleteJob,
  failJob,
  insertRecurring,
  postponeJob,
  releaseJobs,
  renewLease,
  takeJobs,
} from './jobs.queries';
import type { JobRow } from './jobs.tables';

/** Thrown by a handler when trying again would not help. The message is shown to organisers: no personal data. */
export class Hopeless extends Error {}
/** Thrown by a handler when it may go better later. The same holds for its message. */
export class NotNow extends Error {}

export interface Job {
  payload: Record<string, string>;
  /** 1 for the first time. */
  attempt: number;
}

export interface Handler {
  /** Answers with seconds when the job is to run again after them. */
  run(job: Job): Promise<{ again: number } | undefined>;
  /** There from the start, once for all processes. */
  recurring?: boolean;
  /** Told when the job is given up. */
  failed?(job: Job, reason: string): Promise<void>;
}

export interface Worker {
  /** What runs is finished within `patience` ms, the rest is given back. */
  stop(patience?: number): Promise<void>;
}

export const MAX_ATTEMPTS = 8;
/** What may go better later is tried for so long, however often: a mail server may be away for a night. */
const PATIENCE = 24 * 3_600_000;
const LEASE_SECONDS = 60;
const LOOK_EVERY = 5_000;
const AT_ONCE = 4;
const FIRST_PAUSE = 30;
const LONGEST_PAUSE = 3_600;

/** Seconds until the next attempt: doubled each time, and up to a quarter more by chance. */
export function pauseAfter(attempt: number): number {
  const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1));
  return pause + randomBelow(Math.ceil(pause / 4));
}

export function startWorker(deps: Deps, handlers: Record<string, Handler>): Worker {
  const { db } = deps;
  const lease = newId();
  const now = () => deps.clock.expression(db);
  const running = new Map<Promise<void>, number>();
  let stopped = false;
  let looking: Promise<void> | undefined;
  let lookAgain = false;

  async function finish(job: JobRow): Promise<void> {
    const handler = handlers[job.kind]!;
    const given: Job = { payload: job.payload, attempt: job.attempts };
    try {
      // Whoever ended its worker so often will not do better.
      if (job.attempts > MAX_ATTEMPTS && !handler.recurring) throw new Hopeless('the worker ended each time');
      const answer = await handler.run(given);
      if (answer)
        await postponeJob(db, now(), job.id, lease, { seconds: answer.again, reason: null, attempts: 0 });
      else await deleteJob(db, job.id, lease);
    } catch (error) {
      const known = error instanceof Hopeless || error instanceof NotNow;
      const reason = known ? error.message : faultForLog(error).name;
      if (!known && !asRefusal(error))
        deps.log.error({ fault: faultForLog(error), kind: job.kind }, 'a job failed');
      const tried = error instanceof NotNow ? job.age_ms > PATIENCE : job.attempts >= MAX_ATTEMPTS;
      if (handler.recurring || !(error instanceof Hopeless || tried)) {
        const seconds = pauseAfter(Math.min(job.attempts, MAX_ATTEMPTS));
        const attempts = Math.min(job.attempts, MAX_ATTEMPTS - 1);
        return postponeJob(db, now(), job.id, lease, { seconds, reason, attempts });
      }
      await handler.failed?.(given, reason);
      await failJob(db, job.id, lease, reason);
    }
  }

  async function look(): Promise<void> {
    const kinds = Object.keys(handlers);
    do {
      lookAgain = false;
      const limit = AT_ONCE - running.size;
      if (limit <= 0) return;
      const jobs = await takeJobs(db, now(), { kinds, lease, seconds: LEASE_SECONDS, limit });
      for (const job of jobs) {
        const one: Promise<void> = finish(job)
          // The database went away: the lease runs out, and the job is done again.
          .catch((error) => deps.log.warn({ fault: faultForLog(error) }, 'a job waits for its lease to end'))
          .finally(() => {
            running.delete(one);
            wake();
          });
        running.set(one, job.id);
      }
    } while (lookAgain && !stopped);
  }

  function wake(): void {
    lookAgain = true;
    if (stopped || looking !== undefined) return;
    looking = look()
      .catch((error) => deps.log.warn({ fault: faultForLog(error) }, 'the queue waits for the database'))
      .finally(() => {
        looking = undefined;
      });
  }

  const recurring = Object.keys(handlers).filter((kind) => handlers[kind]!.recurring);
  const begin = async () => {
    for (const kind of recurring) await insertRecurring(db, now(), kind);
    recurring.length = 0;
  };
  const tick = () => void begin().then(wake, () => undefined);
  const looks = setInterval(tick, LOOK_EVERY);
  const renews = setInterval(
    () => {
      const taking = { ids: [...running.values()], lease, seconds: LEASE_SECONDS };
      if (running.size > 0) renewLease(db, now(), taking).catch(() => undefined);
    },
    (LEASE_SECONDS * 1000) / 3,
  );
  deps.queue.plug(wake);
  tick();

  return {
    async stop(patience = 10_000) {
      stopped = true;
      clearInterval(looks);
      await looking;
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, patience);
      });
      await Promise.race([Promise.all(running.keys()), enough]);
      clearTimeout(timer);
      clearInterval(renews);
      await releaseJobs(db, lease).catch(() => undefined);
    },
  };
}
