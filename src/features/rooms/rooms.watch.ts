// Keeps rooms honest without anybody asking: presence is pushed, rights that ended close the channel.
import type { Server } from 'socket.io';
import type { Deps } from '../../deps';
import { channels } from '../../realtime/live';
import { repeat } from '../../realtime/repeat';
import { hereIn, hereInThisProcess } from './rooms.live';
import { headsOf } from './rooms.log.queries';
import { expertIn, keepVisit, withoutRight } from './rooms.queries';

const ROOM = channels.room('');
const EXPERTS = channels.experts('');
const WATCHING = 'watching rooms';
const RIGHTS_EVERY = 800;
const HEADS_EVERY = 1_500;
const PRESENCE_AFTER = 150;

/** Started once with the socket server; stops when it closes. */
export function watchRooms(deps: Deps, io: Server): { close(): void } {
  const { adapter } = io.sockets;
  const changed = new Set<string>();
  let telling: NodeJS.Timeout | undefined;
  const notePresence = (channel: string) => {
    if (!channel.startsWith(ROOM)) return;
    changed.add(channel.slice(ROOM.length));
    telling ??= setTimeout(() => {
      telling = undefined;
      for (const roomId of changed) {
        const here = hereInThisProcess(deps, roomId);
        deps.peers.say(channels.room(roomId), here.length > 0 ? here : null);
        deps.live.tellHere(channels.room(roomId), 'room:presence', { roomId, here: hereIn(deps, roomId) });
      }
      changed.clear();
    }, PRESENCE_AFTER).unref();
  };
  const noteLeft = (channel: string, socketId: string) => {
    notePresence(channel);
    if (!channel.startsWith(ROOM)) return;
    const person = io.sockets.sockets.get(socketId)?.data.person as { id: string } | undefined;
    if (person) void visited(deps, channel.slice(ROOM.length), person.id);
  };
  adapter.on('join-room', notePresence);
  deps.peers.onSaid(notePresence);
  adapter.on('leave-room', noteLeft);
  const rights = repeat(deps, WATCHING, RIGHTS_EVERY, () => closeLostRights(deps, io));
  const heads = tellingHeads(deps, io);
  const following = deps.relay && repeat(deps, WATCHING, HEADS_EVERY, heads);
  return {
    close() {
      rights.stop();
      following?.stop();
      clearTimeout(telling);
      adapter.off('join-room', notePresence);
      adapter.off('leave-room', noteLeft);
    },
  };
}

async function visited(deps: Deps, roomId: string, personId: string): Promise<void> {
  try {
    await keepVisit(deps.db, roomId, personId, await deps.clock.now(deps.db));
  } catch (error) {
    deps.log.debug({ name: (error as Error)?.name }, 'a visit was not kept');
  }
}

/** While Redis is away, and once when it is back: what other processes wrote shows in the database. */
function tellingHeads(deps: Deps, io: Server): () => Promise<void> {
  let carried = false;
  let told = new Map<string, number>();
  return async () => {
    const carries = deps.relay?.carries() === true;
    if (carries && carried) return;
    carried = carries;
    const now = new Map<string, number>();
    const open = [...io.sockets.adapter.rooms.keys()].filter((channel) => channel.startsWith(ROOM));
    const ids = open.map((channel) => channel.slice(ROOM.length));
    for (const { id, head } of ids.length > 0 ? await headsOf(deps.db, ids) : []) {
      now.set(id, head);
      if (told.get(id) !== head) deps.live.tellHere(channels.room(id), 'room:head', { roomId: id, head });
    }
    told = now;
  };
}

/** Whatever took a right away, and wherever: delivery ends with the next run. */
export async function closeLostRights(deps: Deps, io: Server): Promise<void> {
  const pairs: { roomId: string; personId: string }[] = [];
  const experts = new Map<string, Set<string>>();
  for (const channel of io.sockets.adapter.rooms.keys()) {
    const isRoom = channel.startsWith(ROOM);
    if (!isRoom && !channel.startsWith(EXPERTS)) continue;
    const people = new Set(deps.live.inside(channel).map((data) => (data.person as { id: string }).id));
    for (const personId of people) {
      if (isRoom) pairs.push({ roomId: channel.slice(ROOM.length), personId });
      else experts.set(personId, (experts.get(personId) ?? new Set()).add(channel.slice(EXPERTS.length)));
    }
  }
  if (pairs.length > 0) {
    for (const lost of await withoutRight(deps.db, pairs))
      deps.live.leave(lost.person_id, channels.room(lost.room_id));
  }
  if (experts.size > 0) {
    const rows = await expertIn(deps.db, [...experts.keys()]);
    for (const row of rows) experts.get(row.person_id)?.delete(row.hackathon_id);
    for (const [personId, lost] of experts)
      for (const hackathonId of lost) deps.live.leave(personId, channels.experts(hackathonId));
  }
}
