// Three restarts under load: whoever asks again gets an answer, nobody loses a message, sockets move over.
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Entry } from '../../src/realtime/contract';
import { type TestDatabase, testDatabase } from '../support/database';
import { makeAdviser, makeHackathon, makeTeam } from '../support/factories';
import { PASSWORD } from '../support/world';
import { clearUp, newDataDir, startServer } from './server';

let database: TestDatabase;
let base: string;
let start: () => ReturnType<typeof startServer>;
let team: string;
let logins: string[];

beforeAll(async () => {
  database = await testDatabase();
  const hackathon = await makeHackathon(database.db, { open: ['teams'] });
  const made = await makeTeam(database.db, hackathon);
  await makeAdviser(database.db, hackathon, made);
  [team, logins] = [made.id, made.members.map((member) => member.login)];
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const env = { PORT: String(port), DATABASE_URL: database.url, DATA_DIR: newDataDir(), RATE_FACTOR: '1000' };
  start = () => startServer(env);
});
afterAll(async () => {
  await clearUp();
  await database.drop();
});

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks again where nobody listens, as every proxy and phone does. */
async function patient(to: string, init: RequestInit = {}): Promise<Response> {
  for (const end = Date.now() + 60_000; ; await pause(40)) {
    try {
      return await fetch(base + to, init);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}

const HEADERS = { accept: 'application/json', 'sec-fetch-site': 'same-origin' };

async function signIn(login: string): Promise<string> {
  const body = new URLSearchParams({ login, password: PASSWORD });
  const answer = await patient('/login', { method: 'POST', headers: HEADERS, body });
  return answer.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
}

interface Listener {
  socket: Socket;
  /** As the page keeps them: by number. */
  log: Map<number, Entry>;
  told: number;
}

function listener(cookie: string, roomId: string): Listener {
  const socket = io(base, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: 100,
    reconnectionDelayMax: 400,
    extraHeaders: { Cookie: cookie, Origin: base },
  });
  const one: Listener = { socket, log: new Map(), told: 0 };
  const take = (entries: Entry[]) => {
    for (const entry of entries) one.log.set(entry.seq, entry);
  };
  const known = () => {
    let seq = 0;
    while (one.log.has(seq + 1)) seq += 1;
    return seq;
  };
  socket.on('room:entry', (entry: Entry) => take([entry]));
  socket.on('server:restart', ({ after }) => {
    one.told += 1;
    setTimeout(() => socket.disconnect().connect(), after);
  });
  socket.on('connect', async () => {
    const ask = (event: string, data: object) => socket.timeout(10_000).emitWithAck(event, data);
    const first = await ask('room:join', { roomId, afterSeq: known() }).catch(() => undefined);
    for (let answer = first; answer?.ok; ) {
      take(answer.data.entries);
      if (known() >= answer.data.head) break;
      answer = await ask('room:history', { roomId, afterSeq: known() }).catch(() => undefined);
    }
  });
  return one;
}

test('no request fails, no message is lost or doubled, and every socket comes along', async () => {
  let server = start();
  await server.ready;
  const cookies = await Promise.all(logins.map(signIn));
  const headersOf = (cookie: string) => ({ ...HEADERS, cookie });
  const opened = await patient(`/teams/${team}/room.json`, { headers: headersOf(cookies[0]!) });
  const roomId = ((await opened.json()) as { room: { id: string } }).room.id;
  const listeners = cookies.map((cookie) => listener(cookie, roomId));
  const posted = new Map<string, number>();
  const wrong: unknown[] = [];
  let working = true;
  const work = async (cookie: string) => {
    const headers = headersOf(cookie);
    while (working) {
      const clientId = randomUUID();
      const body = new URLSearchParams({ body: `Said ${clientId}`, client_id: clientId });
      const answer = await patient(`/rooms/${roomId}/messages`, { method: 'POST', headers, body });
      const text = await answer.text();
      if (answer.ok) posted.set(clientId, JSON.parse(text).seq);
      else wrong.push([answer.status, text]);
      const page = await patient(`/teams/${team}/room`, { headers: { ...headers, accept: 'text/html' } });
      if (page.status !== 200) wrong.push(page.status);
      await page.text();
      await pause(5);
    }
  };
  const workers = cookies.map(work);
  const codes: unknown[] = [];
  for (let restarts = 0; restarts < 3; restarts += 1) {
    const enough = posted.size + 15;
    while (posted.size < enough) await pause(20);
    process.kill(server.pid, 'SIGTERM');
    const next = start();
    codes.push(await server.ended);
    server = next;
    await server.ready;
    for (const end = Date.now() + 30_000; listeners.some(({ socket }) => !socket.connected); await pause(20))
      if (Date.now() > end) throw new Error('a socket did not come along');
  }
  working = false;
  await Promise.all(workers);
  expect(wrong).toEqual([]);
  expect(codes).toEqual(Array(3).fill({ code: 0, signal: null }));
  const rows = await database.db('entries').where({ room_id: roomId }).orderBy('seq');
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
  const said = rows.filter((row) => row.client_id !== null);
  expect(said.map((row) => [row.client_id, row.seq]).sort()).toEqual([...posted].sort());
  for (const end = Date.now() + 10_000; Date.now() < end; await pause(50))
    if (listeners.every(({ log }) => log.size === rows.length)) break;
  for (const { log, told, socket } of listeners) {
    expect([...log.keys()].sort((a, b) => a - b)).toEqual(rows.map((row) => row.seq));
    expect(told).toBe(3);
    socket.disconnect();
  }
  process.kill(server.pid, 'SIGTERM');
  expect(await server.ended).toEqual({ code: 0, signal: null });
});
