// The live door of rooms: coming in, reading, being there.
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { type Connection, type LiveEvent, liveEvent } from '../../realtime/handle';
import { channels } from '../../realtime/live';
import { enterRoom, readEntries } from './rooms.actions';
import { FIRST, historyEvent, joinEvent, LATEST, PAGE, readEvent, typingEvent } from './rooms.input';
import { entryOf, hereIn } from './rooms.live';
import { readLog } from './rooms.log.queries';
import { expertIn, keepVisit, raiseRead } from './rooms.queries';

const TYPING_AT_MOST_EVERY = 1_500;
const READ_AT_MOST_EVERY = 1_000;

export function roomEvents(deps: Deps): LiveEvent<never>[] {
  return [
    liveEvent({
      event: 'room:join',
      who: 'room',
      schema: joinEvent,
      async run({ roomId, afterSeq }, { socket, person }) {
        const room = await enterRoom(deps.db, person, roomId);
        const now = await deps.clock.now(deps.db);
        socket.data.rooms = { ...socket.data.rooms, [roomId]: room.role };
        socket.data.came = { [roomId]: now.toISOString(), ...socket.data.came };
        // In the channel first, then the log: what is written in between comes twice rather than never.
        await socket.join(channels.room(roomId));
        const range = afterSeq === undefined ? { beforeSeq: LATEST } : { afterSeq };
        const { head, entries } = await readLog(
          deps.db,
          roomId,
          range,
          afterSeq === undefined ? FIRST : PAGE,
        );
        await keepVisit(deps.db, roomId, person.id, now);
        return { head, entries: entries.map(entryOf), me: person.id, here: hereIn(deps, roomId) };
      },
    }),
    liveEvent({
      event: 'room:history',
      who: 'room',
      schema: historyEvent,
      run: ({ roomId, limit, ...range }, { person }) =>
        readEntries(deps, person, roomId, range as { afterSeq: number } | { beforeSeq: number }, limit),
    }),
    liveEvent({
      event: 'room:read',
      who: 'room',
      schema: readEvent,
      async run({ roomId, seq }, { socket, person }) {
        if (!socket.rooms.has(channels.room(roomId))) throw new NotFound();
        const now = performance.now();
        if (now - (socket.data.readAt ?? Number.NEGATIVE_INFINITY) < READ_AT_MOST_EVERY) return;
        socket.data.readAt = now;
        await raiseRead(deps.db, roomId, person.id, seq);
      },
    }),
    liveEvent({
      event: 'room:typing',
      who: 'room',
      schema: typingEvent,
      async run({ roomId }, { socket, person }) {
        const channel = channels.room(roomId);
        if (!socket.rooms.has(channel)) throw new NotFound();
        const now = performance.now();
        if (now - (socket.data.typedAt ?? Number.NEGATIVE_INFINITY) < TYPING_AT_MOST_EVERY) return;
        socket.data.typedAt = now;
        socket.to(channel).volatile.emit('room:typing', { roomId, id: person.id, name: person.display_name });
      },
    }),
  ] as LiveEvent<never>[];
}

/** Experts hear of help requests of their hackathons on every page. */
export async function welcomeExpert(deps: Deps, { socket, person }: Connection): Promise<void> {
  const rows = await expertIn(deps.db, [person.id]);
  if (rows.length > 0) await socket.join(rows.map((row) => channels.experts(row.hackathon_id)));
}
