// Files in a room: each is a message, goes with it, and is read by nobody else.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { neededFiles } from '../../../src/features/submissions/submissions.files.queries';
import {
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { type Agent, createWorld, PASSWORD, type World } from '../../support/world';
import { pdf, photo } from '../submissions/uploads';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  hackathon = await makeHackathon(world.db);
});
afterAll(() => world.close());

async function teamRoom() {
  const team = await makeTeam(world.db, hackathon, { size: 2 });
  const [one, two] = team.members as [MadePerson, MadePerson];
  const [mine, theirs] = [await world.as(one.login), await world.as(two.login)];
  const { room } = (await mine.get(`/teams/${team.id}/room.json`)).body;
  return { team, roomId: room.id as string, one, two, mine, theirs };
}

const send = (
  agent: Agent,
  roomId: string,
  bytes: Buffer,
  name: string,
  fields: Record<string, string> = {},
) => {
  const request = agent.post(`/rooms/${roomId}/files`).set('Accept', 'application/json');
  for (const [key, value] of Object.entries(fields)) request.field(key, value);
  return request.attach('file', bytes, name);
};

test('a picture is a message with a small picture and words; only who reads the room gets it', async () => {
  const { team, roomId, mine, theirs } = await teamRoom();
  const stranger = (await teamRoom()).mine;
  const fields = { client_id: randomUUID(), body: 'Our drawing, see https://example.org' };
  const [first, second] = await Promise.all(
    [1, 2].map(async () => send(mine, roomId, await photo(), 'a.jpg', fields)),
  );
  expect([first!.status, second!.status]).toEqual([201, 201]);
  expect(first!.body.id).toBe(second!.body.id);
  expect(await world.db('files').where({ room_id: roomId })).toHaveLength(1);
  const { entries } = (await theirs.get(`/rooms/${roomId}/messages.json`)).body;
  expect(entries).toHaveLength(1);
  const [{ file, marks }] = entries;
  expect(file).toMatchObject({ name: 'a.jpg', type: 'image/jpeg' });
  expect(marks).toHaveLength(1);
  const page = (await theirs.get(`/teams/${team.id}/room`)).text;
  expect(page).toContain(`src="/rooms/${roomId}/files/${file.id}/preview" width="${file.width}"`);
  const preview = await theirs.get(`/rooms/${roomId}/files/${file.id}/preview`);
  expect([preview.status, preview.type]).toEqual([200, 'image/webp']);
  const whole = await theirs.get(`/rooms/${roomId}/files/${file.id}`);
  expect(whole.headers['content-disposition']).toContain('attachment');
  const other = (await stranger.get('/desk')).status;
  expect(other).toBe(200);
  for (const path of [`/rooms/${roomId}/files/${file.id}`, `/files/${file.id}`])
    expect((await stranger.get(path)).status).toBe(404);
  const elsewhere = await teamRoom();
  expect((await elsewhere.mine.get(`/rooms/${elsewhere.roomId}/files/${file.id}`)).status).toBe(404);
  expect((await send(stranger, roomId, await photo(), 'b.jpg')).status).toBe(404);
  expect(await neededFiles(world.db)).toHaveLength(1);
});

test('what is no file of a known kind, or too much for the team, leaves nothing', async () => {
  const { roomId, mine } = await teamRoom();
  expect((await send(mine, roomId, Buffer.from('<script>'), 'a.exe')).status).toBe(415);
  expect((await send(mine, roomId, Buffer.from('GIF89a'), 'a.png')).status).toBe(415);
  expect((await send(mine, roomId, pdf(), 'a.pdf', { surprise: '1' })).status).toBe(422);
  await send(mine, roomId, pdf(), 'a.pdf');
  await world
    .db('files')
    .where({ room_id: roomId })
    .update({ bytes: 100 * 1024 * 1024 });
  expect((await send(mine, roomId, pdf(), 'b.pdf')).status).toBe(413);
  expect(await world.db('files').where({ room_id: roomId })).toHaveLength(1);
  expect(await world.db('entries').where({ room_id: roomId })).toHaveLength(1);
});

test('taken back: the name and the small picture go at once; a moderator gives both back', async () => {
  const { team, roomId, one, mine, theirs } = await teamRoom();
  const { id } = (await send(mine, roomId, await photo(), 'our-secret.jpg')).body;
  const [file] = await world.db('files').where({ room_id: roomId });
  const at = `/rooms/${roomId}/files/${file.id}`;
  const moderator = await world.as((await makeRole(world.db, hackathon, 'moderator')).login);
  const report = await theirs
    .post('/reports')
    .type('form')
    .send({ kind: 'message', id, reason: 'hate', details: '' });
  expect(report.status).toBeLessThan(400);
  const [kase] = await world.db('moderation_cases').where({ thing_id: id });
  expect((await world.db('reports').where({ case_id: kase.id }).first()).excerpt).toContain('our-secret');
  await moderator
    .post(`/reports/${kase.id}/decision`)
    .type('form')
    .send({ decision: 'withdraw', rule: '1', reason: 'Not kind.' });
  expect((await theirs.get(at)).status).toBe(404);
  expect((await theirs.get(`/teams/${team.id}/room`)).text).not.toContain(file.id);
  await mine.post(`/reports/${kase.id}/objection`).type('form').send({ reason: 'It is a drawing.' });
  const other = await world.as((await makeRole(world.db, hackathon, 'moderator')).login);
  await other
    .post(`/reports/${kase.id}/outcome`)
    .type('form')
    .send({ outcome: 'reversed', reason: 'It is.' });
  expect((await theirs.get(at)).status).toBe(200);
  await mine.post(`/messages/${id}/withdrawal`).type('form').send({});
  expect((await theirs.get(at)).status).toBe(404);
  const [gone] = await world.db('files').where({ room_id: roomId });
  expect(gone).toMatchObject({ name: 'file.jpg', preview: null, removed_by: one.id });
});

test('an account that goes takes its pictures along, bytes too, and whom it folded or was named by', async () => {
  const { roomId, one, two, mine, theirs } = await teamRoom();
  await world.db('people').where({ id: two.id }).update({ display_name: 'Copper Fox' });
  await send(theirs, roomId, await photo(), 'of-me.jpg', { body: 'This is me' });
  await send(mine, roomId, pdf(), 'ours.pdf', { body: 'Look, @Copper Fox' });
  await world.db('silences').insert({ person_id: two.id, silenced_id: one.id, since: new Date() });
  const [file] = await world.db('files').where({ room_id: roomId, uploaded_by: two.id });
  const erased = await theirs
    .post('/account/erasure')
    .type('form')
    .set('Accept', 'application/json')
    .send({ password: PASSWORD });
  expect(erased.status).toBe(200);
  const [left] = await world.db('files').where({ id: file.id });
  expect(left).toMatchObject({ name: 'file.jpg', preview: null });
  expect(existsSync(world.deps.files.place(file.stored_as))).toBe(false);
  expect((await mine.get(`/rooms/${roomId}/files/${file.id}`)).status).toBe(404);
  expect(await world.db('silences').where({ person_id: two.id })).toEqual([]);
  const entries = await world.db('entries').where({ room_id: roomId, author_id: one.id });
  expect(entries.map((entry) => entry.mentioned)).toEqual([[]]);
  expect(await neededFiles(world.db)).not.toContainEqual(expect.objectContaining({ id: file.id }));
});

test('a field whose name makes an object of it is refused on the page, not a crash', async () => {
  const { roomId, mine } = await teamRoom();
  const sent = await mine
    .post(`/rooms/${roomId}/files`)
    .set('Accept', 'text/html')
    .field('body[__proto__]', 'Why?');
  expect(sent.status).toBeGreaterThanOrEqual(400);
  expect(sent.status).toBeLessThan(500);
});
