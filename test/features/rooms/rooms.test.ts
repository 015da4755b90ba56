// Rooms: numbers without gaps, a message once, rights at every event and every delivery.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { io as connectSocket, type Socket } from 'socket.io-client';
import { PHASES } from '../../../src/features/hackathons/hackathons.policy';
import { postMessage } from '../../../src/features/messages/messages.actions';
import { roomOfTeam } from '../../../src/features/rooms/rooms.actions';
import type { Acknowledgement, Entry } from '../../../src/realtime/contract';
import { channels } from '../../../src/realtime/live';
import type { Person } from '../../../src/web/request';
import {
  giveRole,
  type MadeHackathon,
  type MadePerson,
  makeAdviser,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
  setPhases,
} from '../../support/factories';
import { until } from '../../support/until';
import { createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  hackathon = await makeHackathon(world.db);
});
afterAll(() => world.close());

const ask = (socket: Socket, event: string, data: unknown): Promise<Acknowledgement<never>> =>
  socket.timeout(60_000).emitWithAck(event, data);

async function teamRoom(size = 2) {
  const team = await makeTeam(world.db, hackathon, { size });
  const room = await roomOfTeam(world.deps, world.db, team.id);
  return { team, roomId: room.id };
}

const rowsOf = (roomId: string) =>
  world
    .db('entries')
    .select('seq', 'id', 'body', 'kind', 'author_role')
    .where({ room_id: roomId })
    .orderBy('seq');

const asPerson = (made: MadePerson) => made as unknown as Person;

test('a room is made when it is first needed, and once', async () => {
  const team = await makeTeam(world.db, hackathon);
  const made = await Promise.all(Array.from({ length: 10 }, () => roomOfTeam(world.deps, world.db, team.id)));
  expect(new Set(made.map((room) => room.id)).size).toBe(1);
  const agent = await world.as(team.members[0]!.login);
  const answer = await agent.get(`/teams/${team.id}/room.json`);
  expect(answer.body).toEqual({ room: { id: made[0]!.id, head: 0 } });
});

test('fifty posts at once by many people get the numbers 1 to 50', async () => {
  const { team, roomId } = await teamRoom(5);
  const posted = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      postMessage(world.deps, asPerson(team.members[n % 5]!), {
        roomId,
        clientId: randomUUID(),
        body: `Message ${n}`,
      }),
    ),
  );
  const numbers = posted.map((one) => one.seq).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  const rows = await world.db('entries').select('seq', 'at').where({ room_id: roomId }).orderBy('seq');
  const times = rows.map((row) => row.at.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('the same message ten times at once is one row and ten equal answers, also later and by form', async () => {
  const { team, roomId } = await teamRoom();
  const member = team.members[0]!;
  const socket = await world.live(member.login);
  const message = { roomId, clientId: randomUUID(), body: 'Only once' };
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(socket, 'message:post', message)));
  const rows = await rowsOf(roomId);
  expect(rows).toHaveLength(1);
  expect(new Set(answers.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ ok: true, data: { id: rows[0].id, seq: 1 } })]),
  );
  const agent = await world.as(member.login);
  const form = await agent
    .post(`/rooms/${roomId}/messages`)
    .type('form')
    .set('Accept', 'application/json')
    .send({ body: 'Only once', client_id: message.clientId });
  expect(form.status).toBe(201);
  expect(form.body).toMatchObject({ id: rows[0].id, seq: 1 });
  const other = team.members[1]!;
  const second = await postMessage(world.deps, asPerson(other), message);
  expect(second.seq).toBe(2);
});

test('ten readers with random cuts each read 500 messages once and in order', async () => {
  const { team, roomId } = await teamRoom(5);
  await Promise.all(team.members.map((member) => world.as(member.login)));
  const total = 500;
  const readers = Array.from({ length: 10 }, (_, n) => reader(team.members[n % 5]!, roomId));
  await Promise.all(readers.map((one) => one.connect()));
  let written = 0;
  const writer = async (member: MadePerson) => {
    while (written < total) {
      written += 1;
      await postMessage(world.deps, asPerson(member), { roomId, clientId: randomUUID(), body: `${written}` });
      if (written % 60 === 0) void readers[Math.floor(Math.random() * readers.length)]!.cut();
    }
  };
  await Promise.all(team.members.slice(0, 4).map(writer));
  const expected = Array.from({ length: total }, (_, n) => n + 1);
  for (const one of readers) {
    await one.settle(total);
    expect(one.seen).toEqual(expected);
    one.close();
  }
});

/** A client as the contract describes it: asks “since” after any gap and after each cut. */
function reader(member: MadePerson, roomId: string) {
  const seen: number[] = [];
  const ahead = new Map<number, Entry>();
  let socket: Socket | undefined;
  let cutting = false;
  const take = (entries: Entry[]) => {
    for (const entry of entries) if (entry.seq > (seen.at(-1) ?? 0)) ahead.set(entry.seq, entry);
    for (let next = (seen.at(-1) ?? 0) + 1; ahead.has(next); next += 1) {
      ahead.delete(next);
      seen.push(next);
    }
  };
  const catchUp = async (event: string) => {
    for (;;) {
      const answer = await ask(socket!, event, { roomId, afterSeq: seen.at(-1) ?? 0 });
      if (!answer.ok) throw new Error(answer.error);
      const { head, entries } = answer.data as { head: number; entries: Entry[] };
      take(entries);
      if ((seen.at(-1) ?? 0) >= head || entries.length === 0) return;
    }
  };
  const connect = async () => {
    socket = await world.live(member.login);
    socket.on('room:entry', (entry: Entry) => take([entry]));
    await catchUp('room:join');
  };
  return {
    seen,
    connect,
    /** Also in the middle of a question: then the answer is lost, and the next line asks again. */
    async cut() {
      if (cutting) return;
      cutting = true;
      socket?.disconnect();
      await pause(20);
      await connect().catch(() => undefined);
      cutting = false;
    },
    async settle(total: number) {
      for (let n = 0; n < 100 && seen.length < total; n += 1) {
        await pause(50);
        if (!socket?.connected) await connect();
        else if (n > 10) await catchUp('room:history');
      }
    },
    close: () => socket?.disconnect(),
  };
}

test('entries reach the room in the order of their numbers, the acknowledgement comes first', async () => {
  const { team, roomId } = await teamRoom();
  const socket = await world.live(team.members[0]!.login);
  await ask(socket, 'room:join', { roomId });
  const order: string[] = [];
  socket.on('room:entry', (entry: Entry) => order.push(`entry ${entry.seq}`));
  const message = { roomId, clientId: randomUUID(), body: 'Hello' };
  socket.emit('message:post', message, (answer: { data: { seq: number } }) =>
    order.push(`acknowledged ${answer.data.seq}`),
  );
  await until(() => order.length >= 2);
  expect(order).toEqual(['acknowledged 1', 'entry 1']);
  order.length = 0;
  await Promise.all(
    Array.from({ length: 30 }, () =>
      ask(socket, 'message:post', { roomId, clientId: randomUUID(), body: 'More' }),
    ),
  );
  await until(() => order.length >= 30);
  expect(order).toEqual(Array.from({ length: 30 }, (_, n) => `entry ${n + 2}`));
});

test('members, advisers and moderators read a room; others learn nothing of it', async () => {
  const { team, roomId } = await teamRoom();
  const [member] = team.members;
  await postMessage(world.deps, asPerson(member!), {
    roomId,
    clientId: randomUUID(),
    body: 'Our secret plan',
  });
  const adviser = await makeAdviser(world.db, hackathon, team);
  const moderator = await makeRole(world.db, hackathon, 'moderator');
  for (const person of [member!, adviser, moderator]) {
    const agent = await world.as(person.login);
    expect((await agent.get(`/teams/${team.id}/room`)).text).toContain('Our secret plan');
  }
  const foreign = (await teamRoom()).team.members[0]!;
  const strangers = [
    foreign,
    await makePerson(world.db),
    hackathon.organiser,
    await makeRole(world.db, hackathon, 'expert'),
    await makeRole(world.db, hackathon, 'juror'),
  ];
  for (const person of strangers) {
    const agent = await world.as(person.login);
    const pages = [
      await agent.get(`/teams/${team.id}/room`),
      await agent.get(`/teams/${team.id}/room.json`),
      await agent.get(`/rooms/${roomId}/messages.json`),
      await agent.post(`/rooms/${roomId}/messages`).type('form').send({ body: 'Let me in' }),
    ];
    for (const page of pages) {
      expect(page.status).toBe(404);
      expect(page.text).not.toContain('secret plan');
    }
  }
  const socket = await world.live(foreign.login);
  const heard: unknown[] = [];
  socket.onAny((...event) => heard.push(event));
  for (const [event, data] of [
    ['room:join', { roomId }],
    ['room:history', { roomId, afterSeq: 0 }],
    ['message:post', { roomId, clientId: randomUUID(), body: 'Let me in' }],
    ['room:typing', { roomId }],
  ] as const) {
    expect(await ask(socket, event, data)).toMatchObject({ ok: false, error: 'frame.errors.notFound' });
  }
  await postMessage(world.deps, asPerson(member!), { roomId, clientId: randomUUID(), body: 'Still ours' });
  await pause(200);
  expect(heard).toEqual([]);
  expect((await rowsOf(roomId)).map((row) => row.body)).toEqual(['Our secret plan', 'Still ours']);
});

test('whoever left hears nothing more: told at once, or found out by the next sweep', async () => {
  const { team, roomId } = await teamRoom(3);
  const [stays, leaves, removed] = team.members as [MadePerson, MadePerson, MadePerson];
  const adviser = await makeAdviser(world.db, hackathon, team);
  const heard = new Map<string, string[]>();
  for (const person of [stays, leaves, removed, adviser]) {
    const socket = await world.live(person.login);
    heard.set(person.id, []);
    socket.on('room:entry', (entry: Entry) => heard.get(person.id)!.push(entry.body!));
    expect(await ask(socket, 'room:join', { roomId })).toMatchObject({ ok: true });
  }
  const end = { ended_at: new Date() };
  await world.db('memberships').where({ person_id: leaves.id }).update(end);
  world.deps.live.leave(leaves.id, channels.room(roomId));
  const say = (body: string) =>
    postMessage(world.deps, asPerson(stays), { roomId, clientId: randomUUID(), body });
  await say('one');
  await until(() => [stays, removed].every(({ id }) => heard.get(id)!.length > 0));
  await pause(100);
  expect(heard.get(leaves.id)).toEqual([]);
  expect(heard.get(removed.id)).toEqual(['one']);
  await world.db('memberships').where({ person_id: removed.id }).update(end);
  await world.db('roles').where({ person_id: adviser.id }).update(end);
  // Found out by a sweep that goes round about once a second; a slow machine may take its time.
  await until(() => world.deps.live.inside(channels.room(roomId)).length === 1, 10_000);
  await say('two');
  await until(() => heard.get(stays.id)!.length > 1);
  await pause(100);
  expect(heard.get(stays.id)).toEqual(['one', 'two']);
  expect(heard.get(removed.id)).toEqual(['one']);
  expect(heard.get(adviser.id)).toEqual(['one']);
});

test('a sign-out cuts the line within a second', async () => {
  const { team, roomId } = await teamRoom();
  const member = team.members[0]!;
  const agent = await world.as(member.login);
  const socket = await world.live(member.login);
  await ask(socket, 'room:join', { roomId });
  const cut = new Promise((resolve) => socket.once('disconnect', resolve));
  await agent.post('/logout').type('form').send({});
  await expect(Promise.race([cut, pause(1_000).then(() => 'still open')])).resolves.not.toBe('still open');
});

test('writing ends with the results, reading stays; the statement and the matrix agree', async () => {
  const { team, roomId } = await teamRoom();
  const member = team.members[0]!;
  const say = () =>
    postMessage(world.deps, asPerson(member), { roomId, clientId: randomUUID(), body: 'Hello' }).then(
      () => 'written',
      (error) => error.key,
    );
  try {
    for (const phase of PHASES) {
      await setPhases(world.db, hackathon.id, [phase]);
      const open = ['teams', 'drafting', 'judging', 'deliberation'].includes(phase);
      const no = phase === 'inquiry' ? 'tooEarly' : 'tooLate';
      expect([phase, await say()]).toEqual([phase, open ? 'written' : `hackathons.refused.${no}`]);
    }
    const until = new Date(Date.now() + 30 * 24 * 3_600_000);
    await world.db('extensions').insert({
      id: randomUUID(),
      team_id: team.id,
      phase: 'drafting',
      until,
      reason: 'Ill',
      by_id: hackathon.organiser.id,
      at: new Date(),
    });
    await setPhases(world.db, hackathon.id, ['results']);
    expect(await say()).toBe('written');
    await world.db('extensions').where({ team_id: team.id }).delete();
    const agent = await world.as(member.login);
    const page = await agent.get(`/teams/${team.id}/room`);
    expect(page.text).toContain('Writing ended on');
    expect(page.text).not.toContain('data-compose');
  } finally {
    await setPhases(world.db, hackathon.id, [...PHASES]);
  }
});

test('an author changes and takes back; the words are gone everywhere; nobody else may', async () => {
  const { team, roomId } = await teamRoom();
  const [author, mate] = team.members as [MadePerson, MadePerson];
  const { id } = await postMessage(world.deps, asPerson(author), {
    roomId,
    clientId: randomUUID(),
    body: 'We call Tuesday',
  });
  const agent = await world.as(author.login);
  const other = await world.as(mate.login);
  const stranger = await world.as(hackathon.organiser.login);
  const post = (who: typeof agent, path: string, fields = {}) =>
    who.post(`/messages/${id}/${path}`).type('form').set('Accept', 'application/json').send(fields);
  expect((await post(other, 'edit', { body: 'We call never' })).status).toBe(403);
  expect((await post(other, 'withdrawal')).status).toBe(403);
  expect((await post(stranger, 'withdrawal')).status).toBe(404);
  expect((await post(agent, 'edit', { body: 'We call Wednesday' })).status).toBe(200);
  let page = (await other.get(`/teams/${team.id}/room`)).text;
  expect(page).toContain('We call Wednesday');
  expect(page).not.toContain('We call Tuesday');
  expect((await post(agent, 'withdrawal')).status).toBe(200);
  expect((await post(agent, 'withdrawal')).status).toBe(200);
  expect((await post(agent, 'edit', { body: 'Again' })).status).toBe(410);
  page = (await other.get(`/teams/${team.id}/room`)).text;
  expect(page).not.toContain('We call Wednesday');
  expect(page).toContain('This message was taken back.');
  const log = await other.get(`/rooms/${roomId}/messages.json?after=0`);
  expect(log.body.head).toBe(3);
  expect(log.body.entries.map((one: Entry) => [one.seq, one.kind, one.of, one.body])).toEqual([
    [1, 'message', undefined, null],
    [2, 'edit', id, null],
    [3, 'withdrawal', id, null],
  ]);
});

test('the plain form works without scripts, keeps what was typed, and says how long to wait', async () => {
  const { team, roomId } = await teamRoom();
  const member = team.members[0]!;
  const agent = await world.as(member.login);
  const page = await agent.get(`/teams/${team.id}/room`);
  expect(page.text).toContain('Your team and your experts read this.');
  const clientId = /name="client_id" value="([^"]+)"/.exec(page.text)![1]!;
  const send = (fields: object) => agent.post(`/rooms/${roomId}/messages`).type('form').send(fields);
  const fields = { body: 'From a form', client_id: clientId, author: member.id };
  const first = await send(fields);
  expect(first.status).toBe(303);
  expect(first.headers.location).toBe(`/teams/${team.id}/room#m-${(await rowsOf(roomId))[0].id}`);
  await send(fields);
  expect(await rowsOf(roomId)).toHaveLength(1);
  expect((await agent.get(`/teams/${team.id}/room`)).text).toContain('From a form');
  expect((await send({ body: '   ' })).status).toBe(422);
  const long = await send({ body: 'x'.repeat(4001) });
  expect(long.status).toBe(422);
  expect(long.text).toContain('x'.repeat(4001));
  const other = await send({ body: 'From the phone of a friend', author: team.members[1]!.id });
  expect(other.status).toBe(403);
  expect(other.text).toContain('written by somebody else on this device');
  expect(await rowsOf(roomId)).toHaveLength(1);
});

test('people see text, never markup, in a page that allows no script', async () => {
  const { team, roomId } = await teamRoom();
  const body = '<script>alert(1)</script><b>bold</b> &amp; "quotes"';
  await postMessage(world.deps, asPerson(team.members[0]!), { roomId, clientId: randomUUID(), body });
  const agent = await world.as(team.members[1]!.login);
  const page = await agent.get(`/teams/${team.id}/room`);
  expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;bold');
  expect(page.text).not.toContain('<script>alert');
  expect(page.headers['content-security-policy']).toContain("script-src 'self'");
  expect(page.headers['cache-control']).toBe('no-store');
  const log = await agent.get(`/rooms/${roomId}/messages.json`);
  expect(log.body.entries[0].body).toBe(body);
});

test('earlier messages are a link away, and the log can be read from both ends', async () => {
  const { team, roomId } = await teamRoom();
  for (let n = 1; n <= 60; n += 1)
    await postMessage(world.deps, asPerson(team.members[0]!), {
      roomId,
      clientId: randomUUID(),
      body: `No. ${n}.`,
    });
  const agent = await world.as(team.members[1]!.login);
  const page = (await agent.get(`/teams/${team.id}/room`)).text;
  expect(page).toContain('No. 11.');
  expect(page).not.toContain('No. 10.');
  const older = /href="(\?before=\d+)"/.exec(page)![1]!;
  expect(older).toBe('?before=11');
  expect((await agent.get(`/teams/${team.id}/room${older}`)).text).toContain('No. 10.');
  const seqs = async (query: string) => {
    const answer = await agent.get(`/rooms/${roomId}/messages.json${query}`);
    return answer.body.entries.map((one: Entry) => one.seq);
  };
  expect(await seqs('?after=58')).toEqual([59, 60]);
  expect(await seqs('?before=3')).toEqual([1, 2]);
  expect((await seqs('')).length).toBe(50);
  expect((await agent.get(`/rooms/${roomId}/messages.json?after=x`)).status).toBe(422);
});

test('presence lists each person once, and typing is told to the others', async () => {
  const { team, roomId } = await teamRoom();
  const [one, two] = team.members as [MadePerson, MadePerson];
  const first = await world.live(one.login);
  const again = await world.live(one.login);
  const second = await world.live(two.login);
  const presences: { here: { id: string }[] }[] = [];
  second.on('room:presence', (presence) => presences.push(presence));
  for (const socket of [first, again, second]) await ask(socket, 'room:join', { roomId });
  await until(() => presences.at(-1)?.here.length === 2);
  expect(
    presences
      .at(-1)!
      .here.map((person) => person.id)
      .sort(),
  ).toEqual([one.id, two.id].sort());
  const typing = new Promise((resolve) => second.once('room:typing', resolve));
  await ask(first, 'room:typing', { roomId });
  expect(await typing).toEqual({ roomId, id: one.id, name: one.display_name });
  first.disconnect();
  again.disconnect();
  await until(() => presences.at(-1)!.here.length === 1);
  expect(presences.at(-1)!.here.map((person) => person.id)).toEqual([two.id]);
});

test('nonsense is answered, not obeyed: the process lives and others are served', async () => {
  const { team, roomId } = await teamRoom();
  const socket = await world.live(team.members[0]!.login);
  let deep: unknown = {};
  for (let n = 0; n < 1000; n += 1) deep = { deep };
  const frames: unknown[] = [
    null,
    'text',
    7,
    [],
    deep,
    { roomId: 7 },
    { roomId: { toString: 'x' } },
    { roomId, clientId: 'no uuid', body: 'x' },
    { roomId, clientId: randomUUID(), body: 7 },
    { roomId, clientId: randomUUID(), body: '\u0000' },
    { roomId, clientId: randomUUID(), body: '   ' },
    { roomId, clientId: randomUUID(), body: 'x'.repeat(4001) },
    { roomId, clientId: randomUUID(), body: 'x', more: 1 },
    JSON.parse(`{"__proto__":{"ok":true},"roomId":"${roomId}"}`),
    { roomId, afterSeq: -1 },
    { roomId, afterSeq: 0, limit: 100_000 },
    { roomId, afterSeq: 0, beforeSeq: 1 },
    Buffer.from('binary'),
  ];
  const events = ['room:history', 'message:post'];
  let sent = 0;
  for (; sent < 160; sent += 1) {
    const answer = await ask(socket, events[sent % 2]!, frames[sent % frames.length]);
    expect(answer.ok).toBe(false);
  }
  for (; sent < 195; sent += 1) {
    if (sent % 3 === 0) socket.emit('unknown:event', { a: 1 });
    else if (sent % 3 === 1) socket.emit('message:post', 'no acknowledgement');
    else socket.emit('message:post', null, 'not a function');
  }
  await pause(100);
  expect(await rowsOf(roomId)).toHaveLength(0);
  const other = await world.live(team.members[1]!.login);
  expect(await ask(other, 'message:post', { roomId, clientId: randomUUID(), body: 'Fine' })).toMatchObject({
    ok: true,
  });
  const big = new Promise((resolve) => other.once('disconnect', resolve));
  other.emit('message:post', { roomId, clientId: randomUUID(), body: 'x'.repeat(70_000) });
  await big;
  expect(await rowsOf(roomId)).toHaveLength(1);
});

test('only our own origin may open a line, and only with a sign-in', async () => {
  const member = (await teamRoom()).team.members[0]!;
  await world.live(member.login);
  const agent = await world.as(member.login);
  const cookie = (agent as unknown as { jar: { getCookies(a: object): { toValueString(): string }[] } }).jar
    .getCookies({ domain: '127.0.0.1', path: '/', secure: false, script: false })
    .map((one) => one.toValueString())
    .join('; ');
  const attempt = (headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = connectSocket(world.base, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: headers,
      });
      socket.once('connect', () => resolve('connected'));
      socket.once('connect_error', () => resolve('refused'));
      setTimeout(() => socket.disconnect(), 3_000).unref();
    });
  expect(await attempt({ Cookie: cookie, Origin: world.base })).toBe('connected');
  for (const Origin of ['https://evil.example', 'null', `${world.base}.evil.example`, `${world.base}0`])
    expect([Origin, await attempt({ Cookie: cookie, Origin })]).toEqual([Origin, 'refused']);
  expect(await attempt({ Cookie: cookie })).toBe('refused');
  expect(await attempt({ Origin: world.base })).toBe('refused');
});

test('an expert of two hackathons is an adviser only where the role still stands', async () => {
  const elsewhere = await makeHackathon(world.db);
  const { team, roomId } = await teamRoom();
  const adviser = await makeAdviser(world.db, hackathon, team);
  await giveRole(world.db, elsewhere.id, adviser, 'expert', elsewhere.organiser);
  const agent = await world.as(adviser.login);
  expect((await agent.get(`/rooms/${roomId}/messages.json`)).status).toBe(200);
  await world
    .db('roles')
    .where({ person_id: adviser.id, hackathon_id: hackathon.id })
    .update({ ended_at: new Date() });
  expect((await agent.get(`/rooms/${roomId}/messages.json`)).status).toBe(404);
});
