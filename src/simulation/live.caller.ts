// One person's open page: a socket that comes back after every break, follows rooms without a gap, and repeats
// a message under the same client id until it is acknowledged.
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import type { Entry } from '../realtime/contract';
import type { Caller, Json } from './http.caller';
import { type Insisting, Unexpected } from './persist';

export interface LiveCaller {
  /** Joins and stays joined; entries that arrive are kept. */
  follow(roomId: string): Promise<void>;
  /** Closes the page of a room: what still comes is not kept. */
  leave(roomId: string): void;
  post(roomId: string, clientId: string, body: string): Promise<{ id: string; seq: number }>;
  ask(step: string, event: string, data: object): Promise<Json>;
  /** Said once, to whoever is there; nobody waits for it. */
  typing(roomId: string): void;
  /** What this page knows of a room, by number. */
  log(roomId: string): Map<number, Entry>;
  /** Reads on until the head, as a page that comes back does. */
  catchUp(roomId: string): Promise<void>;
  /** Breaks the connection, as a tunnel does; it comes back by itself. */
  lose(): void;
  /** Two different entries under one number: must stay empty. */
  forks: string[];
  close(): void;
}

const ACKNOWLEDGED_WITHIN = 10_000;

/** Loaded here and nowhere else: an installation without development packages has no such client. */
export function socketClient(): typeof import('socket.io-client') {
  try {
    return require('socket.io-client');
  } catch {
    throw new Error(
      'This command needs the development packages (socket.io-client). Run `npm ci` in a checkout, without --omit=dev.',
    );
  }
}

export async function createLive(
  base: () => string,
  caller: Caller,
  insisting: Insisting,
): Promise<LiveCaller> {
  const { io } = socketClient();
  const { measures, patience } = insisting;
  const logs = new Map<string, Map<number, Entry>>();
  const forks: string[] = [];
  const left = new Set<string>();
  let closed = false;
  let socket: Socket | undefined;
  let opening: Promise<Socket> | undefined;

  const logOf = (roomId: string) => {
    const known = logs.get(roomId) ?? new Map<number, Entry>();
    logs.set(roomId, known);
    return known;
  };
  const keep = (entry: Entry) => {
    if (left.has(entry.roomId)) return;
    const log = logOf(entry.roomId);
    const known = log.get(entry.seq);
    if (known && known.id !== entry.id)
      forks.push(`${entry.roomId} ${entry.seq}: ${known.id} and ${entry.id}`);
    log.set(entry.seq, entry);
  };
  const reached = (roomId: string) => {
    const log = logOf(roomId);
    let seq = 0;
    while (log.has(seq + 1)) seq += 1;
    return seq;
  };

  function connectOnce(): Promise<Socket> {
    const fresh = io(base(), {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: 10_000,
      extraHeaders: { Cookie: caller.cookie(), Origin: base() },
    });
    return new Promise((resolve, reject) => {
      const refused = (why: unknown) => {
        clearTimeout(timer);
        fresh.disconnect();
        reject(why);
      };
      // A server that dies after the handshake and before the welcome is no error to the client, only an end.
      const timer = setTimeout(refused, ACKNOWLEDGED_WITHIN);
      fresh.once('connect_error', refused);
      fresh.once('disconnect', refused);
      fresh.once('connect', () => {
        clearTimeout(timer);
        fresh.off('connect_error', refused).off('disconnect', refused);
        resolve(fresh);
      });
    });
  }

  async function open(): Promise<Socket> {
    const end = Date.now() + patience;
    for (let tries = 0; !closed; tries++) {
      const begun = performance.now();
      const fresh = await connectOnce().catch(() => undefined);
      // A server whose database is away welcomes and ends in one breath: that end was before anybody listened.
      if (fresh?.connected) {
        measures.done('socket opened', performance.now() - begun);
        fresh.on('room:entry', keep);
        fresh.once('disconnect', () => {
          socket = undefined;
          opening = undefined;
          if (!closed) void connected().then(rejoin, () => undefined);
        });
        socket = fresh;
        return fresh;
      }
      measures.retried('socket opened');
      if (Date.now() > end) throw new Unexpected('socket opened: no connection');
      await pause(Math.min(100 * 2 ** Math.min(tries, 4), 1_000));
    }
    throw new Unexpected('socket opened: closed');
  }
  const connected = () => {
    opening ??= open();
    return opening;
  };
  const rejoin = async () => {
    for (const roomId of logs.keys()) await catchUp(roomId).catch(() => undefined);
  };

  async function ask(step: string, event: string, data: object): Promise<Json> {
    const end = Date.now() + patience;
    for (;;) {
      const on = socket ?? (await connected());
      const begun = performance.now();
      const answer: Json = await on
        .timeout(ACKNOWLEDGED_WITHIN)
        .emitWithAck(event, data)
        .catch(() => undefined);
      if (answer?.ok) {
        measures.done(step, performance.now() - begun);
        return answer.data;
      }
      if (answer && answer.retryAfter === undefined && answer.error !== 'frame.errors.away')
        throw new Unexpected(`${step}: ${JSON.stringify(answer)}`);
      measures.retried(step);
      if (Date.now() > end) throw new Unexpected(`${step}: no acknowledgement for ${patience / 1000} s`);
      await pause(1_000 * (answer?.retryAfter ?? 0.1));
    }
  }

  async function catchUp(roomId: string): Promise<void> {
    for (;;) {
      const from = reached(roomId);
      const { head, entries } = await ask('room joined', 'room:join', { roomId, afterSeq: from });
      for (const entry of entries as Entry[]) keep(entry);
      if (reached(roomId) >= head) return;
      if (entries.length === 0) throw new Unexpected(`room joined: ${roomId} has a gap after ${from}`);
    }
  }

  return {
    follow(roomId) {
      left.delete(roomId);
      return catchUp(roomId);
    },
    leave(roomId) {
      left.add(roomId);
      logs.delete(roomId);
    },
    catchUp,
    ask,
    forks,
    lose: () => void socket?.io.engine?.close(),
    typing: (roomId) => void socket?.emit('room:typing', { roomId }),
    log: (roomId) => logs.get(roomId) ?? new Map(),
    post: (roomId, clientId, body) => ask('message', 'message:post', { roomId, clientId, body }),
    close() {
      closed = true;
      socket?.disconnect();
    },
  };
}
