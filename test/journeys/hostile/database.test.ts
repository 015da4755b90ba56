// The database goes away while people work: they are told, keep their words, and go on when it is back.
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { makeAdviser, makeHackathon, makeRole, makeTeam } from '../../support/factories';
import { type Agent, createWorld, PASSWORD, type World } from '../../support/world';
import { type Cuttable, cuttableDatabase } from './cut';

let postgres: Cuttable;
let world: World;
let team: string;
let room: string;
let submission: string;
let sheet: string;
let criterion: string;
let login: string;
let agents: { member: Agent; juror: Agent };

beforeAll(async () => {
  postgres = await cuttableDatabase();
  world = await createWorld({ RATE_FACTOR: '1000' }, postgres.database);
  const { db } = world;
  const hackathon = await makeHackathon(db, { open: ['teams', 'drafting', 'judging'] });
  const made = await makeTeam(db, hackathon);
  team = made.id;
  login = made.members[0]!.login;
  await makeAdviser(db, hackathon, made);
  const juror = await makeRole(db, hackathon, 'juror');
  const member = await world.as(login);
  agents = { member, juror: await world.as(juror.login) };
  room = (await member.get(`/teams/${team}/room.json`)).body.room.id;
  submission = (await member.get(`/teams/${team}/submission.json`)).body.submission.id;
  const organiser = await world.as(hackathon.organiser.login);
  const asked = await organiser
    .post(`/hackathons/${hackathon.slug}/criteria`)
    .set('Accept', 'application/json')
    .type('form')
    .send({ 'title[en]': 'Clear', weight: '1', 'level[1][en]': 'No.', 'level[5][en]': 'Yes.' });
  criterion = asked.body.id;
  const sections = ['problem', 'affected', 'evidence', 'proposal', 'authority'];
  await member
    .post(`/submissions/${submission}/draft`)
    .type('form')
    .send(
      Object.fromEntries(
        sections.flatMap((key) => [
          [`section[${key}]`, 'Ours.'],
          [`version[${key}]`, '0'],
        ]),
      ),
    )
    .expect(303);
  await member.post(`/submissions/${submission}/versions`).type('form').send({}).expect(303);
  await organiser
    .post(`/hackathons/${hackathon.slug}/assignments`)
    .type('form')
    .send({ juror: juror.id, submission })
    .expect(303);
  sheet = (await agents.juror.get(`/hackathons/${hackathon.slug}/jury.json`)).body.sheets[0].id;
});
afterEach(async () => {
  await postgres.mend().catch(() => undefined);
});
afterAll(() => world.close());

const WORDS = 'Words that took an hour <& "quotes">';
const SHOWN = 'Words that took an hour &lt;&amp; &#34;quotes&#34;&gt;';
const changes = (): [string, Agent, string, Record<string, string>][] => [
  [
    'a section',
    agents.member,
    `/submissions/${submission}/draft`,
    { 'section[problem]': WORDS, 'version[problem]': '1' },
  ],
  ['a message', agents.member, `/rooms/${room}/messages`, { body: WORDS, client_id: randomUUID() }],
  [
    'a help request',
    agents.member,
    `/teams/${team}/help-requests`,
    { topic: 'Money', language: 'en', details: WORDS },
  ],
  [
    'a sheet',
    agents.juror,
    `/sheets/${sheet}`,
    { [`score[${criterion}]`]: '4', feedback: WORDS, note: WORDS, version: '1' },
  ],
];
const form = (agent: Agent, to: string, fields: object, accept: string) =>
  agent.post(to).type('form').set('Accept', accept).send(fields);

async function counts(): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const table of ['sections', 'entries', 'help_requests', 'scores', 'activity'])
    all[table] = Number((await world.db(table).count('* as n').first())?.n);
  return all;
}

async function versionNow(): Promise<string> {
  const { body } = await agents.member.get(`/teams/${team}/submission.json`);
  return String(body.submission.sections.problem.version);
}

test('while it is away changes answer 503 with everything that was typed; afterwards they work once', async () => {
  const before = await counts();
  await postgres.cut();
  for (const [what, agent, to, fields] of changes()) {
    const page = await form(agent, to, fields, 'text/html');
    expect([what, page.status, page.text.includes(SHOWN)]).toEqual([what, 503, true]);
    expect(page.text).toContain('<h1>');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    const script = await form(agent, to, fields, 'application/json');
    expect([what, script.status, script.body]).toEqual([
      what,
      503,
      { error: 'frame.errors.away', message: expect.any(String), reference: script.headers['x-request-id'] },
    ]);
  }
  await postgres.mend();
  expect(await counts()).toEqual(before);
  for (const [what, agent, to, fields] of changes())
    expect([what, (await form(agent, to, fields, 'application/json')).status]).toEqual([
      what,
      expect.any(Number),
    ]);
  const after = await counts();
  expect([after.sections! - before.sections!, after.entries! - before.entries!]).toEqual([1, 2]);
  expect(after.help_requests! - before.help_requests!).toBe(1);
});

test('pages say so in a readable way; alive stays alive, ready waits; signing in waits too', async () => {
  await postgres.cut();
  for (const to of ['/', '/hackathons', '/desk', `/teams/${team}/room`, '/login']) {
    const page = await agents.member.get(to);
    expect([to, page.status]).toEqual([to, 503]);
    expect([to, page.headers['content-type']]).toEqual([to, expect.stringContaining('text/html')]);
    expect(page.text).toContain('<h1>');
    const script = await agents.member.get(to).set('Accept', 'application/json');
    expect([to, script.status, script.body.error]).toEqual([to, 503, 'frame.errors.away']);
  }
  const visitor = world.visitor();
  expect((await visitor.post('/login').type('form').send({ login, password: PASSWORD })).status).toBe(503);
  const started = Date.now();
  const [alive, ready] = [await visitor.get('/health/live'), await visitor.get('/health/ready')];
  expect([alive.status, ready.status]).toEqual([200, 503]);
  expect(Date.now() - started).toBeLessThan(30_000);
  expect((await visitor.get('/css/account.css')).status).toBe(200);
});

test('sockets hear no, stay, and go on; the same message twice is one', async () => {
  const socket = await world.live(login);
  const say = (clientId: string) =>
    socket.timeout(15_000).emitWithAck('message:post', { roomId: room, clientId, body: 'Through the wire' });
  expect((await socket.emitWithAck('room:join', { roomId: room })).ok).toBe(true);
  const { entries: before } = await counts();
  await postgres.cut();
  const clientId = randomUUID();
  for (const answer of await Promise.all([say(clientId), say(clientId), say(randomUUID())]))
    expect(answer).toMatchObject({ ok: false, error: 'frame.errors.away', message: expect.any(String) });
  expect(socket.connected).toBe(true);
  await postgres.mend();
  const back = Date.now();
  let answer = await say(clientId);
  while (!answer.ok && Date.now() - back < 30_000) answer = await say(clientId);
  expect(answer.ok).toBe(true);
  expect(await say(clientId)).toEqual(answer);
  expect((await counts()).entries).toBe(before! + 1);
});

test('cut in the middle of a storm: what was answered is there, once; the rest is not, or is repeated safely', async () => {
  const { entries: before } = await counts();
  const ids = Array.from({ length: 60 }, () => randomUUID());
  const send = (id: string) =>
    form(
      agents.member,
      `/rooms/${room}/messages`,
      { body: `Storm ${id}`, client_id: id },
      'application/json',
    );
  const storm = ids.map((id, index) =>
    new Promise<void>((resolve) => setTimeout(resolve, index * 5)).then(() => send(id)),
  );
  await new Promise((resolve) => setTimeout(resolve, 120));
  await postgres.cut();
  const first = await Promise.all(storm);
  expect(first.map((one) => one.status).filter((status) => ![201, 503].includes(status))).toEqual([]);
  expect(first.some((one) => one.status === 503)).toBe(true);
  await postgres.mend();
  const saved = await world.db('entries').whereIn('client_id', ids).pluck('client_id');
  for (const [index, id] of ids.entries()) if (first[index]!.status === 201) expect(saved).toContain(id);
  for (const id of ids) expect([200, 201]).toContain((await send(id)).status);
  expect((await counts()).entries).toBe(before! + 60);
  const seqs = await world.db('entries').where({ room_id: room }).orderBy('seq').pluck('seq');
  expect(seqs).toEqual(seqs.map((_, index) => index + 1));
});

test('after it is back, every page works within five seconds', async () => {
  await postgres.cut();
  await agents.member.get('/desk').expect(503);
  await postgres.mend();
  const back = Date.now();
  for (const to of ['/desk', `/teams/${team}/room`, `/teams/${team}/submission`, '/health/ready'])
    expect([to, (await agents.member.get(to)).status]).toEqual([to, 200]);
  expect(Date.now() - back).toBeLessThan(30_000);
});

describe('no room left', () => {
  const full = (code: string) => Object.assign(new Error('no space'), { code, syscall: 'write' });

  test('on the disk: 507, and neither a file nor a row stays', async () => {
    const { files } = world.deps;
    const keep = files.keep;
    const before = Number((await world.db('files').count('* as n').first())?.n);
    files.keep = async () => Promise.reject(full('ENOSPC'));
    try {
      for (const accept of ['application/json', 'text/html']) {
        const answer = await agents.member
          .post(`/submissions/${submission}/files`)
          .set('Accept', accept)
          .attach('file', Buffer.from('A plan.\n'), 'plan.txt');
        expect(answer.status).toBe(507);
        expect(answer.text).toContain(accept === 'text/html' ? '<h1>' : 'frame.errors.storageFull');
      }
    } finally {
      files.keep = keep;
    }
    expect(Number((await world.db('files').count('* as n').first())?.n)).toBe(before);
    expect(await readdir(path.join(world.deps.config.dataDir, 'incoming'))).toEqual([]);
  });

  test('in the database: 507 with the words that were typed', async () => {
    await world.db.raw(`
      create function no_room() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
      create trigger no_room before insert on sections for each row execute function no_room();
      create trigger no_room before insert on entries for each row execute function no_room()`);
    const before = await counts();
    try {
      for (const [what, agent, to, fields] of changes().slice(0, 2)) {
        const again = {
          ...fields,
          ...('section[problem]' in fields
            ? { 'section[problem]': `${WORDS} again`, 'version[problem]': await versionNow() }
            : {}),
        };
        const page = await form(agent, to, again, 'text/html');
        expect([what, page.status, page.text.includes(SHOWN)]).toEqual([what, 507, true]);
        const script = await form(agent, to, again, 'application/json');
        expect([what, script.status, script.body.error]).toEqual([what, 507, 'frame.errors.storageFull']);
      }
    } finally {
      await world.db.raw('drop trigger no_room on sections; drop trigger no_room on entries');
    }
    expect(await counts()).toEqual(before);
  });
});

test('a file that is lost on the disk is no crash of the page', async () => {
  const { files } = world.deps;
  const made = await agents.member
    .post(`/submissions/${submission}/files`)
    .set('Accept', 'application/json')
    .attach('file', Buffer.from('A plan.\n'), 'plan.txt');
  const { read } = files;
  files.read = () => createReadStream('/nowhere/at/all');
  try {
    const answer = await agents.member.get(`/files/${made.body.id}`);
    expect(answer.status).toBeGreaterThanOrEqual(404);
    expect(answer.headers['content-type']).toMatch(/^text\/(html|plain)/);
  } finally {
    files.read = read;
  }
  expect((await agents.member.get(`/files/${made.body.id}`)).status).toBe(200);
});
