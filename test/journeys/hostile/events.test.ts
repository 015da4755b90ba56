// Live events nobody's page sends: wrong shapes, too many, readers who never read. They are refused or dropped;
// the process lives and everybody else is served.
import { randomUUID } from 'node:crypto';
import type { Socket as TcpSocket } from 'node:net';
import type { Socket } from 'socket.io-client';
import { liveMap } from '../../../src/sockets';
import { makeHackathon, makePerson, makeTeam } from '../../support/factories';
import { createWorld, type World } from '../../support/world';

let world: World;
let room: string;
let member: string;
let other: string;
let outsider: string;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  const hackathon = await makeHackathon(world.db);
  const team = await makeTeam(world.db, hackathon);
  member = team.members[0]!.login;
  other = team.members[1]!.login;
  outsider = (await makePerson(world.db)).login;
  const agent = await world.as(member);
  room = (await agent.get(`/teams/${team.id}/room.json`)).body.room.id;
  await world.as(other);
});
afterAll(() => world.close());

const ask = (socket: Socket, event: string, ...data: unknown[]) =>
  socket.timeout(5_000).emitWithAck(event, ...data);
const post = (socket: Socket, body: string) =>
  ask(socket, 'message:post', { roomId: room, clientId: randomUUID(), body });
const messages = async () => Number((await world.db('entries').count('* as n').first())?.n);
const crashes = () => world.logged.filter((text) => JSON.parse(text).level >= 50);

function deep(depth: number): unknown {
  let inside: unknown = 'x';
  for (let index = 0; index < depth; index++) inside = { roomId: inside };
  return inside;
}

/** Wrong values for a whole frame, or for one field of it. */
const VALUES: unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER,
  '',
  'x',
  'x'.repeat(10_000),
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  [],
  [[]],
  Array(1000).fill(null),
  {},
  { length: 5 },
  { toString: 'x', valueOf: 'x' },
  { hasOwnProperty: 'x' },
  { $gt: '' },
  deep(1000),
  Buffer.from('binary'),
  { roomId: Buffer.from('binary') },
  new Date(0),
];
const proto = (text: string) => JSON.parse(text) as unknown;

/** Frames for one event: wrong as a whole, wrong in one field, with a field too many. */
function malformed(): unknown[] {
  const right = { roomId: room, clientId: randomUUID(), body: 'Hello.', afterSeq: 0 };
  return [
    ...VALUES,
    ...VALUES.map((value) => ({ ...right, roomId: value })),
    ...VALUES.map((value) => ({ ...right, clientId: value, roomId: value })),
    ...VALUES.map((value) => ({ roomId: room, clientId: right.clientId, body: value, more: 1 })),
    ...VALUES.map((value) => ({ roomId: room, afterSeq: value, beforeSeq: value, limit: value, more: 1 })),
    ...VALUES.map((value) => ({ roomId: room, [`${JSON.stringify(value)}`.slice(0, 40)]: 1 })),
    ...VALUES.map((value) => ({ ...right, author: value, more: value })),
    proto(`{"__proto__":{"roomId":"${room}"}}`),
    proto(`{"roomId":"${room}","__proto__":{"admin":true}}`),
    proto(`{"roomId":"${room}","constructor":{"prototype":{"x":1}}}`),
    { ...right, roomId: `${room}\u0000` },
    { ...right, roomId: ` ${room}` },
    { ...right, roomId: [room] },
    { roomId: `room:${room}` },
    { roomId: `person:${room}` },
  ];
}

test('every malformed frame of every event is refused or dropped, and others are served meanwhile', async () => {
  const friend = await world.live(other);
  const before = await messages();
  const wrong: string[] = [];
  for (const { event } of liveMap(world.deps)) {
    const frames = malformed();
    expect(frames.length).toBeGreaterThanOrEqual(190);
    let socket = await world.live(member);
    for (const [index, frame] of frames.entries()) {
      if (index % 90 === 89) {
        socket.disconnect();
        socket = await world.live(member);
      }
      const answer = await ask(socket, event, frame).catch(() => null);
      if (answer === null && socket.connected) wrong.push(`${event} ${index}: no answer`);
      if (answer?.ok) wrong.push(`${event} ${index}: ${JSON.stringify(answer).slice(0, 80)}`);
      if (answer && !answer.ok && typeof answer.error !== 'string')
        wrong.push(`${event} ${index}: no reason`);
      if (!socket.connected) socket = await world.live(member);
    }
    socket.disconnect();
    expect((await post(friend, `After ${event}`)).ok).toBe(true);
  }
  expect(wrong).toEqual([]);
  expect(await messages()).toBe(before + liveMap(world.deps).length);
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
  expect(crashes()).toEqual([]);
});

test('frames without an acknowledgement, with a text for one, with too many arguments or unknown names do no harm', async () => {
  const socket = await world.live(member);
  const before = await messages();
  for (const { event } of liveMap(world.deps)) {
    socket.emit(event);
    socket.emit(event, null);
    socket.emit(event, { roomId: 'nowhere' });
    socket.emit(event, { roomId: room, body: 1 }, 'not a function');
    socket.emit(event, 1, 2, 3, { x: 1 });
  }
  for (const name of [
    '',
    'disconnecting2',
    '__proto__',
    'constructor',
    'room:entry',
    'toString',
    'x'.repeat(5000),
  ])
    socket.emit(name, { roomId: room });
  // An acknowledgement is asked for once, whatever stands before it.
  const answer = await ask(socket, 'message:post', 1, 2, 3);
  expect(answer.ok).toBe(false);
  expect((await post(socket, 'Still here')).ok).toBe(true);
  expect(await messages()).toBe(before + 1);
  expect(crashes()).toEqual([]);
});

/** Below Socket.IO: what stands on the wire. */
const wire = (socket: Socket) =>
  (socket.io.engine.transport as unknown as { ws: { send(data: string | Buffer): void; _socket: TcpSocket } })
    .ws;
const gone = (socket: Socket, within = 10_000) =>
  new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), within);
    socket.once('disconnect', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });

test.each([
  ['no packet of ours', '4zzz'],
  ['an event that is no list', '42{"a":1}'],
  ['an event without a name', '42[]'],
  ['an event whose name is an object', '42[{"toString":1}]'],
  ['a reserved name', '42["disconnect"]'],
  ['a binary event without its bytes', '451-["message:post",{"_placeholder":true,"num":0}]'],
  ['a binary event that promises a million', '451000000-["message:post"]'],
  ['broken JSON', '42["message:post",'],
  ['an answer to nothing', '4399999[]'],
  ['an answer that is no list', '431{"a":1}'],
  ['a packet of an unknown type', '49'],
  ['an unknown engine type', '9'],
  ['nothing', ''],
  ['bytes out of the blue', Buffer.from([1, 2, 3])],
  ['a second connect', '40{"token":"x"}'],
  ['another namespace', '40/admin,'],
  ['a name too deep', `42["message:post",${'['.repeat(20_000)}${']'.repeat(20_000)}]`],
  ['a frame of more than 64 KiB', `42["message:post","${'x'.repeat(70_000)}"]`],
] as [string, string | Buffer][])('on the wire: %s ends that socket at most', async (_name, data) => {
  const friend = await world.live(other);
  const socket = await world.live(member);
  const closed = gone(socket, 300);
  wire(socket).send(data);
  await closed;
  expect((await post(friend, 'We go on')).ok).toBe(true);
  const again = await world.live(member);
  expect((await post(again, 'Me too')).ok).toBe(true);
  for (const one of [friend, socket, again]) one.disconnect();
  expect(crashes()).toEqual([]);
});

test('whoever floods is cut off, alone', async () => {
  const friend = await world.live(other);
  const flooder = await world.live(outsider);
  const closed = gone(flooder);
  for (let index = 0; index < 250; index++) flooder.emit('room:typing', { roomId: room });
  expect(await closed).toBe(true);
  expect(friend.connected).toBe(true);
  expect((await post(friend, 'Nothing happened')).ok).toBe(true);
  // Names nobody listens to count as well.
  const second = await world.live(outsider);
  const secondClosed = gone(second);
  for (let index = 0; index < 250; index++) second.emit(`nothing-${index}`, index);
  expect(await secondClosed).toBe(true);
  friend.disconnect();
});

test('whoever stops reading is dropped before the server keeps much for them', async () => {
  const writer = await world.live(other);
  const reader = await world.live(member);
  expect((await ask(reader, 'room:join', { roomId: room })).ok).toBe(true);
  const before = world.deps.live.inside(`room:${room}`).length;
  expect(before).toBe(1);
  wire(reader)._socket.pause();
  const heap = process.memoryUsage().rss;
  const entry = {
    roomId: room,
    seq: 1,
    kind: 'message' as const,
    id: 'made',
    author: { id: 'x', name: 'x', role: 'participant' },
    body: 'x'.repeat(4000),
    at: new Date().toISOString(),
  };
  // 60 MB for one reader, as fast as a busy room of many would bring them.
  for (let round = 0; round < 150; round++) {
    for (let index = 0; index < 100; index++) world.deps.live.tell(`room:${room}`, 'room:entry', entry);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(world.deps.live.inside(`room:${room}`)).toEqual([]);
  expect(process.memoryUsage().rss - heap).toBeLessThan(60 * 1024 * 1024);
  expect((await post(writer, 'Who reads is served')).ok).toBe(true);
  wire(reader)._socket.destroy();
  writer.disconnect();
});
