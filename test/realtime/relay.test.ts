// Two servers on one database, with a real Redis between them: news crosses, and nothing rests on it.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';
import type { Socket } from 'socket.io-client';
import { connect } from '../../src/db/connection';
import { postMessage } from '../../src/features/messages/messages.actions';
import { roomOfTeam } from '../../src/features/rooms/rooms.actions';
import type { Acknowledgement, Entry, Presence } from '../../src/realtime/contract';
import { channels } from '../../src/realtime/live';
import { openRelay } from '../../src/realtime/relay';
import { HOW_TO_GET_IT, type OwnRedis, startOwnRedis } from '../../src/simulation/own-redis';
import type { Person } from '../../src/web/request';
import { type TestDatabase, testDatabase } from '../support/database';
import { type MadeHackathon, type MadePerson, makeHackathon, makeTeam } from '../support/factories';
import { until } from '../support/until';
import { createWorld, type World } from '../support/world';

let redis: OwnRedis | undefined;
let one: World;
let two: World;
let hackathon: MadeHackathon;
let beside: () => Promise<TestDatabase>;

beforeAll(async () => {
  redis = await startOwnRedis();
  if (!redis) return void process.stderr.write(`Left out: ${HOW_TO_GET_IT}\n`);
  const database = await testDatabase();
  beside = async () => ({ ...database, db: connect(database.url), drop: async () => undefined });
  one = await createWorld({ REDIS_URL: redis.url }, Promise.resolve(database));
  two = await createWorld({ REDIS_URL: redis.url }, beside());
  hackathon = await makeHackathon(one.db);
  await until(() => one.deps.relay!.carries() && two.deps.relay!.carries());
});

afterAll(async () => {
  await two?.close();
  await one?.close();
  await redis?.stop();
});

const withRedis = (name: string, act: () => Promise<void>) =>
  test(name, async () => {
    if (redis) await act();
  });

const ask = (socket: Socket, event: string, data: unknown): Promise<Acknowledgement<never>> =>
  socket.timeout(20_000).emitWithAck(event, data);

const asPerson = (made: MadePerson) => made as unknown as Person;

async function teamRoom(size = 2) {
  const team = await makeTeam(one.db, hackathon, { size });
  return { team, roomId: (await roomOfTeam(one.deps, one.db, team.id)).id };
}

/** An open page of a room, and what came to it. */
async function page(world: World, person: MadePerson, roomId: string) {
  const socket = await world.live(person.login);
  const entries: Entry[] = [];
  const came: { here: string[]; typing: number; heads: number[]; cut: boolean } = {
    here: [],
    typing: 0,
    heads: [],
    cut: false,
  };
  socket.on('room:entry', (entry: Entry) => entries.push(entry));
  socket.on('room:typing', () => {
    came.typing += 1;
  });
  socket.on('room:presence', ({ here }: Presence) => {
    came.here = here.map(({ id }) => id).sort();
  });
  socket.on('room:head', ({ head }: { head: number }) => came.heads.push(head));
  socket.on('disconnect', () => {
    came.cut = true;
  });
  expect(await ask(socket, 'room:join', { roomId })).toMatchObject({ ok: true });
  const post = (body: string, clientId = randomUUID()) =>
    ask(socket, 'message:post', { roomId, clientId, body });
  return { socket, entries, came, post };
}

withRedis('messages, typing and who is here cross from one process to the other', async () => {
  const { team, roomId } = await teamRoom();
  const [ada, bo] = team.members as [MadePerson, MadePerson];
  const a = await page(one, ada, roomId);
  const b = await page(two, bo, roomId);
  const both = [ada.id, bo.id].sort();
  await until(() => a.came.here.length === 2 && b.came.here.length === 2);
  expect([a.came.here, b.came.here]).toEqual([both, both]);
  a.socket.emit('room:typing', { roomId });
  await until(() => b.came.typing === 1);
  await a.post('from one');
  await b.post('from the other');
  await until(() => a.entries.length === 2 && b.entries.length === 2);
  for (const { entries } of [a, b]) {
    const sorted = [...entries].sort((left, right) => left.seq - right.seq);
    expect(sorted.map(({ seq, body }) => [seq, body])).toEqual([
      [1, 'from one'],
      [2, 'from the other'],
    ]);
  }
  b.socket.disconnect();
  await until(() => a.came.here.length === 1);
  expect(a.came.here).toEqual([ada.id]);
});

withRedis('whoever is cut off or loses a room in one process loses it in the other at once', async () => {
  const { team, roomId } = await teamRoom(3);
  const [stays, leaves, signsOut] = team.members as [MadePerson, MadePerson, MadePerson];
  const pages = [
    await page(two, stays, roomId),
    await page(two, leaves, roomId),
    await page(two, signsOut, roomId),
  ];
  one.deps.live.leave(leaves.id, channels.room(roomId));
  one.deps.live.cutPerson(signsOut.id);
  // Not the sweep of the other process: in the database both still have every right.
  await until(() => pages[2]!.came.cut);
  await postMessage(one.deps, asPerson(stays), { roomId, clientId: randomUUID(), body: 'after' });
  await until(() => pages[0]!.entries.length === 1);
  expect(pages.map(({ entries, came }) => [entries.length, came.cut])).toEqual([
    [1, false],
    [0, false],
    [0, true],
  ]);
});

withRedis(
  'two processes that write in one room at once give the numbers 1 to 80, and every page has them all',
  async () => {
    const { team, roomId } = await teamRoom(5);
    const pages = [await page(one, team.members[0]!, roomId), await page(two, team.members[1]!, roomId)];
    const sent = Array.from({ length: 80 }, (_, n) => ({
      roomId,
      clientId: randomUUID(),
      body: `Message ${n}`,
    }));
    const posted = await Promise.all(
      sent.map((message, n) => postMessage([one, two][n % 2]!.deps, asPerson(team.members[n % 5]!), message)),
    );
    const numbers = Array.from({ length: 80 }, (_, n) => n + 1);
    expect(posted.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(numbers);
    // The same message in both at once is one row.
    const twice = { roomId, clientId: randomUUID(), body: 'twice' };
    const answers = await Promise.all(
      [one, two].map(({ deps }) => postMessage(deps, asPerson(team.members[4]!), twice)),
    );
    expect(answers.map(({ seq }) => seq)).toEqual([81, 81]);
    await until(() => pages.every(({ entries }) => new Set(entries.map(({ seq }) => seq)).size === 81));
  },
);

withRedis('twenty messages in ten seconds are the limit of both processes together', async () => {
  const count = async (n: number) => {
    const [key, world] = [`limit of ${hackathon.id}`, [one, two][n % 2]!];
    return world.deps.limits.messages.count(key).then(
      () => 'counted',
      (error) => error.constructor.name,
    );
  };
  const answers = await Promise.all(Array.from({ length: 24 }, (_, n) => count(n)));
  expect(answers.filter((answer) => answer === 'counted')).toHaveLength(20);
  expect(answers.filter((answer) => answer === 'TooMany')).toHaveLength(4);
});

withRedis(
  'while Redis hangs or is gone, posts go on, pages learn the head, and it comes back by itself',
  async () => {
    const { team, roomId } = await teamRoom();
    const [ada, bo] = team.members as [MadePerson, MadePerson];
    const a = await page(one, ada, roomId);
    const b = await page(two, bo, roomId);
    const health = async () => (await one.visitor().get('/health/ready')).text;
    expect(JSON.parse(await health())).toEqual({ status: 'ready', redis: 'ready' });

    redis!.signal('SIGSTOP');
    expect(await a.post('while it hangs')).toMatchObject({ ok: true, data: { seq: 1 } });
    // In the same process nobody waits for Redis.
    await until(() => a.entries.length === 1 || !one.deps.relay!.carries());
    expect(a.entries).toHaveLength(1);
    await until(() => !one.deps.relay!.carries() && !two.deps.relay!.carries());
    await until(() => b.came.heads.includes(1));
    expect(JSON.parse(await health())).toEqual({ status: 'ready', redis: 'away' });

    redis!.signal('SIGKILL');
    expect(await a.post('while it is gone')).toMatchObject({ ok: true, data: { seq: 2 } });
    await until(() => b.came.heads.includes(2));
    expect(await ask(b.socket, 'room:history', { roomId, afterSeq: 0 })).toMatchObject({
      data: { head: 2, entries: [{ body: 'while it hangs' }, { body: 'while it is gone' }] },
    });

    await redis!.startAgain();
    await until(() => one.deps.relay!.carries() && two.deps.relay!.carries());
    await a.post('it is back');
    await until(() => b.entries.some(({ body }) => body === 'it is back'));
    await until(() => a.came.here.length === 2 && b.came.here.length === 2);
    for (const { logged } of [one, two]) {
      const told = logged.map((line) => JSON.parse(line)).filter(({ msg }) => msg.includes('Redis'));
      expect(told.map(({ level }) => level)).toEqual([30, 40, 30]);
      expect(logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([]);
    }
  },
);

withRedis('a process that stops takes its own people along and nobody else', async () => {
  const { team, roomId } = await teamRoom();
  const [ada, bo] = team.members as [MadePerson, MadePerson];
  const three = await createWorld({ REDIS_URL: redis!.url }, beside());
  await until(() => three.deps.relay!.carries());
  const a = await page(one, ada, roomId);
  const b = await page(three, bo, roomId);
  await until(() => a.came.here.length === 2);
  await three.close();
  await until(() => a.came.here.length === 1);
  expect([a.came.cut, b.came.cut]).toEqual([false, true]);
});

withRedis(
  'a server starts, answers and stops while its Redis is not there, and says once what is wrong',
  async () => {
    const { team, roomId } = await teamRoom();
    const three = await createWorld({ REDIS_URL: 'redis://:a-password@127.0.0.1:1' }, beside());
    const a = await page(three, team.members[0]!, roomId);
    expect(await a.post('alone')).toMatchObject({ ok: true });
    await until(() => a.entries.length === 1);
    await until(() => three.logged.some((line) => line.includes('Redis')));
    expect(JSON.parse((await three.visitor().get('/health/ready')).text).redis).toBe('away');
    await three.close();
    const told = three.logged.filter((line) => line.includes('Redis'));
    expect(told.map((line) => JSON.parse(line).fault)).toEqual(['ECONNREFUSED']);
    expect(told.join()).not.toContain('a-password');
  },
);

withRedis('what passed through Redis is gone after a minute, and after the last process', async () => {
  const relay = openRelay({ url: redis!.url, secret: 'of nobody else', log: one.deps.log });
  const client = createClient({ url: redis!.url, RESP: 2 });
  await client.connect();
  const old = Date.now() - 90_000;
  await client.xAdd(relay.name, `${old}-1`, { words: 'of a minute and a half ago' });
  await client.xAdd(relay.name, `${old + 80_000}-1`, { words: 'of ten seconds ago' });
  for (const end = Date.now() + 10_000; Date.now() < end && (await client.xLen(relay.name)) === 2; )
    await pause(50);
  expect(await client.xLen(relay.name)).toBe(1);
  expect(await client.pTTL(relay.name)).toBeGreaterThan(0);
  expect(await client.pTTL(relay.name)).toBeLessThanOrEqual(60_000);
  relay.close();
  client.destroy();
});
