// Owns the embedded database for a server: starts it again when it dies, stops it at the end or hands it over.
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { stopServer } from './embedded.cluster';
import {
  becomeOwner,
  type EmbeddedOptions,
  open,
  sayLeaving,
  somebodyWaits,
  takeOwnerLock,
} from './embedded.open';
import type { Place } from './embedded.place';

export interface Keeper {
  url: string;
  /** A new server that starts from now on waits for this one to stop, instead of being refused. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

const LIVED_WELL = 10_000;
const LONGEST_PAUSE = 30_000;

/**
 * The owner's connection is the sign of life: it ends at the moment the database does. Then `revive` starts the
 * database on the same socket, so that the pool's next connection finds it; what waits meanwhile is answered 503.
 */
export async function keepRunning(place: Place, options: EmbeddedOptions): Promise<Keeper> {
  const first = await open(place, options, (client) => becomeOwner(client, options.dataDir));
  let owner = first.owner;
  let stopping = false;
  let reviving: Promise<void> | undefined;
  let since = Date.now();
  let wait = 0;

  const watch = (client: pg.Client) => {
    client.once('end', () => {
      if (stopping || client !== owner) return;
      wait = Date.now() - since > LIVED_WELL ? 0 : Math.min(LONGEST_PAUSE, wait * 2 || 250);
      reviving ??= revive().finally(() => {
        reviving = undefined;
      });
    });
  };
  const ownAgain = async (client: pg.Client) => {
    // A command may have been quicker; it lets go when it is done.
    while (!stopping && !(await takeOwnerLock(client))) await pause(500);
  };

  async function revive(): Promise<void> {
    const lost = Date.now();
    options.log?.warn('database: the built-in database has ended; it is started again');
    for (; !stopping; wait = Math.min(LONGEST_PAUSE, wait * 2 || 250)) {
      await pause(wait);
      try {
        owner = (await open(place, options, ownAgain)).owner;
        since = Date.now();
        watch(owner);
        options.log?.warn(`database: the built-in database runs again, after ${since - lost} ms`);
        return;
      } catch (error) {
        options.log?.warn(`database: ${(error as Error).message}`);
      }
    }
  }

  watch(owner);
  return {
    url: first.url,
    leave: () => sayLeaving(owner).catch(() => undefined),
    async stop() {
      stopping = true;
      await reviving;
      const handedOver = await somebodyWaits(owner).catch(() => false);
      // The lock is held until the server is gone: nobody may move in while it stops.
      if (!handedOver) await stopServer(place);
      await owner.end().catch(() => undefined);
    },
  };
}
