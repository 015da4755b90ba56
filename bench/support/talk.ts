// People in rooms: they sit in them, write as fast as they are answered or at a steady rate, and count what comes.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';

export interface Seat {
  roomId: string;
  cookie?: string;
}

export interface Talkers {
  /** By room, the sockets in it. */
  rooms: Map<string, Socket[]>;
  delivered(): number;
  leave(): void;
}

const BODY = 'We met the club, and they said yes to six evenings in May. Who writes to the school?';

export async function connect(base: string, { cookie }: Partial<Seat>): Promise<Socket> {
  const socket = io(base, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { Origin: base, ...(cookie ? { Cookie: cookie } : {}) },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Does `work` for each of `all`, `abreast` at a time. */
export async function each<T>(
  all: readonly T[],
  abreast: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const left = all.values();
  await Promise.all(
    Array.from({ length: abreast }, async () => {
      for (const one of left) await work(one);
    }),
  );
}

export async function sitDown(base: string, seats: readonly Seat[]): Promise<Talkers> {
  const rooms = new Map<string, Socket[]>();
  let delivered = 0;
  await each(seats, 20, async (seat) => {
    const socket = await connect(base, seat);
    socket.on('room:entry', () => {
      delivered += 1;
    });
    const answer = await socket.emitWithAck('room:join', { roomId: seat.roomId });
    if (!answer.ok) throw new Error(`a room was not opened: ${JSON.stringify(answer)}`);
    rooms.set(seat.roomId, [...(rooms.get(seat.roomId) ?? []), socket]);
  });
  return {
    rooms,
    delivered: () => delivered,
    leave: () => {
      for (const socket of [...rooms.values()].flat()) socket.disconnect();
    },
  };
}

async function post(socket: Socket, roomId: string): Promise<number> {
  const begin = performance.now();
  const answer = await socket.emitWithAck('message:post', { roomId, clientId: randomUUID(), body: BODY });
  if (!answer.ok) throw new Error(`a message was refused: ${JSON.stringify(answer)}`);
  return performance.now() - begin;
}

/** Messages a second that reached everybody in their room, with one under way in every room all the time. */
export async function flood({ rooms, delivered }: Talkers, seconds: number): Promise<number> {
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const before = delivered();
  let expected = 0;
  let messages = 0;
  await Promise.all(
    [...rooms].map(async ([roomId, sockets]) => {
      for (let turn = 0; performance.now() < end; turn += 1) {
        await post(sockets[turn % sockets.length]!, roomId);
        messages += 1;
        expected += sockets.length;
      }
    }),
  );
  while (delivered() - before < expected) await pause(5);
  return messages / ((performance.now() - begin) / 1000);
}

/** The time of an acknowledgement in ms at `rate` messages a second over all rooms. */
export async function chat({ rooms }: Talkers, rate: number, seconds: number): Promise<number[]> {
  const all = [...rooms];
  const times: number[] = [];
  const said: Promise<void>[] = [];
  const begin = performance.now();
  for (let index = 0; index < rate * seconds; index += 1) {
    const due = begin + (index * 1000) / rate;
    while (performance.now() < due) await pause(Math.max(0, due - performance.now()));
    const [roomId, sockets] = all[index % all.length]!;
    const socket = sockets[Math.floor(index / all.length) % sockets.length]!;
    said.push(post(socket, roomId).then((time) => void times.push(time)));
  }
  await Promise.all(said);
  return times;
}
