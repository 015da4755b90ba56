// What a message can bring beside its words: an answer to another one, names of people, links; pins and folded people.
import { randomUUID } from 'node:crypto';
import { postMessage } from '../../../src/features/messages/messages.actions';
import { roomOfTeam } from '../../../src/features/rooms/rooms.actions';
import { linesOf } from '../../../src/features/rooms/rooms.log.queries';
import { marksOf } from '../../../src/features/rooms/rooms.words.policy';
import type { Acknowledgement, Entry } from '../../../src/realtime/contract';
import type { Person } from '../../../src/web/request';
import {
  type MadeHackathon,
  type MadePerson,
  makeAdviser,
  makeHackathon,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  hackathon = await makeHackathon(world.db);
});
afterAll(() => world.close());

async function teamRoom(size = 2) {
  const team = await makeTeam(world.db, hackathon, { size });
  const { id: roomId } = await roomOfTeam(world.deps, world.db, team.id);
  const [one, two, three] = team.members;
  const say = (by: MadePerson, body: string, more: { replyTo?: string; mentions?: string[] } = {}) =>
    postMessage(world.deps, by as unknown as Person, { roomId, clientId: randomUUID(), body, ...more });
  return { team, roomId, one: one!, two: two!, three: three!, say };
}

const called = (person: MadePerson, display_name: string) =>
  world.db('people').where({ id: person.id }).update({ display_name });
const noticesOf = (person: MadePerson) =>
  world.db('notices').where({ person_id: person.id, kind: 'mentioned' }).pluck('href');

describe('answers', () => {
  test('an answer shows the beginning of what it answers, and follows its change and its withdrawal', async () => {
    const { team, roomId, one, two, say } = await teamRoom();
    const question = await say(one, 'Who pays the club?');
    const answer = await say(two, 'The city.', { replyTo: question.id });
    const [line] = (await linesOf(world.db, roomId, 9, 9)).filter(({ id }) => id === answer.id);
    expect(line!.reply).toMatchObject({ id: question.id, seq: question.seq, body: 'Who pays the club?' });
    const agent = await world.as(one.login);
    await agent.post(`/messages/${question.id}/edit`).type('form').send({ body: 'Who pays the trainer?' });
    const page = await agent.get(`/teams/${team.id}/room`);
    expect(page.text).toContain(`href="?around=${question.seq}#m-${question.id}"`);
    expect(page.text.match(/Who pays the trainer\?/g)).toHaveLength(2);
    await agent.post(`/messages/${question.id}/withdrawal`).type('form').send({});
    const after = await agent.get(`/rooms/${roomId}/messages.json`);
    const entry = after.body.entries.find((known: Entry) => known.id === answer.id);
    expect(entry.replyTo).toMatchObject({ id: question.id, body: null });
    expect((await agent.get(`/teams/${team.id}/room`)).text).not.toContain('Who pays');
  });

  test('what was taken back can still be answered; a message of another room cannot, and is not shown', async () => {
    const { roomId, one, two, say } = await teamRoom();
    const other = await teamRoom();
    const secret = await other.say(other.one, 'A secret of another team.');
    await expect(say(one, 'And?', { replyTo: secret.id })).rejects.toMatchObject({ status: 422 });
    await expect(say(one, 'And?', { replyTo: 'none' })).rejects.toMatchObject({ status: 422 });
    const gone = await say(two, 'Said too much.');
    await (await world.as(two.login)).post(`/messages/${gone.id}/withdrawal`).type('form').send({});
    await say(one, 'Do not worry.', { replyTo: gone.id });
    expect(await world.db('entries').where({ room_id: roomId }).orderBy('seq').pluck('body')).toEqual([
      null,
      null,
      'Do not worry.',
    ]);
    const agent = await world.as(one.login);
    const form = agent.post(`/rooms/${roomId}/messages`).type('form');
    const refused = await form.send({ body: 'My long text', reply_to: secret.id });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('My long text');
    expect(refused.text).not.toContain('A secret');
  });

  test('the same message twice is one, with its answer; open pages hear what it answers', async () => {
    const { roomId, one, two, say } = await teamRoom();
    const first = await say(two, 'See https://example.org/plan.');
    const socket = await world.live(one.login);
    const send = (event: string, data: unknown): Promise<Acknowledgement<{ id: string; seq: number }>> =>
      socket.timeout(10_000).emitWithAck(event, data);
    await send('room:join', { roomId });
    const heard = new Promise<Entry>((resolve) => socket.on('room:entry', resolve));
    const message = { roomId, clientId: randomUUID(), body: 'Good: http://a.example/b', replyTo: first.id };
    const answers = [await send('message:post', message), await send('message:post', message)];
    expect(answers[0]).toEqual(answers[1]);
    expect(await heard).toMatchObject({
      replyTo: { id: first.id, body: 'See https://example.org/plan.' },
      marks: [{ from: 6, to: 24, kind: 'link' }],
    });
    socket.close();
  });

  test('without a script a link leads to the form with what is answered, and a page around any message', async () => {
    const { team, one, two, say } = await teamRoom();
    const { id, seq } = await say(two, 'How many clubs are there?');
    for (let n = 0; n < 60; n++) await say(two, `More ${n}`);
    const agent = await world.as(one.login);
    const around = await agent.get(`/teams/${team.id}/room?around=${seq}`);
    expect(around.text).toContain(`id="m-${id}"`);
    expect(around.text).not.toContain('More 59');
    const answering = await agent.get(`/teams/${team.id}/room?around=${seq}&reply=${id}`);
    expect(answering.text).toContain(`name="reply_to" value="${id}"`);
  });
});

describe('names', () => {
  test('whoever is named and not there is told, once and with a link; strangers and namesakes are not', async () => {
    const { team, one, two, three, say } = await teamRoom(3);
    const outside = (await teamRoom()).one;
    await called(one, 'Blue Heron');
    await called(two, 'Anna');
    await called(three, 'Ann');
    await called(outside, 'Stranger');
    const { id } = await say(one, '@Anna, @Stranger and mail@Ann: hello', { mentions: [outside.id] });
    expect(await noticesOf(two)).toEqual([`/teams/${team.id}/room#m-${id}`]);
    expect(await noticesOf(three)).toEqual([]);
    expect(await noticesOf(outside)).toEqual([]);
    expect(await world.db('entries').where({ id }).pluck('mentioned')).toEqual([[two.id]]);
    const page = await (await world.as(two.login)).get(`/teams/${team.id}/room`);
    expect(page.text).toContain(`<b class="at" data-at="${two.id}"><bdi>@Anna</bdi></b>`);
  });

  test('of two with one name only whom the writer chose is meant', async () => {
    const { one, two, three, say } = await teamRoom(3);
    await called(two, 'Sam');
    await called(three, 'Sam');
    await say(one, 'Which one, @Sam?');
    expect([...(await noticesOf(two)), ...(await noticesOf(three))]).toEqual([]);
    await say(one, 'You, @Sam!', { mentions: [three.id] });
    expect([(await noticesOf(two)).length, (await noticesOf(three)).length]).toEqual([0, 1]);
  });
});

test('addresses become links only where nobody could be fooled', () => {
  const links = (text: string) =>
    marksOf(text, null).map(({ from, to, of }) => text.slice(from, to) + (of ? ` (${of})` : ''));
  expect(links('Look: https://example.org/a_(b)?c=1, (http://example.org).')).toEqual([
    'https://example.org/a_(b)?c=1',
    'http://example.org',
  ]);
  expect(links('رابط https://example.org/خطة، شكرًا')).toEqual(['https://example.org/خطة']);
  expect(links('https://bank.example@evil.example/ javascript:alert(1) http://localhost/ https://')).toEqual(
    [],
  );
  expect(links('https://аpple.example/x')).toEqual(['https://аpple.example/x (xn--pple-43d.example)']);
  expect(links('https://example.org/\u202egnp.exe <b>"https://example.org/"</b>')).toEqual([
    'https://example.org/',
    'https://example.org/',
  ]);
});

describe('pins', () => {
  const pin = async (person: MadePerson, id: string, pinned = 'yes') =>
    (await world.as(person.login))
      .post(`/messages/${id}/pin`)
      .type('form')
      .set('Accept', 'application/json')
      .send({ pinned });

  test('pinned twice at once is one entry; it is shown, loosened, and gone with its words', async () => {
    const { team, roomId, one, two, say } = await teamRoom();
    const { id } = await say(one, 'The meeting is at ten.');
    const statuses = (await Promise.all([pin(one, id), pin(two, id), pin(two, id)])).map((one) => one.status);
    expect(statuses).toEqual([200, 200, 200]);
    expect(await world.db('entries').where({ room_id: roomId, kind: 'pin' }).pluck('body')).toEqual(['pin']);
    const room = async () => (await (await world.as(two.login)).get(`/teams/${team.id}/room`)).text;
    expect(await room()).toContain('1 pinned message');
    await pin(two, id, 'no');
    expect(await room()).not.toContain('1 pinned message');
    await pin(two, id);
    await (await world.as(one.login)).post(`/messages/${id}/withdrawal`).type('form').send({});
    const after = await room();
    expect(after).not.toContain('1 pinned message');
    expect(after).not.toContain('at ten');
    expect((await pin(two, id)).status).toBe(410);
  });

  test('six at once: five are kept; a moderator, other teams and nobody else may', async () => {
    const { team, one, say } = await teamRoom();
    const expert = await makeAdviser(world.db, hackathon, team);
    const made = [];
    for (let n = 0; n < 6; n++) made.push((await say(one, `Keep ${n}`)).id);
    const answers = await Promise.all(made.map((id) => pin(expert, id)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 200, 403]);
    const moderator = await makeRole(world.db, hackathon, 'moderator');
    expect((await pin(moderator, made[0]!, 'no')).status).toBe(403);
    expect((await pin((await teamRoom()).one, made[0]!)).status).toBe(404);
  });
});

test('who folds somebody reads the others, can open what is folded, and hears no more of being named', async () => {
  const { team, one, two, say } = await teamRoom();
  await called(one, 'Blue Heron');
  const { id } = await say(two, 'Something annoying.');
  const agent = await world.as(one.login);
  const page = await agent.get(`/messages/${id}`);
  expect(page.text).toContain(`/reports/new?kind=message&amp;id=${id}`);
  expect(page.text).toContain(`action="/teams/${team.id}/departure"`);
  await agent.post(`/messages/${id}/silence`).type('form').send({ silenced: 'yes' });
  await say(two, 'Still here, @Blue Heron');
  const mine = (await agent.get(`/teams/${team.id}/room`)).text;
  expect(mine).toMatch(/<details class="folded">[\s\S]*annoying/);
  expect(mine).toContain(`data-silenced="${two.id}"`);
  expect(await noticesOf(one)).toEqual([]);
  const theirs = (await (await world.as(two.login)).get(`/teams/${team.id}/room`)).text;
  expect(theirs).not.toContain(`data-silenced`);
  expect((await (await world.as(two.login)).get('/messages/none')).status).toBe(404);
  const stranger = await world.as((await teamRoom()).one.login);
  expect((await stranger.get(`/messages/${id}`)).status).toBe(404);
  await agent.post(`/messages/${id}/silence`).type('form').send({ silenced: 'no' });
  expect((await agent.get(`/teams/${team.id}/room`)).text).not.toContain('data-silenced');
});

test('an expert who stops advising reads no more', async () => {
  const { team, roomId, one } = await teamRoom();
  const expert = await makeAdviser(world.db, hackathon, team);
  const agent = await world.as(expert.login);
  expect((await agent.get(`/teams/${team.id}/room`)).status).toBe(200);
  const left = await agent.post(`/rooms/${roomId}/leaving`).type('form').send({});
  expect(left.status).toBe(303);
  expect((await agent.get(`/teams/${team.id}/room`)).status).toBe(404);
  const member = await world.as(one.login);
  expect((await member.post(`/rooms/${roomId}/leaving`).type('form').send({})).status).toBe(403);
});

test('what is new is counted on the desk and beside the way to the room, until it was read', async () => {
  const { team, roomId, one, two, three, say } = await teamRoom(3);
  const agent = await world.as(one.login);
  await agent.get(`/teams/${team.id}/room`);
  for (const body of ['One', 'Two', 'Taken back']) await say(two, body);
  await say(three, 'Folded');
  const { seq } = await say(one, 'Mine');
  await world.db('silences').insert({ person_id: one.id, silenced_id: three.id, since: new Date() });
  const [taken] = await world.db('entries').where({ room_id: roomId, body: 'Taken back' }).pluck('id');
  await (await world.as(two.login)).post(`/messages/${taken}/withdrawal`).type('form').send({});
  expect((await agent.get('/desk')).text).toContain('2 new messages in your room');
  const hackathonPage = () => agent.get(`/hackathons/${hackathon.slug}`);
  expect((await hackathonPage()).text).toContain('<span class="bar-news">2</span>');
  const opened = await agent.get(`/teams/${team.id}/room`);
  const [first] = await world.db('entries').where({ room_id: roomId, body: 'One' }).pluck('id');
  expect(opened.text).toContain(`data-read="0"`);
  expect(opened.text).toContain(`href="#m-${first}"`);
  const socket = await world.live(one.login);
  const send = (event: string, data: unknown) => socket.timeout(10_000).emitWithAck(event, data);
  expect(await send('room:read', { roomId, seq })).toMatchObject({ ok: false });
  await send('room:join', { roomId });
  await send('room:read', { roomId, seq: 2_000_000_000 });
  const read = () => world.db('room_visits').where({ room_id: roomId, person_id: one.id }).pluck('read_seq');
  expect(await read()).toEqual([seq + 1]);
  expect((await hackathonPage()).text).not.toContain('bar-news');
  expect((await agent.get('/desk')).text).not.toContain('in your room');
  await say(two, 'Three');
  expect((await hackathonPage()).text).toContain('<span class="bar-news">1</span>');
  socket.close();
});

test('search finds parts of words in any writing, as they are now, in this room only', async () => {
  const { team, one, two, say } = await teamRoom();
  const other = await teamRoom();
  await other.say(other.one, 'The secret budget of another team.');
  const club = await say(two, 'نحتاج إلى النَّادي قريبًا');
  await say(two, 'ናብ ቤት ጽሕፈት ከተማ ኬድና');
  const gone = await say(one, 'The BUDGET was wrong.');
  const changed = await say(one, 'The budget is late.');
  await say(one, '100% of it_all');
  const agent = await world.as(one.login);
  await agent.post(`/messages/${gone.id}/withdrawal`).type('form').send({});
  await agent.post(`/messages/${changed.id}/edit`).type('form').send({ body: 'The plan is late, Café.' });
  const found = async (q: string) => {
    const page = await agent.get(`/teams/${team.id}/room/search`).query({ q });
    return [...page.text.matchAll(/#m-([a-z0-9]+)"/g)].map((match) => match[1]);
  };
  expect(await found('budget')).toEqual([]);
  expect(await found('cafe PLAN')).toEqual([changed.id]);
  expect(await found('نادى')).toEqual([club.id]);
  expect(await found('ጽሕፈ')).toHaveLength(1);
  expect(await found('0%')).toHaveLength(1);
  expect(await found('%%')).toEqual([]);
  expect(await found("'; drop")).toEqual([]);
  const stranger = await world.as(other.one.login);
  expect((await stranger.get(`/teams/${team.id}/room/search?q=plan`)).status).toBe(404);
});
