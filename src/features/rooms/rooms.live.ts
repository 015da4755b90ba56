// What rooms push: entries in the order of their numbers, and who is here.
import { setTimeout as pause } from 'node:timers/promises';
import type { Deps } from '../../deps';
import type { Entry, Presence } from '../../realtime/contract';
import { channels } from '../../realtime/live';
import type { EntryRow, Named } from './rooms.tables';
import { marksOf } from './rooms.words.policy';

export function entryOf(row: EntryRow): Entry {
  return {
    roomId: row.room_id,
    seq: row.seq,
    kind: row.kind,
    ...(row.of_id === null ? {} : { of: row.of_id }),
    id: row.id,
    ...(row.client_id === null ? {} : { clientId: row.client_id }),
    author: { id: row.author_id, name: row.author_name, role: row.author_role },
    body: row.body,
    at: row.at.toISOString(),
    ...(row.voice_seconds === null || row.body === null
      ? {}
      : { voice: { id: row.id, seconds: row.voice_seconds } }),
    ...(row.reply === null ? {} : { replyTo: row.reply }),
    ...(row.file === null ? {} : { file: row.file }),
    ...marked(row.body, row.mentions),
  };
}

/** Nothing where nothing is to be marked. */
export function marked(body: string | null, mentions: readonly Named[] | null): Pick<Entry, 'marks'> {
  const marks = marksOf(body, mentions);
  return marks.length > 0 ? { marks } : {};
}

interface Outbox {
  /** The number that is told next. */
  next: number;
  waiting: Map<number, Entry>;
  hurry: Promise<void> | undefined;
}

const outboxes = new WeakMap<Deps, Map<string, Outbox>>();
const WAITS_FOR_THE_ONE_BEFORE = 100;

/**
 * Tells a committed entry to its room, after the acknowledgement had its turn. Commits of one room may
 * come back in another order than their numbers: a later one waits a moment for the one before it. Where other
 * processes write in the room as well, that one may never come by here: pages put them in order themselves.
 */
export function announce(deps: Deps, entry: Entry): void {
  setImmediate(() => {
    if (deps.relay) deps.live.tell(channels.room(entry.roomId), 'room:entry', entry);
    else inOrder(deps, entry);
  });
}

function inOrder(deps: Deps, entry: Entry): void {
  const channel = channels.room(entry.roomId);
  const all = outboxes.get(deps) ?? new Map<string, Outbox>();
  outboxes.set(deps, all);
  if (deps.live.inside(channel).length === 0) {
    all.delete(entry.roomId);
    return;
  }
  const box = all.get(entry.roomId);
  if (!box) {
    all.set(entry.roomId, { next: entry.seq + 1, waiting: new Map(), hurry: undefined });
    deps.live.tell(channel, 'room:entry', entry);
    return;
  }
  if (entry.seq < box.next) {
    deps.live.tell(channel, 'room:entry', entry);
    return;
  }
  box.waiting.set(entry.seq, entry);
  tellReady(deps, channel, box);
  if (box.waiting.size === 0 || box.hurry) return;
  box.hurry = pause(WAITS_FOR_THE_ONE_BEFORE, undefined, { ref: false }).then(() => {
    box.hurry = undefined;
    if (box.waiting.size === 0) return;
    box.next = Math.min(...box.waiting.keys());
    tellReady(deps, channel, box);
  });
}

function tellReady(deps: Deps, channel: string, box: Outbox): void {
  for (let entry = box.waiting.get(box.next); entry; entry = box.waiting.get(box.next)) {
    box.waiting.delete(box.next);
    box.next += 1;
    deps.live.tell(channel, 'room:entry', entry);
  }
}

/** Who is in a room now, each person once however many pages they have open. */
export function hereIn(deps: Deps, roomId: string): Presence['here'] {
  const elsewhere = deps.peers.said(channels.room(roomId)) as Presence['here'][];
  const all = [...hereInThisProcess(deps, roomId), ...elsewhere.flat()];
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

/** What one process tells the others. */
export function hereInThisProcess(deps: Deps, roomId: string): Presence['here'] {
  const here = new Map<string, Presence['here'][number]>();
  for (const data of deps.live.inside(channels.room(roomId))) {
    const { person, rooms, came } = data as {
      person: { id: string; display_name: string };
      rooms?: Record<string, string>;
      came?: Record<string, string>;
    };
    const since = [came?.[roomId], here.get(person.id)?.since].filter((at) => at !== undefined).sort()[0];
    const one = { id: person.id, name: person.display_name, role: rooms?.[roomId] ?? '' };
    here.set(person.id, since === undefined ? one : { ...one, since });
  }
  return [...here.values()];
}
