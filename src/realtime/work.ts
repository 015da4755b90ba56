// The live events that are being answered, so that a stop can wait for their answers.
import { setTimeout as pause } from 'node:timers/promises';

export interface Work {
  run<T>(job: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs, or after `within` milliseconds. */
  rest(within: number): Promise<void>;
}

export function createWork(): Work {
  const running = new Set<Promise<unknown>>();
  return {
    run(job) {
      const promise = job();
      running.add(promise);
      const gone = () => void running.delete(promise);
      promise.then(gone, gone);
      return promise;
    },
    async rest(within) {
      const late = pause(within, undefined, { ref: false });
      await Promise.race([late, Promise.allSettled([...running])]);
    },
  };
}
