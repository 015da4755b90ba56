// The live map: who may connect, and one line a live feature.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Express, RequestHandler } from 'express';
import { Server, type Socket } from 'socket.io';
import type { Deps } from './deps';
import { endedSessions, findPerson } from './features/accounts/accounts.actions';
import { lookAfterHelp } from './features/help/help.upkeep';
import { messageEvents } from './features/messages/messages.socket';
import { stageEvents } from './features/results/results.stage.socket';
import { roomEvents, welcomeExpert } from './features/rooms/rooms.socket';
import { watchRooms } from './features/rooms/rooms.watch';
import { isLocale } from './i18n/locales';
import { randomBelow } from './ids';
import { type Connection, type LiveEvent, listen } from './realtime/handle';
import { channels } from './realtime/live';
import { createWork, type Work } from './realtime/work';
import type { Person } from './web/request';

const LIVE_PATH = '/socket.io/';
const SOCKETS_A_PERSON = 10;
const PACKETS_IN_TEN_SECONDS = 200;
const SWEEP_EVERY = 800;
const WAITING_BYTES = 4 * 1024 * 1024;
const EVENTS_END_WITHIN = 5_000;

export interface Sockets {
  close(): Promise<void>;
}

/** Every live event of every feature, for the server and for the access matrix. */
export function liveMap(deps: Deps): LiveEvent<never>[] {
  return [...roomEvents(deps), ...messageEvents(deps), ...stageEvents(deps)];
}

/**
 * Whoever asks to upgrade: Node hears that connection no more, and Engine.IO not before it has decided. A break nobody
 * hears would end the process. Elsewhere than at the live path there is nothing to wait for.
 */
function guardUpgrade(req: IncomingMessage, socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  if (req.url?.startsWith(LIVE_PATH)) return;
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

export function attachSockets(server: HttpServer, app: Express, deps: Deps): Sockets {
  const io = new Server(server, {
    ...(deps.relay ? { adapter: deps.relay.adapter() } : {}),
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    connectTimeout: 10_000,
    perMessageDeflate: false,
    // `cors` does not guard websockets: an exact Origin does.
    allowRequest: (req, decide) => {
      const refuse = (reason: string) => {
        deps.metrics.socketRefused(reason);
        deps.log.debug({ reason }, 'a socket was refused');
        decide(reason, false);
      };
      if (deps.state.stopping) return refuse('stopping');
      if (!deps.origins.allows(req.headers.origin)) return refuse('origin');
      deps.limits.handshakes.count(addressOf(req, deps)).then(
        () => decide(null, true),
        () => refuse('limit'),
      );
    },
  });
  io.engine.use(app.locals.visit as RequestHandler);
  server.on('upgrade', guardUpgrade);
  io.use((socket, next) => {
    const person = (socket.request as IncomingMessage & { user?: Person }).user;
    if (!person) {
      deps.metrics.socketRefused('sign-in');
      return next(new Error('frame.errors.signInFirst'));
    }
    socket.data.person = person;
    next();
  });
  const events = liveMap(deps);
  const work = createWork();
  io.on('connection', (socket) => {
    deps.log.debug({ sockets: io.sockets.sockets.size }, 'a socket came');
    socket.once('disconnect', (reason) => {
      deps.log.debug({ sockets: io.sockets.sockets.size, reason }, 'a socket went');
    });
    welcome(socket, io, deps, events, work).catch(() => socket.disconnect(true));
  });
  deps.live.plug(io as never);
  deps.peers.plug(io);
  const rooms = watchRooms(deps, io);
  const help = lookAfterHelp(deps);
  const sweep = sweeping(io, deps);
  return {
    async close() {
      sweep.stop();
      rooms.close();
      help.stop();
      sayRestart(io);
      await work.rest(EVENTS_END_WITHIN);
      deps.peers.close();
      io.local.disconnectSockets(true);
      // It closes the HTTP server, too, and would wait for its last request: how long is for whoever stops that.
      void io.close().catch(() => undefined);
    },
  };
}

/** Not all at once: the next process greets each of them. */
function sayRestart(io: Server): void {
  const spread = Math.min(3_000, 200 + io.sockets.sockets.size);
  for (const socket of io.sockets.sockets.values())
    socket.emit('server:restart', { after: 100 + randomBelow(spread) });
}

function addressOf(req: IncomingMessage, deps: Deps): string {
  const hops = deps.config.trustProxy;
  const forwarded = String(req.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return (hops > 0 ? forwarded.at(-hops) : undefined) ?? req.socket.remoteAddress ?? '';
}

async function welcome(
  socket: Socket,
  io: Server,
  deps: Deps,
  events: LiveEvent<never>[],
  work: Work,
): Promise<void> {
  const person = socket.data.person as Person;
  limitPackets(socket);
  limitWaiting(socket);
  const connection: Connection = {
    socket,
    person,
    locale: isLocale(person.locale) ? person.locale : 'en',
    log: deps.log,
    work,
  };
  listen(connection, events);
  await socket.join([channels.person(person.id), channels.session(person.login_session_id)]);
  const mine = io.sockets.adapter.rooms.get(channels.person(person.id))?.size ?? 0;
  if (mine > SOCKETS_A_PERSON) return void socket.disconnect(true);
  await welcomeExpert(deps, connection);
  // A sign-out between handshake and join found no socket to cut.
  if (!(await findPerson(deps, person.login_session_id))) socket.disconnect(true);
}

/** Whoever floods is cut off; whoever types never notices. */
function limitPackets(socket: Socket): void {
  let count = 0;
  let windowEnds = 0;
  socket.use((_packet, next) => {
    const now = performance.now();
    if (now > windowEnds) {
      count = 0;
      windowEnds = now + 10_000;
    }
    count += 1;
    if (count > PACKETS_IN_TEN_SECONDS) return void socket.disconnect(true);
    next();
  });
}

/** Whoever stops reading is dropped before what waits for them fills the memory; their page asks again later. */
function limitWaiting(socket: Socket): void {
  const { conn } = socket;
  let queued = 0;
  conn.on('flush', () => {
    queued = 0;
  });
  conn.on('packetCreate', (packet: { data?: unknown }) => {
    queued += typeof packet.data === 'string' ? packet.data.length : 0;
    const wire = (conn.transport as unknown as { socket?: WebSocketBelow }).socket;
    // Not a polite close: its goodbye would wait behind everything else.
    if (wire && queued + wire.bufferedAmount > WAITING_BYTES) wire.terminate();
  });
}

interface WebSocketBelow {
  bufferedAmount: number;
  terminate(): void;
}

/** Sign-ins also end by time, or in another process: no page request tells us then. One look at a time. */
function sweeping(io: Server, deps: Deps): { stop(): void } {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const again = () => {
    timer = setTimeout(() => {
      void sweepEnded(io, deps).finally(() => void (stopped || again()));
    }, SWEEP_EVERY).unref();
  };
  again();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

async function sweepEnded(io: Server, deps: Deps): Promise<void> {
  try {
    const sessionOf = (socket: { data: unknown }) =>
      (socket.data as { person: Person }).person.login_session_id;
    const ids = new Set([...io.sockets.sockets.values()].map(sessionOf));
    if (ids.size === 0) return;
    for (const id of await endedSessions(deps, [...ids])) deps.live.cutSession(id);
  } catch (error) {
    deps.log.warn({ name: (error as Error).name }, 'the sweep of sockets waits for the database');
  }
}
