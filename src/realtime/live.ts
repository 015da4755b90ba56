// The way out to connected people. Actions call it after commit and never know who listens; without a
// socket server (command line, demo) it does nothing.
import type { Server } from 'socket.io';
import type { ServerEvents } from './contract';

type LiveServer = Server<Record<string, never>, ServerEvents>;

export interface Live {
  plug(io: LiveServer): void;
  /** Pushes to every socket in a channel, in all processes. */
  tell<E extends keyof ServerEvents>(channel: string, event: E, data: Parameters<ServerEvents[E]>[0]): void;
  /** Pushes to the sockets of this process only. */
  tellHere<E extends keyof ServerEvents>(
    channel: string,
    event: E,
    data: Parameters<ServerEvents[E]>[0],
  ): void;
  /** Ends delivery of a channel to one person, on all their sockets. */
  leave(personId: string, channel: string): void;
  /** Cuts every socket of one sign-in. */
  cutSession(loginSessionId: string): void;
  cutPerson(personId: string): void;
  /** What this process knows of each socket in a channel (`data` of the socket). */
  inside(channel: string): Record<string, unknown>[];
  /** Connected sockets, and rooms with at least one in them, in this process. */
  counts(): { sockets: number; rooms: number };
}

const ROOM = 'room:';

/** Channels: one a person, one a sign-in, one a room, one a hackathon and role. */
export const channels = {
  person: (id: string) => `person:${id}`,
  session: (id: string) => `session:${id}`,
  room: (id: string) => `${ROOM}${id}`,
  experts: (hackathonId: string) => `experts:${hackathonId}`,
  stage: (hackathonId: string) => `stage:${hackathonId}`,
};

export function createLive(): Live {
  let io: LiveServer | undefined;
  return {
    plug(server) {
      io = server;
    },
    tell(channel, event, data) {
      io?.to(channel).emit(event, ...([data] as unknown as Parameters<ServerEvents[typeof event]>));
    },
    tellHere(channel, event, data) {
      io?.local.to(channel).emit(event, ...([data] as unknown as Parameters<ServerEvents[typeof event]>));
    },
    leave(personId, channel) {
      io?.in(channels.person(personId)).socketsLeave(channel);
    },
    cutSession(id) {
      io?.in(channels.session(id)).disconnectSockets(true);
    },
    cutPerson(id) {
      io?.in(channels.person(id)).disconnectSockets(true);
    },
    inside(channel) {
      const ids = io?.sockets.adapter.rooms.get(channel) ?? [];
      return [...ids].flatMap((id) => io?.sockets.sockets.get(id)?.data ?? []);
    },
    counts() {
      let rooms = 0;
      for (const name of io?.sockets.adapter.rooms.keys() ?? []) if (name.startsWith(ROOM)) rooms += 1;
      return { sockets: io?.sockets.sockets.size ?? 0, rooms };
    },
  };
}
