// Too much of everything from one side: limits answer, big things are refused, and others are served meanwhile.
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import type { Answer } from '../simulation/http.caller';
import { createCaller } from '../simulation/http.caller';
import { socketClient } from '../simulation/live.caller';
import { quantile } from '../simulation/measures';
import { startOwnServer } from '../simulation/own-server';
import { persist } from '../simulation/persist';
import type { Actor, Stage } from '../simulation/stage';
import { ownTarget } from './own-target';
import { fillDraft, stagedTeams } from './staged';
import type { Given, Verdict } from './trial';

/** Of the time a page takes when nobody floods; on a machine that others use too, seconds alone say little. */
const TIMES_QUIET = 10;
const SERVED_WITHIN = 1_000;
const QUIET_FOR = 2_000;

interface Flood {
  stage: Stage;
  did: string[];
  faults: string[];
}

/** Somebody else, who wants nothing but a page and a word in the room: first alone, then all the while. */
async function bystander(flood: Flood): Promise<() => Promise<void>> {
  const { stage, faults } = flood;
  const team = stage.teams[0]!;
  const friend = team.members[1]!;
  const times: number[] = [];
  let running = true;
  const done = (async () => {
    const live = await friend.live();
    for (let count = 0; running; count++) {
      // Like a browser: a connection that was closed under it is opened again.
      const read = () => friend.caller.page(`/teams/${team.id}`);
      const page = await persist(stage.insisting, 'bystander', read, (answer) => answer);
      times.push(page.took);
      if (page.status !== 200) faults.push(`a bystander got ${page.status}`);
      if (count % 20 === 0) await live.post(team.room, friend.random.uuid(), 'I am still here');
      await pause(50);
    }
  })();
  done.catch((error: Error) => faults.push(`a bystander: ${error.message}`));
  await pause(QUIET_FOR);
  const before = quantile(
    times.splice(0).sort((a, b) => a - b),
    0.5,
  );
  return async () => {
    running = false;
    await done.catch(() => undefined);
    const [p50, p95] = [0.5, 0.95].map((share) =>
      quantile(
        times.sort((a, b) => a - b),
        share,
      ),
    ) as [number, number];
    flood.did.push(
      `a bystander's page: ${before.toFixed(0)} ms before; ${times.length} meanwhile, p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
    );
    if (p95 > Math.max(SERVED_WITHIN, TIMES_QUIET * before))
      faults.push(`one bystander's page in twenty took ${p95.toFixed(0)} ms or more`);
  };
}

function limited(flood: Flood, what: string, answers: readonly Answer[], most: number): void {
  // 503: too many wait for a password to be hashed; nothing was done.
  const refused = answers.filter((one) => one.status === 429 || one.status === 503);
  const others = answers.length - refused.length;
  flood.did.push(`${what}: ${answers.length} sent, ${others} let through, ${refused.length} × 429 or 503`);
  if (others > most || refused.length === 0)
    flood.faults.push(`${what}: ${others} were let through, ${most} allowed`);
  for (const { headers, status } of refused)
    if (status === 429 && !/^[1-9]\d*$/.test(headers.get('retry-after') ?? ''))
      flood.faults.push(`${what}: 429 without Retry-After`);
  for (const { status } of answers)
    if (status >= 500 && status !== 503) flood.faults.push(`${what}: ${status}`);
}

async function messages(flood: Flood, actor: Actor): Promise<void> {
  const { room } = flood.stage.teams[0]!;
  const send = () =>
    actor.caller.post(`/rooms/${room}/messages`, { body: 'Again', client_id: actor.random.uuid() });
  // Twice the limit: the hundred may fall into two windows of ten seconds.
  limited(flood, 'messages', await Promise.all(Array.from({ length: 100 }, send)), 40);
}

const connect = (stage: Stage, cookie: string): Promise<Socket | null> => {
  const { io } = socketClient();
  const socket = io(stage.base(), {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    timeout: 20_000,
    extraHeaders: { Cookie: cookie, Origin: stage.base() },
  });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', () => {
      socket.disconnect();
      resolve(null);
    });
  });
};

const gone = (socket: Socket) =>
  new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), 10_000).unref();
    socket.once('disconnect', () => resolve(true));
  });

async function frames(flood: Flood, actor: Actor): Promise<void> {
  const { stage, faults, did } = flood;
  const { room } = stage.teams[0]!;
  const big = (await connect(stage, actor.caller.cookie()))!;
  const bigGone = gone(big);
  big.emit('message:post', { roomId: room, clientId: actor.random.uuid(), body: 'x'.repeat(70_000) });
  if (!(await bigGone)) faults.push('a frame of 70 KB did not end its socket');
  const many = (await connect(stage, actor.caller.cookie()))!;
  const manyGone = gone(many);
  for (let count = 0; count < 400; count++) many.emit('room:typing', { roomId: room });
  if (!(await manyGone)) faults.push('400 frames at once did not end their socket');
  did.push('a frame of 70 KB and 400 frames at once: those sockets ended');
}

async function bigBodies(flood: Flood, actor: Actor): Promise<void> {
  const { stage, faults, did } = flood;
  const team = stage.teams[0]!;
  await fillDraft(stage, actor, team, 'Words');
  const form = await actor.caller.post(`/submissions/${team.submission}/draft`, {
    'section[problem]': 'x'.repeat(600_000),
  });
  const bytes = Buffer.alloc(26 * 1024 * 1024, '%PDF-1.4\n');
  const at = `/submissions/${team.submission}/files`;
  const files = await Promise.all(
    [1, 2, 3].map((n) => actor.caller.upload(at, { name: `${n}.pdf`, bytes, type: 'application/pdf' })),
  );
  const codes = [form, ...files].map((one) => one.status);
  did.push(`a form of 600 KB and three files of 26 MB: ${codes.join(', ')}`);
  if (codes.some((code) => code !== 413)) faults.push(`big bodies: ${codes.join(', ')}`);
}

async function passwords(flood: Flood, actor: Actor): Promise<void> {
  const visitor = createCaller(flood.stage.base, 'visitor');
  const answers: Answer[] = [];
  for (let count = 0; count < 15; count++)
    answers.push(
      await visitor.post('/login', { login: actor.login, password: `wrong ${count} ${actor.login}` }),
    );
  limited(flood, 'wrong passwords', answers, 10);
}

/** In waves of fifty, as fast as they are answered. */
async function waves(count: number, send: (index: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < count; from += 50)
    answers.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(50, count - from) }, (_, index) => send(from + index)),
      )),
    );
  return answers;
}

async function signUps(flood: Flood): Promise<void> {
  const visitor = createCaller(flood.stage.base, 'visitor');
  const run = flood.stage.slug;
  const send = (index: number) =>
    visitor.post('/accounts', {
      display_name: 'Flood',
      login: `flood-${index}-${run}`,
      password: 'a long flood password',
      accept_rules: 'on',
      locale: 'en',
    });
  const begun = Date.now();
  const answers = await waves(400, send);
  const minutes = 1 + Math.ceil((Date.now() - begun) / 60_000);
  limited(flood, 'sign-ups', answers, minutes * 300);
}

async function handshakes(flood: Flood): Promise<void> {
  const { stage, did, faults } = flood;
  const codes = new Map<number, number>();
  const knock = async () => {
    const status = await handshake(stage.base());
    codes.set(status, (codes.get(status) ?? 0) + 1);
  };
  for (let wave = 0; wave < 24; wave++) await Promise.all(Array.from({ length: 50 }, knock));
  did.push(`handshakes: ${[...codes].map(([code, count]) => `${count} × ${code}`).join(', ')}`);
  const through = codes.get(101) ?? 0;
  if (through > 1_000 || through === 1_200) faults.push(`${through} handshakes in a minute were let through`);
  for (const code of codes.keys())
    if (code >= 500 || code === 0) faults.push(`a handshake was answered with ${code}`);
}

/** One websocket's handshake; the code of its answer, 0 for none. */
function handshake(base: string): Promise<number> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve) => {
    const request = http.request({
      hostname,
      port,
      path: '/socket.io/?EIO=4&transport=websocket',
      agent: false,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        Origin: base,
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      },
    });
    request.on('upgrade', (_answer, socket) => {
      socket.destroy();
      resolve(101);
    });
    request.on('response', (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    request.on('error', () => resolve(0));
    request.end();
  });
}

export async function floodsTrial({ seed, progress }: Given): Promise<Verdict> {
  const own = await startOwnServer();
  const target = await ownTarget(own);
  try {
    const stage = await stagedTeams(target, `floods ${seed}`, { teams: 1, people: 3, experts: 1 });
    const flood: Flood = { stage, did: [], faults: [] };
    const team = stage.teams[0]!;
    const end = await bystander(flood);
    const flooder = team.members[2]!;
    const all = [messages, frames, bigBodies, passwords, signUps, handshakes] as const;
    for (const [index, run] of all.entries()) {
      progress.show(index / all.length, 'floods');
      await run(flood, flooder).catch((error: Error) => flood.faults.push(`${run.name}: ${error.message}`));
    }
    await end();
    stage.end();
    return { name: 'floods', did: flood.did, faults: [...flood.faults, ...own.faults()] };
  } finally {
    await target.close();
    await own.stop();
  }
}
