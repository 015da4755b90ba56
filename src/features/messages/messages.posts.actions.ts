// Messages that come while others are being written wait for a moment and are written together, by one
// statement that waits for no room. Whatever it left out, or stopped, is tried once more by itself.
import type { Knex } from 'knex';
import type { Deps } from '../../deps';
import { Away } from '../../errors';
import { type Draft, type Posted, postMany, postOne } from '../rooms/rooms.log.queries';

const STATEMENTS_AT_ONCE = 3;
const MOST_TOGETHER = 64;
const MOST_WAITING = 2_000;

interface Waiting {
  draft: Draft;
  resolve(posted: Posted | undefined): void;
  reject(error: unknown): void;
}

interface Queue {
  waiting: Set<Waiting>;
  /** Rooms with a message under way: the next one of the room comes after it. */
  busy: Set<string>;
  statements: number;
}

type Means = Pick<Deps, 'db' | 'clock'>;
const queues = new WeakMap<Knex, Queue>();

/**
 * Undefined when nothing was written: no right now, or a client id that is known. Messages of one room are
 * written in the order in which they came. Throws Away when too many wait already.
 */
export function postInTurn(means: Means, draft: Draft): Promise<Posted | undefined> {
  const queue = queues.get(means.db) ?? { waiting: new Set(), busy: new Set(), statements: 0 };
  queues.set(means.db, queue);
  if (queue.waiting.size >= MOST_WAITING) return Promise.reject(new Away());
  return new Promise((resolve, reject) => {
    queue.waiting.add({ draft, resolve, reject });
    writeNext(means, queue);
  });
}

function writeNext(means: Means, queue: Queue): void {
  if (queue.statements >= STATEMENTS_AT_ONCE) return;
  const taken: Waiting[] = [];
  for (const one of queue.waiting) {
    if (taken.length === MOST_TOGETHER) break;
    if (queue.busy.has(one.draft.roomId)) continue;
    queue.busy.add(one.draft.roomId);
    queue.waiting.delete(one);
    taken.push(one);
  }
  if (taken.length > 0) void writeTogether(means, queue, taken);
}

async function writeTogether(means: Means, queue: Queue, taken: Waiting[]): Promise<void> {
  const drafts = taken.map((one) => one.draft);
  const offset = means.clock.offsetSeconds;
  let left = taken;
  queue.statements += 1;
  try {
    const written = new Map((await postMany(means.db, drafts, offset)).map((posted) => [posted.id, posted]));
    left = [];
    for (const one of taken) {
      const posted = written.get(one.draft.id);
      if (!posted) left.push(one);
      else {
        queue.busy.delete(one.draft.roomId);
        one.resolve(posted);
      }
    }
  } catch (error) {
    // Refused by the database because of one of them, or no answer: then none of them has one.
    if ((error as { severity?: string }).severity === undefined) {
      left = [];
      for (const one of taken) {
        queue.busy.delete(one.draft.roomId);
        one.reject(error);
      }
    }
  }
  queue.statements -= 1;
  for (const one of left) void writeAlone(means, queue, one, offset);
  writeNext(means, queue);
}

/** Waits for the room if somebody holds it, and for nothing else: it takes no turn from the others. */
async function writeAlone(means: Means, queue: Queue, one: Waiting, offset: number): Promise<void> {
  await postOne(means.db, one.draft, offset).then(one.resolve, one.reject);
  queue.busy.delete(one.draft.roomId);
  writeNext(means, queue);
}
