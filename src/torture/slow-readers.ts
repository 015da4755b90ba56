// Sockets that never read while a room is loud: they are dropped, the memory of the server stays bounded, and
// whoever reads is served.
import type { Socket as TcpSocket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import { socketClient } from '../simulation/live.caller';
import { type OwnServer, startOwnServer } from '../simulation/own-server';
import type { Stage, Team } from '../simulation/stage';
import { ownTarget } from './own-target';
import { stagedTeams } from './staged';
import type { Given, Verdict } from './trial';

const MB = 1024 * 1024;
const MEMORY_AT_MOST = 160 * MB;
const SOCKETS_EACH = 4;
const WRITERS = 2;
// Three bytes a sign: the most a message can weigh.
const HEAVY = 'ሰ'.repeat(3_900);

/** Below Socket.IO: what stands on the wire. */
const wireOf = (socket: Socket) =>
  (socket.io.engine.transport as unknown as { ws: { _socket: TcpSocket } }).ws._socket;

async function deafSockets(stage: Stage, team: Team): Promise<{ sockets: Socket[]; people: Set<string> }> {
  const { io } = socketClient();
  const sockets: Socket[] = [];
  const people = new Set<string>();
  for (const { caller } of team.members.slice(WRITERS))
    for (let count = 0; count < SOCKETS_EACH; count++) {
      const socket = io(stage.base(), {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { Cookie: caller.cookie(), Origin: stage.base() },
      });
      await new Promise((resolve, reject) => {
        socket.once('connect', () => resolve(undefined));
        socket.once('connect_error', reject);
      });
      const joined = await socket.timeout(10_000).emitWithAck('room:join', { roomId: team.room });
      people.add(joined.data.me);
      wireOf(socket).pause();
      sockets.push(socket);
    }
  return { sockets, people };
}

export async function slowReadersTrial({ seed, small, progress }: Given): Promise<Verdict> {
  const own = await startOwnServer({ RATE_FACTOR: '100000' });
  const target = await ownTarget(own);
  try {
    return await flow(
      own,
      await stagedTeams(target, `slow ${seed}`, { teams: 1, people: 5 }),
      small ? 12 : 50,
      progress,
    );
  } finally {
    await target.close();
    await own.stop();
  }
}

async function flow(
  own: OwnServer,
  stage: Stage,
  megabytes: number,
  progress: Given['progress'],
): Promise<Verdict> {
  const faults: string[] = [];
  const team = stage.teams[0]!;
  const [writer, reader] = await Promise.all(team.members.slice(0, WRITERS).map((member) => member.live()));
  await reader!.follow(team.room);
  const { sockets, people } = await deafSockets(stage, team);
  const before = own.rss();
  let highest = before;
  const watch = setInterval(() => {
    highest = Math.max(highest, own.rss());
  }, 100);
  const messages = Math.ceil((megabytes * MB) / Buffer.byteLength(HEAVY));
  let sent = 0;
  const random = stage.random.stream('slow');
  const write = async () => {
    while (sent < messages) {
      sent += 1;
      progress.show(sent / messages, `slow readers: ${megabytes} MB`);
      await writer!.post(team.room, random.uuid(), `${sent} ${HEAVY}`);
    }
  };
  const begun = Date.now();
  await Promise.all(Array.from({ length: 8 }, write));
  const seconds = (Date.now() - begun) / 1_000;
  let left = sockets.length;
  for (const until = Date.now() + 10_000; left > 0 && Date.now() < until; await pause(200)) {
    const { here } = await reader!.ask('room joined', 'room:join', { roomId: team.room, afterSeq: messages });
    left = (here as { id: string }[]).filter((one) => people.has(one.id)).length;
  }
  clearInterval(watch);
  if (left > 0) faults.push(`${left} people who never read are still in the room`);
  if (highest - before > MEMORY_AT_MOST)
    faults.push(`the server grew by ${Math.round((highest - before) / MB)} MB`);
  await reader!.catchUp(team.room);
  const held = [...reader!.log(team.room).values()].filter((entry) => entry.kind === 'message').length;
  if (held !== messages) faults.push(`whoever reads holds ${held} of ${messages} messages`);
  for (const socket of sockets) wireOf(socket)?.destroy();
  stage.end();
  const { p99 } = stage.measures.lines().find((line) => line.step === 'message')!;
  return {
    name: 'slow readers',
    did: [
      `${sockets.length} sockets that never read, ${megabytes} MB for each in ${seconds.toFixed(0)} s; all dropped: ${left === 0}`,
      `memory of the server: ${Math.round(before / MB)} MB before, ${Math.round(highest / MB)} MB at most (${Math.round(MEMORY_AT_MOST / MB)} MB more allowed)`,
      `whoever reads got all ${messages} messages; p99 of a message ${p99.toFixed(0)} ms`,
    ],
    faults: [...faults, ...own.faults()],
  };
}
