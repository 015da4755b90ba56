// The way in: jobs are written with the change that needs them, and workers of this process wake after commit.
import { afterCommit } from '../db/after-commit';
import type { Db } from '../db/db';
import type { Deps } from '../deps';
import { deleteJobs, insertJobs } from './jobs.queries';

export interface Queue {
  wake(): void;
  /** Whom to wake; workers of other processes look by themselves. */
  plug(wake: () => void): void;
}

export function createQueue(): Queue {
  let awake = () => {};
  return {
    wake: () => awake(),
    plug(wake) {
      awake = wake;
    },
  };
}

export async function addJobs(
  deps: Deps,
  trx: Db,
  kind: string,
  payloads: Record<string, string>[],
  notBefore: Date | null = null,
): Promise<void> {
  if (payloads.length === 0) return;
  await insertJobs(trx, deps.clock.expression(trx), kind, payloads, notBefore);
  afterCommit(trx, () => deps.queue.wake());
}

/** Instead of the one that failed, which would count as failed for another month. */
export async function addJobAgain(
  deps: Deps,
  trx: Db,
  kind: string,
  payload: Record<string, string>,
): Promise<void> {
  await deleteJobs(trx, kind, payload);
  await addJobs(deps, trx, kind, [payload]);
}
