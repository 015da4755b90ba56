// Too much of everything from one side: limits answer, big things are refused, and others are served meanwhile.
import http from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import type { Answer } from '../simulation/http.caller';
import { createCaller } from '../simulation/http.caller';
import { socketClient } from '../simulation/live.caller';
import { quantile } from '../simulation/measures';
import { startOwnServer } from '../simulation/own-server';
import type { Actor, Stage } from '../simulation/stage';
import { bystander, judgeWaits } from './bystander';
import { countLogins } from './floods.queries';
import { ownTarget } from './own-target';
import { fillDraft, stagedTeams } from './staged';
import type { Given, Verdict } from './trial';

/** Before the first flood. */
const QUIET_FOR = 3_000;

interface Flood {
  stage: Stage;
  did: string[];
  faults: string[];
  /** How many people have a sign-in name like this. */
  accounts(like: string): Promise<number>;
}

const countOf = (answers: readonly Answer[], status: number) =>
  answers.filter((one) => one.status === status).length;

/**
 * At most `most` get past the limit and the limit itself refuses the others. Past it some may still hear 503, for
 * too many wait for a password or a connection: `busy`, at most.
 */
function limited(
  flood: Flood,
  what: string,
  answers: readonly Answer[],
  { most, busy }: { most: number; busy: number },
): void {
  const refused = countOf(answers, 429);
  const later = countOf(answers, 503);
  const done = answers.length - refused - later;
  flood.did.push(`${what}: ${answers.length} sent, ${done} let through, ${refused} × 429, ${later} × 503`);
  if (done === 0) flood.faults.push(`${what}: nobody was let through`);
  if (answers.length - refused > most)
    flood.faults.push(`${what}: ${answers.length - refused} were let through, ${most} allowed`);
  if (later > busy) flood.faults.push(`${what}: ${later} × 503, ${busy} allowed`);
  for (const { headers, status } of answers) {
    if (status === 429 && !/^[1-9]\d*$/.test(headers.get('retry-after') ?? ''))
      flood.faults.push(`${what}: 429 without Retry-After`);
    if (status >= 500 && status !== 503) flood.faults.push(`${what}: ${status}`);
  }
}

async function messages(flood: Flood, actor: Actor): Promise<void> {
  const { room } = flood.stage.teams[0]!;
  const send = () =>
    actor.caller.post(`/rooms/${room}/messages`, { body: 'Again', client_id: actor.random.uuid() });
  // Twice the limit: the hundred may fall into two windows of ten seconds.
  limited(flood, 'messages', await Promise.all(Array.from({ length: 100 }, send)), { most: 40, busy: 0 });
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
  limited(flood, 'wrong passwords', answers, { most: 10, busy: 0 });
}

/** The limit, 300 a minute, comes first; of those past it three are hashed and fifty wait, and nothing is done of the rest. */
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
  const answers = await Promise.all(Array.from({ length: 400 }, (_, index) => send(index)));
  limited(flood, 'sign-ups', answers, { most: 300, busy: 250 });
  const made = countOf(answers, 201);
  const kept = await flood.accounts(`flood-%-${run}`);
  if (kept !== made) flood.faults.push(`sign-ups: ${made} were told so, ${kept} accounts are there`);
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
    const accounts = (like: string) => countLogins(target.db, like);
    const flood: Flood = { stage, did: [], faults: [], accounts };
    const friend = await bystander(stage, flood.faults);
    await pause(QUIET_FOR);
    const quiet = quantile((await friend.waited()).pages, 0.5);
    flood.did.push(`a bystander's page before: ${quiet.toFixed(0)} ms`);
    const flooder = stage.teams[0]!.members[2]!;
    const all = [messages, frames, bigBodies, passwords, signUps, handshakes] as const;
    for (const [index, run] of all.entries()) {
      progress.show(index / all.length, 'floods');
      await run(flood, flooder).catch((error: Error) => flood.faults.push(`${run.name}: ${error.message}`));
      judgeWaits(flood, run.name, await friend.waited(), quiet);
    }
    await friend.end();
    stage.end();
    return { name: 'floods', did: flood.did, faults: [...flood.faults, ...own.faults()] };
  } finally {
    await target.close();
    await own.stop();
  }
}
