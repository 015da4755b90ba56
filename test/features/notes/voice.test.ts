// Voice notes, the notepad and the address for video on the server: who may, what is refused, what is never lost.
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { roomOfTeam } from '../../../src/features/rooms/rooms.actions';
import {
  giveRole,
  type MadeHackathon,
  type MadePerson,
  type MadeTeam,
  makeAdviser,
  makeHackathon,
  makePerson,
  makeTeam,
} from '../../support/factories';
import { recording } from '../../support/recording';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let team: MadeTeam;
let people: Record<'heron' | 'fox' | 'adviser' | 'stranger', MadePerson>;
let agents: Record<keyof typeof people, Agent>;
let roomId: string;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '100' });
  hackathon = await makeHackathon(world.db);
  const [heron, fox, stranger] = await Promise.all([1, 2, 3].map(() => makePerson(world.db)));
  for (const person of [heron!, fox!, stranger!])
    await giveRole(world.db, hackathon.id, person, 'participant', hackathon.organiser);
  team = await makeTeam(world.db, hackathon, { members: [heron!, fox!] });
  const adviser = await makeAdviser(world.db, hackathon, team);
  people = { heron: heron!, fox: fox!, stranger: stranger!, adviser };
  agents = Object.fromEntries(
    await Promise.all(Object.entries(people).map(async ([name, { login }]) => [name, await world.as(login)])),
  );
  roomId = (await roomOfTeam(world.deps, world.db, team.id)).id;
});
afterAll(() => world.close());

const send = (who: Agent, sound: Buffer, fields: Record<string, string> = {}) => {
  const asked = who.post(`/rooms/${roomId}/voice`).set('Accept', 'application/json');
  for (const [name, value] of Object.entries(fields)) asked.field(name, value);
  return asked.attach('file', sound, 'voice');
};
const log = async (who: Agent, after: number) =>
  (await who.get(`/rooms/${roomId}/messages.json?after=${after}`)).body.entries;
const head = async () => (await world.db('rooms').where({ id: roomId }).first()).head;
const json = (who: Agent, path: string, form: Record<string, string>) =>
  who.post(path).type('form').set('Accept', 'application/json').send(form);

test('a voice note is a message of the log, heard by the room and by nobody else, in pieces as players ask', async () => {
  const sound = recording(42);
  const before = await head();
  const sent = await send(agents.heron, sound, { client_id: randomUUID(), author: people.heron.id });
  expect(sent.status).toBe(201);
  const { id } = sent.body;
  expect(await log(agents.adviser, before)).toEqual([
    expect.objectContaining({ kind: 'message', id, body: '', voice: { id, seconds: 42 } }),
  ]);
  const heard = await agents.adviser.get(`/voice/${id}`).buffer().parse(toBuffer);
  expect([heard.status, heard.headers['content-type']]).toEqual([200, 'audio/webm']);
  expect(heard.body.equals(sound)).toBe(true);
  expect(heard.headers).toMatchObject({
    'cache-control': 'private, no-store',
    'content-disposition': 'inline',
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
  });
  const piece = await agents.fox.get(`/voice/${id}`).set('Range', 'bytes=2-5').buffer().parse(toBuffer);
  expect([piece.status, piece.headers['content-range']]).toEqual([206, `bytes 2-5/${sound.length}`]);
  expect(piece.body.equals(sound.subarray(2, 6))).toBe(true);
  expect((await agents.fox.get(`/voice/${id}`).set('Range', 'bytes=9999999-')).status).toBe(416);
  expect((await agents.stranger.get(`/voice/${id}`)).status).toBe(404);
  expect((await agents.stranger.get(`/voice/${id}/transcript`)).status).toBe(404);
  expect((await send(agents.stranger, sound)).status).toBe(404);
  const page = await agents.fox.get(`/teams/${team.id}/room`);
  expect(page.text).toContain(`src="/voice/${id}"`);
});

test('sent again it is the same note; another person with the same client id sends another one; nobody sends as somebody else', async () => {
  const client_id = randomUUID();
  const before = await head();
  const all = await Promise.all([1, 2, 3].map(() => send(agents.heron, recording(3), { client_id })));
  expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
  const others = await send(agents.fox, recording(3), { client_id });
  expect(others.body.id).not.toBe(all[0]!.body.id);
  expect(await head()).toBe(before + 2);
  const forged = await send(agents.fox, recording(3), { author: people.heron.id });
  expect([forged.status, await head()]).toEqual([403, before + 2]);
});

test('what is too large, too long or no recording is refused, and nothing of it stays', async () => {
  const before = await head();
  const files = await world.db('files').count('* as n').first();
  const refused = async (sound: Buffer) => (await send(agents.heron, sound)).status;
  expect(await refused(recording(100, { filler: 16_000 }))).toBe(413);
  expect(await refused(recording(300))).toBe(422);
  expect(await refused(recording(3, { codec: 'V_VP9' }))).toBe(415);
  expect(await refused(Buffer.from('<script>alert(1)</script>'))).toBe(415);
  expect(await refused(recording(3).subarray(0, 60))).toBe(415);
  expect(await refused(Buffer.from('OggS'))).toBe(415);
  expect(await refused(Buffer.from('\0\0\0\x18ftypM4A \0\0\0\0', 'latin1'))).toBe(415);
  expect([await head(), await world.db('files').count('* as n').first()]).toEqual([before, files]);
});

test('anyone in the room writes down what is said; who comes second gets both texts; every wording stays', async () => {
  const { id } = (await send(agents.heron, recording(5))).body;
  const path = `/voice/${id}/transcript`;
  const first = await json(agents.adviser, path, { text: 'We meet at <noon>.', version: '0' });
  expect(first.status).toBe(200);
  const second = await json(agents.fox, path, { text: 'We meet at one.', version: '0' });
  expect([second.status, second.body.current.text.text]).toEqual([409, 'We meet at <noon>.']);
  const again = await agents.fox.post(path).type('form').send({ text: 'We meet at one.', version: '0' });
  expect(again.status).toBe(409);
  expect(again.text).toContain('We meet at &lt;noon&gt;.');
  expect(again.text).toContain('We meet at one.');
  const version = String(second.body.current.text.version);
  expect((await json(agents.fox, path, { text: 'We meet at one.', version })).status).toBe(200);
  expect((await json(agents.stranger, path, { text: 'Mine.', version })).status).toBe(404);
  const said = await world.db('entries').where({ of_id: id }).orderBy('seq').select('author_id', 'body');
  expect(said).toEqual([
    { author_id: people.adviser.id, body: 'We meet at <noon>.' },
    { author_id: people.fox.id, body: 'We meet at one.' },
  ]);
  expect((await agents.heron.get(`/teams/${team.id}/room`)).text).toContain('We meet at one.');
  // Its author does not go around the rule either.
  expect((await json(agents.heron, `/messages/${id}/edit`, { body: 'Other words.' })).status).toBe(403);
});

test('taken back the sound is gone for everybody, with what was written down; a removed member hears nothing', async () => {
  const { id } = (await send(agents.fox, recording(5))).body;
  await json(agents.heron, `/voice/${id}/transcript`, { text: 'A secret.', version: '0' });
  const own = (await agents.fox.get(`/teams/${team.id}/room?edit=${id}`)).text;
  expect([own.includes(`/messages/${id}/withdrawal`), own.includes(`/messages/${id}/edit`)]).toEqual([
    true,
    false,
  ]);
  const other = (await send(agents.fox, recording(6))).body.id;
  expect((await json(agents.fox, `/messages/${id}/withdrawal`, {})).status).toBe(200);
  for (const who of [agents.fox, agents.heron]) expect((await who.get(`/voice/${id}`)).status).toBe(404);
  expect(JSON.stringify(await log(agents.heron, 0))).not.toContain('A secret.');
  expect((await log(agents.heron, 0)).find((entry: { id: string }) => entry.id === id)).not.toHaveProperty(
    'voice',
  );
  await world
    .db('memberships')
    .where({ team_id: team.id, person_id: people.fox.id })
    .update({ ended_at: new Date() });
  expect((await agents.fox.get(`/voice/${other}`)).status).toBe(404);
  expect((await send(agents.fox, recording(2))).status).toBe(404);
  expect((await agents.heron.get(`/voice/${other}`)).status).toBe(200);
  await world
    .db('memberships')
    .where({ team_id: team.id, person_id: people.fox.id })
    .update({ ended_at: null });
});

test('taken back a sound without words is gone from pages that were read before, too', async () => {
  const { id } = (await send(agents.heron, recording(3))).body;
  const pages = () =>
    Promise.all(
      [agents.heron, agents.fox].map(
        async (who) => (await who.get(`/teams/${team.id}/room`).expect(200)).text,
      ),
    );
  for (const page of await pages()) expect(page).toContain(`src="/voice/${id}"`);
  expect((await json(agents.heron, `/messages/${id}/withdrawal`, {})).status).toBe(200);
  for (const page of await pages()) {
    expect(page).toContain(`id="m-${id}"`);
    expect(page).not.toContain(`/voice/${id}`);
  }
});

test('a recording whose bytes are lost is gone, and the log says where it lay', async () => {
  const { id } = (await send(agents.heron, recording(3))).body;
  const { stored_as } = await world
    .db('files')
    .whereIn('id', world.db('entries').where({ id }).select('file_id'))
    .first();
  await world.deps.files.remove(stored_as);
  world.logged.length = 0;
  expect((await agents.heron.get(`/voice/${id}`)).status).toBe(410);
  const lines = world.logged.filter((line) => line.includes('the bytes of a file are missing'));
  expect(lines.map((line) => JSON.parse(line).stored)).toEqual([
    `files/${stored_as.slice(0, 2)}/${stored_as}`,
  ]);
});

test('with an account its voice goes: from the room and from the disk', async () => {
  const leaver = await makeAdviser(world.db, hackathon, team);
  const agent = await world.as(leaver.login);
  const { id } = (await send(agent, recording(4))).body;
  const { stored_as } = await world.db('files').where({ uploaded_by: leaver.id }).first();
  expect(existsSync(world.deps.files.place(stored_as))).toBe(true);
  const data = JSON.stringify((await agent.get('/account/data.json')).body);
  expect(data).toContain('audio/webm');
  const gone = await json(agent, '/account/erasure', { password: 'a long test password' });
  expect([gone.status, gone.body]).toEqual([200, expect.anything()]);
  expect((await agents.heron.get(`/voice/${id}`)).status).toBe(404);
  expect(existsSync(world.deps.files.place(stored_as))).toBe(false);
});

test('two people save the notepad: nobody writes over the other, every version stays, strangers see nothing', async () => {
  const path = `/rooms/${roomId}/notes`;
  expect((await json(agents.heron, path, { text: 'Ask the club.', version: '0' })).body.version).toBe(1);
  const race = await Promise.all(
    (['fox', 'adviser'] as const).map((who) => json(agents[who], path, { text: `By ${who}.`, version: '1' })),
  );
  expect(race.map(({ status }) => status).sort()).toEqual([200, 409]);
  const loser = race.find(({ status }) => status === 409)!;
  const winner = await world.db('room_notes').where({ room_id: roomId }).orderBy('version', 'desc').first();
  expect(loser.body.current.text).toMatchObject({ text: winner.text, version: 2 });
  const typed = await agents.heron.post(path).type('form').send({ text: 'Mine, from before.', version: '1' });
  expect([typed.status, typed.text.includes(winner.text), typed.text.includes('Mine, from before.')]).toEqual(
    [409, true, true],
  );
  expect(await world.db('room_notes').where({ room_id: roomId }).orderBy('version').pluck('version')).toEqual(
    [1, 2],
  );
  const read = await agents.heron.get(path);
  expect([read.status, read.text.includes(winner.text)]).toEqual([200, true]);
  expect((await agents.stranger.get(path)).status).toBe(404);
  const asked = await agents.heron.get(`${path}.json`);
  expect(asked.body).toEqual({
    roomId,
    version: 2,
    by: { name: expect.any(String) },
    at: winner.saved_at.toISOString(),
  });
  expect((await agents.stranger.get(`${path}.json`)).status).toBe(404);
  expect((await json(agents.stranger, path, { text: 'x', version: '2' })).status).toBe(404);
});

test('the address for video is https, shown with its host and opened by choice; the team goes before the organisers', async () => {
  const path = `/rooms/${roomId}/video`;
  const organiser = await world.as(hackathon.organiser.login);
  const ofAll = `/hackathons/${hackathon.slug}/video`;
  expect((await json(organiser, ofAll, { url: 'https://meet.example.org/all' })).status).toBe(200);
  expect((await agents.fox.get(path)).text).toContain('href="https://meet.example.org/all"');
  for (const url of [
    'http://meet.example.org',
    'javascript:alert(1)',
    'https://u:p@meet.example.org',
    'https://',
    'meet',
  ])
    expect([url, (await json(agents.heron, path, { url })).status]).toEqual([url, 422]);
  expect((await json(agents.heron, path, { url: 'https://video.example.net/our%22room' })).status).toBe(200);
  const page = (await agents.adviser.get(path)).text;
  expect(page).toContain('target="_blank" rel="nofollow noopener noreferrer"');
  expect(page).toContain('video.example.net</bdi>');
  expect((await json(agents.adviser, path, { url: '' })).status).toBe(403);
  expect((await json(agents.stranger, path, { url: '' })).status).toBe(404);
  expect((await json(agents.heron, ofAll, { url: '' })).status).toBe(403);
  await json(agents.heron, path, { url: '' });
  expect((await agents.fox.get(path)).text).toContain('meet.example.org');
});

function toBuffer(answer: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const pieces: Buffer[] = [];
  const stream = answer as NodeJS.ReadableStream;
  stream.on('data', (piece) => pieces.push(piece));
  stream.on('end', () => done(null, Buffer.concat(pieces)));
}
