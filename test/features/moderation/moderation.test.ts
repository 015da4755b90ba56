// Reports, decisions, mutes and objections: who may, what both sides are told, and what nobody learns.
import { randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io-client';
import { roomOfTeam } from '../../../src/features/rooms/rooms.actions';
import type { Acknowledgement } from '../../../src/realtime/contract';
import {
  type MadeHackathon,
  type MadePerson,
  type MadeTeam,
  makeAdviser,
  makeHackathon,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { makeHandIn } from '../../support/judged';
import { type Agent, createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let moderators: MadePerson[];
let team: MadeTeam;
let roomId: string;
let reporter: MadePerson;
let author: MadePerson;
const agents = new Map<string, Agent>();

const REPORTER = 'Canary Reporter';

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
  moderators = [
    await makeRole(world.db, hackathon, 'moderator'),
    await makeRole(world.db, hackathon, 'moderator'),
  ];
  team = await makeTeam(world.db, hackathon, { size: 3 });
  roomId = (await roomOfTeam(world.deps, world.db, team.id)).id;
  [author, reporter] = [team.members[1]!, team.members[2]!];
  await world.db('people').where({ id: reporter.id }).update({ display_name: REPORTER });
});
afterAll(() => world.close());

async function as(person: MadePerson): Promise<Agent> {
  const known = agents.get(person.id) ?? (await world.as(person.login));
  agents.set(person.id, known);
  return known;
}
async function post(who: Agent | MadePerson, path: string, fields: Record<string, string>) {
  const agent = 'login' in who ? await as(who) : who;
  return agent.post(path).type('form').set('Accept', 'application/json').send(fields);
}
const get = async (who: MadePerson, path: string) => (await as(who)).get(path);

async function message(body: string, by = author): Promise<string> {
  const made = await post(by, `/rooms/${roomId}/messages`, { body, client_id: randomUUID() });
  expect(made.status).toBe(201);
  return made.body.id;
}
const reportOf = (id: string, by = reporter, kind = 'message') =>
  post(by, '/reports', { kind, id, reason: 'hate', details: 'It hurts.' });
const decisionOf = (id: string, decision: string, by = moderators[0]!, more: Record<string, string> = {}) =>
  post(by, `/reports/${id}/decision`, { decision, rule: '2', reason: 'We are kind here.', ...more });
const ask = (socket: Socket, event: string, data: unknown): Promise<Acknowledgement<never>> =>
  socket.timeout(30_000).emitWithAck(event, data);
const noticesOf = (person: MadePerson, kind: string) =>
  world.db('notices').where({ person_id: person.id, kind }).orderBy('at');

test('what can be done with a message, the page with its reasons, then thanks, what happens, and where to call', async () => {
  const id = await message('Go away.');
  const room = await get(reporter, `/teams/${team.id}/room`);
  expect(room.text).toContain(`href="/messages/${id}"`);
  const link = `/reports/new?kind=message&amp;id=${id}`;
  expect((await get(reporter, `/messages/${id}`)).text).toContain(link);
  expect((await get(author, `/messages/${id}`)).text).not.toContain(link);
  const page = await get(reporter, `/reports/new?kind=message&id=${id}`);
  expect(page.text.match(/<button[^>]*name="reason"/g)).toHaveLength(6);
  expect(page.text).toContain('Go away.');
  const sent = await (await as(reporter))
    .post('/reports')
    .type('form')
    .send({ kind: 'message', id, reason: 'hate' });
  expect(sent.status).toBe(303);
  const thanks = await get(reporter, sent.headers.location!);
  expect(thanks.text).toContain('Your report has arrived');
  expect(thanks.text).toContain('112');
  for (const other of [author, team.members[0]!, moderators[0]!])
    expect((await get(other, sent.headers.location!)).status).toBe(404);
});

test('what a reporter may not know is not there, byte for byte', async () => {
  const id = await message('A private word.');
  const stranger = await makeRole(world.db, hackathon, 'participant');
  const other = await makeHackathon(world.db);
  const foreign = await makeRole(world.db, other, 'moderator');
  const same = (text: string) =>
    text
      .replaceAll(id, 'ID')
      .replaceAll('nothinghere', 'ID')
      .replace(/[a-z0-9]{10}(?=<\/)/g, '');
  for (const [who, agent] of [
    ['visitor', world.visitor()],
    ['stranger', await as(stranger)],
    ['foreign', await as(foreign)],
  ] as const) {
    const there = await post(agent, '/reports', { kind: 'message', id, reason: 'hate' });
    const missing = await post(agent, '/reports', { kind: 'message', id: 'nothinghere', reason: 'hate' });
    expect({ who, status: there.status, body: there.body }).toEqual({ who, status: 404, body: missing.body });
    const page = await agent.get(`/reports/new?kind=message&id=${id}`);
    const none = await agent.get('/reports/new?kind=message&id=nothinghere');
    expect([page.status, same(page.text)]).toEqual([404, same(none.text)]);
  }
  expect(await world.db('moderation_cases').where({ thing_id: id })).toEqual([]);
});

test('without a sign-in: a private link, and the same words twice are one report', async () => {
  const visitor = world.visitor();
  const fields = { kind: 'team', id: team.id, reason: 'fraud', details: 'They ask for money.' };
  const sent = await post(visitor, '/reports', fields);
  expect(sent.status).toBe(201);
  const again = await post(visitor, '/reports', fields);
  expect([again.status, again.body]).toEqual([200, sent.body]);
  const follow = await world.visitor().get(sent.body.location);
  expect(follow.text).toContain(`${world.base}${sent.body.location}`);
  expect(follow.text).not.toMatch(/<a href="[^"]*"><\/a>/);
  expect(follow.text).toMatch(/ data-codes><span>http[^<]+<\/span>/);
  expect(follow.text).toMatch(/<button[^>]* hidden data-copy-codes.*Copy the link/);
  expect(follow.text).toMatch(/<script[^>]*accounts/);
  for (const wrong of [`/reports/${sent.body.id}`, `${sent.body.location}x`, sent.body.location.slice(0, -1)])
    expect((await world.visitor().get(wrong)).status).toBe(404);
  await decisionOf(sent.body.id, 'nothing');
  const told = await world.visitor().get(sent.body.location);
  expect(told.text).toContain('It stays as it is.');
  expect(told.text).toContain('We are kind here.');
  expect(await noticesOf(team.members[0]!, 'ownDecided')).toEqual([]);
});

test('a person and a thing are one report, however often and fast it is sent; others join the case', async () => {
  const id = await message('Nobody wants you.');
  const sent = await Promise.all(Array.from({ length: 6 }, () => reportOf(id)));
  expect(sent.map((one) => one.status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
  expect(new Set(sent.map((one) => one.body.id)).size).toBe(1);
  expect((await reportOf(id, team.members[0]!)).status).toBe(201);
  expect(
    await world.db('reports').join('moderation_cases as c', 'c.id', 'case_id').where({ thing_id: id }),
  ).toHaveLength(2);
  expect(await world.db('moderation_cases').where({ thing_id: id })).toHaveLength(1);
});

test('who decides: a moderator who neither wrote nor reported; organisers only where none is left', async () => {
  const id = await message('A rude word.');
  const { id: report } = (await reportOf(id)).body;
  const elsewhere = await makeHackathon(world.db);
  for (const [who, status] of [
    [author, 404],
    [reporter, 404],
    [elsewhere.organiser, 404],
    [hackathon.organiser, 403],
  ] as const)
    expect([who.login, (await decisionOf(report, 'nothing', who)).status]).toEqual([who.login, status]);
  for (const one of moderators) await reportOf(id, one);
  expect((await decisionOf(report, 'nothing', moderators[0]!)).body.error).toBe(
    'moderation.refused.reporter',
  );
  expect((await decisionOf(report, 'withdraw', hackathon.organiser)).status).toBe(200);
  const own = await message('My own rude word.', moderators[1]!);
  const { id: second } = (await reportOf(own)).body;
  expect((await decisionOf(second, 'nothing', moderators[1]!)).body.error).toBe('moderation.refused.own');
  const queueOf = async (who: MadePerson) => (await get(who, `/hackathons/${hackathon.slug}/reports`)).text;
  const ownCase = (text: string) => text.split(`case-${second}`).at(1)?.split('id="case-').at(0);
  expect(ownCase(await queueOf(moderators[0]!))).toContain('It hurts.');
  expect(ownCase(await queueOf(moderators[1]!))).toContain('My own rude word.');
  expect(ownCase(await queueOf(moderators[1]!))).not.toContain('It hurts.');
  expect((await decisionOf(second, 'withdraw', moderators[0]!, { rule: '' })).body.fields.rule).toBeTruthy();
  expect((await decisionOf(second, 'nothing', moderators[0]!, { reason: ' ' })).status).toBe(422);
  expect((await decisionOf(second, 'nothing', moderators[0]!, { rule: '' })).status).toBe(200);
});

test('two moderators at once: one decides, the other reads what is true', async () => {
  const { id } = (await reportOf(await message('One more.'))).body;
  const answers = await Promise.all([
    decisionOf(id, 'withdraw', moderators[0]!),
    decisionOf(id, 'nothing', moderators[1]!),
  ]);
  const [won, lost] = answers.sort((a, b) => a.status - b.status);
  expect([won!.status, lost!.status]).toEqual([200, 409]);
  const row = await world.db('moderation_cases').where({ id }).first();
  expect(lost!.body.current).toEqual({ decision: row.decision, rule: 2, reason: 'We are kind here.' });
});

test('a withdrawn message is read by nobody, on no page, in no JSON, by no socket; both sides are told', async () => {
  const words = 'canary-of-a-withdrawn-message';
  const id = await message(`Old ${words}`);
  await post(author, `/messages/${id}/edit`, { body: `New ${words}` });
  const live = await world.live(team.members[0]!.login);
  await ask(live, 'room:join', { roomId });
  const heard = new Promise((resolve) => live.on('room:entry', (entry) => entry.of === id && resolve(entry)));
  const { id: report } = (await reportOf(id)).body;
  await decisionOf(report, 'withdraw');
  expect(await heard).toMatchObject({ kind: 'withdrawal', body: null, author: { id: moderators[0]!.id } });
  const adviser = await makeAdviser(world.db, hackathon, team);
  for (const reader of [author, team.members[0]!, adviser, moderators[1]!]) {
    const page = await get(reader, `/teams/${team.id}/room`);
    expect(page.text).not.toContain(words);
    expect(page.text).toContain('A moderator withdrew this message.');
    expect((await get(reader, `/rooms/${roomId}/messages.json?after=0`)).text).not.toContain(words);
    const socket = await world.live(reader.login);
    const log = await ask(socket, 'room:join', { roomId, afterSeq: 0 });
    expect(JSON.stringify(log)).not.toContain(words);
  }
  expect((await post(author, `/messages/${id}/edit`, { body: 'back' })).status).toBe(410);
  const queue = await get(moderators[1]!, `/hackathons/${hackathon.slug}/reports`);
  expect(queue.text).toContain(`New ${words}`);
  const [toAuthor] = await noticesOf(author, 'ownDecided').where({ href: `/reports/${report}/decision` });
  const told = await get(author, toAuthor.href);
  for (const part of [
    'We are kind here.',
    'No hate against people or groups.',
    'withdrawn from view',
    `New ${words}`,
  ])
    expect(told.text).toContain(part);
  expect(await noticesOf(reporter, 'reportDecided').where({ href: `/reports/${report}` })).toHaveLength(1);
  expect((await get(reporter, `/reports/${report}`)).text).toContain('We are kind here.');
  expect((await get(reporter, `/reports/${report}/decision`)).status).toBe(404);
  for (const [who, path] of [
    [author, toAuthor.href],
    [author, '/notices'],
    [moderators[1]!, `/hackathons/${hackathon.slug}/reports`],
  ] as const) {
    const page = await get(who, path);
    expect(page.text).not.toContain(REPORTER);
    expect(page.text).not.toContain(reporter.id);
    expect(page.text).not.toContain(reporter.login);
  }
  const acts = await world.db('activity').where({ act: 'report' });
  expect(acts.map((one) => one.person_id)).not.toContain(reporter.id);
});

test('a muted person reads, hands in, leaves and reports, and writes nowhere; the mute ends by itself', async () => {
  const mine = await makeTeam(world.db, hackathon, { size: 2 });
  const [muted, mate] = mine.members as [MadePerson, MadePerson];
  const hand = await makeHandIn(world.db, hackathon, mine);
  const room = await roomOfTeam(world.deps, world.db, mine.id);
  const said = await post(muted, `/rooms/${room.id}/messages`, { body: 'Rude.' });
  const { id: report } = (await reportOf(said.body.id, mate)).body;
  expect((await decisionOf(report, 'mute', moderators[0]!, { mute_for: '7' })).status).toBe(200);
  const page = await get(muted, `/teams/${mine.id}/room`);
  expect(page.status).toBe(200);
  const { submission } = hand;
  const writing: [string, Record<string, string>][] = [
    [`/rooms/${room.id}/messages`, { body: 'I still talk.' }],
    [`/messages/${said.body.id}/edit`, { body: 'I still talk.' }],
    [`/teams/${mine.id}/help-requests`, { topic: 'Help', language: 'en', details: '' }],
    [
      `/hackathons/${hackathon.slug}/evidence`,
      { claim: 'C', kind: 'law', source: 'S', url: '', language: 'en' },
    ],
    [
      `/teams/${mine.id}`,
      { name: 'New', pitch: 'P', challenge: hackathon.challenge.slug, languages: 'en', joining: 'open' },
    ],
    [`/teams/${mine.id}/removals`, { member: mate.id, reason: 'I still write.' }],
    ['/account/name', { display_name: 'I still talk.' }],
    [`/submissions/${submission}/draft`, { 'section[problem]': 'I still write.', 'version[problem]': '0' }],
  ];
  for (const [path, fields] of writing) {
    const refused = await post(muted, path, fields);
    const error = path === '/account/name' ? 'accounts.name.muted' : 'moderation.refused.muted';
    expect([path, refused.status, refused.body.error]).toEqual([path, 403, error]);
    if (path !== '/account/name') expect(refused.body.message).toMatch(/until .*No hate.*We are kind here/);
  }
  const kept = await (await as(muted))
    .post(`/rooms/${room.id}/messages`)
    .type('form')
    .send({ body: 'Kept words here.' });
  expect([kept.status, kept.text.includes('Kept words here.')]).toEqual([403, true]);
  const socket = await world.live(muted.login);
  const answer = await ask(socket, 'message:post', {
    roomId: room.id,
    clientId: randomUUID(),
    body: 'Live.',
  });
  expect(answer).toMatchObject({ ok: false, error: 'moderation.refused.muted' });
  expect((await ask(socket, 'room:join', { roomId: room.id })).ok).toBe(true);
  expect((await post(muted, `/submissions/${submission}/versions`, {})).status).not.toBe(403);
  expect((await reportOf(hackathon.challenge.id, muted, 'challenge')).status).toBe(201);
  expect((await post(muted, `/messages/${said.body.id}/withdrawal`, {})).status).toBe(200);
  world.deps.clock.set(new Date(Date.now() + 7 * 24 * 3_600_000 + 1000));
  await world.db('phases').update({ closes_at: new Date(Date.now() + 30 * 24 * 3_600_000) });
  expect((await post(muted, `/rooms/${room.id}/messages`, { body: 'Again.' })).status).toBe(201);
  world.deps.clock.set(null);
  expect((await post(muted, `/rooms/${room.id}/messages`, { body: 'No.' })).status).toBe(403);
  const mute = await world.db('mutes').where({ person_id: muted.id }).first();
  for (const [who, status] of [
    [muted, 404],
    [hackathon.organiser, 403],
    [moderators[1]!, 200],
    [moderators[0]!, 409],
  ] as const)
    expect([who.login, (await post(who, `/mutes/${mute.id}/end`, {})).status]).toEqual([who.login, status]);
  expect((await post(muted, `/rooms/${room.id}/messages`, { body: 'Thanks.' })).status).toBe(201);
  expect(await noticesOf(muted, 'muteEnded')).toHaveLength(1);
  expect((await post(muted, `/teams/${mine.id}/departure`, {})).status).toBe(200);
});

test('an objection: once, heard by somebody else, and reversing gives words and voice back', async () => {
  const id = await message('Words that were fine.');
  const { id: report } = (await reportOf(id)).body;
  await decisionOf(report, 'withdraw-and-mute', moderators[0]!, { mute_for: 'end' });
  const wanted = { reason: 'It was a joke between us.' };
  expect((await post(reporter, `/reports/${report}/objection`, wanted)).status).toBe(404);
  expect(
    (await post(moderators[0]!, `/reports/${report}/outcome`, { outcome: 'reversed', reason: 'x' })).status,
  ).toBe(403);
  expect(
    (await post(moderators[1]!, `/reports/${report}/outcome`, { outcome: 'reversed', reason: 'x' })).status,
  ).toBe(409);
  const twice = await Promise.all([
    post(author, `/reports/${report}/objection`, wanted),
    post(author, `/reports/${report}/objection`, wanted),
  ]);
  expect(twice.map((one) => one.status).sort()).toEqual([200, 409]);
  expect(await noticesOf(moderators[0]!, 'objectionCame')).toEqual([]);
  expect(await noticesOf(moderators[1]!, 'objectionCame')).toHaveLength(1);
  const listed = await get(hackathon.organiser, `/hackathons/${hackathon.slug}/reports`);
  expect(listed.text).toContain(wanted.reason);
  const outcome = { outcome: 'reversed', reason: 'We read it again.' };
  expect((await post(moderators[0]!, `/reports/${report}/outcome`, outcome)).status).toBe(403);
  expect((await post(hackathon.organiser, `/reports/${report}/outcome`, outcome)).status).toBe(200);
  expect((await post(moderators[1]!, `/reports/${report}/outcome`, outcome)).status).toBe(409);
  const line = async () => {
    const page = (await get(reporter, `/teams/${team.id}/room`)).text;
    return page.slice(page.indexOf(`id="m-${id}"`)).split('</article>')[0]!;
  };
  expect(await line()).toContain('Words that were fine.');
  // Nobody changed them.
  expect(await line()).toContain('data-slot="changed" hidden');
  const log = await get(reporter, `/rooms/${roomId}/messages.json?after=0`);
  expect(log.body.entries.at(-1)).toMatchObject({ kind: 'edit', of: id, body: 'Words that were fine.' });
  await message('I can write again.');
  expect((await post(author, `/messages/${id}/edit`, { body: 'Better words.' })).status).toBe(200);
  expect(await line()).toContain('data-slot="changed">');
  for (const [who, path] of [
    [author, `/reports/${report}/decision`],
    [reporter, `/reports/${report}`],
  ] as const) {
    const { text } = await get(who, path);
    const order = ['took the decision back', 'We read it again.', 'The first decision', 'It was withdrawn'];
    const at = order.map((words) => text.indexOf(words));
    expect([at.includes(-1), at]).toEqual([false, [...at].sort((a, b) => a - b)]);
  }
  expect(await noticesOf(reporter, 'reportHeard')).toHaveLength(1);
});

test('what is wrong in a decision leads to its field, in the form of the case it is about', async () => {
  const { id: other } = (await reportOf(await message('Another case.'))).body;
  const { id } = (await reportOf(await message('A case with a slip.'))).body;
  const send = (path: string, fields: Record<string, string>, by = moderators[0]!) =>
    as(by).then((agent) => agent.post(`/reports/${id}/${path}`).type('form').send(fields));
  const leads = (html: string) => {
    const summary = /id="errors".*?<\/ul>/s.exec(html)![0];
    const own = html.split(`id="case-${id}"`)[1]!.split('id="case-')[0]!;
    const fields = [...summary.matchAll(/href="#(f-[^"]+)"/g)].map((match) => match[1]!);
    for (const field of fields) {
      expect(own).toContain(` id="${field}"`);
      expect(html.split(` id="${field}"`)).toHaveLength(2);
    }
    return fields;
  };
  const refused = await send('decision', { decision: 'withdraw', rule: '', reason: '' });
  expect(refused.status).toBe(422);
  expect(leads(refused.text)).toEqual(expect.arrayContaining(['f-rule']));
  expect(refused.text).toContain(`id="f-rule-${other}"`);
  const unsaid = await send('decision', { mute_for: '99', rule: '2', reason: '' });
  expect(leads(unsaid.text)).toEqual(expect.arrayContaining(['f-decision', 'f-mute_for', 'f-reason']));
  await decisionOf(id, 'withdraw');
  await post(author, `/reports/${id}/objection`, { reason: 'It was fine.' });
  const unheard = await send('outcome', { reason: '' }, moderators[1]!);
  expect(leads(unheard.text)).toEqual(['f-outcome', 'f-reason']);
});

test('whoever lost their name reads which one they have now, until they choose another', async () => {
  const crew = await makeTeam(world.db, hackathon, { size: 2 });
  const [mate, named] = [crew.members[0]!, crew.members[1]!];
  const { id } = (await reportOf(`${crew.id}.${named.id}`, mate, 'person')).body;
  await decisionOf(id, 'withdraw');
  const { display_name: name } = await world.db('people').where({ id: named.id }).first();
  expect(name).not.toBe(named.display_name);
  const told = (await get(named, `/reports/${id}/decision`)).text;
  expect(told).toContain(`You have a new name for now: ${name}.`);
  expect(told).toContain('<a href="/account">Change my name</a>');
  await world.db('people').where({ id: named.id }).update({ display_name: 'My Own Choice' });
  expect((await get(named, `/reports/${id}/decision`)).text).not.toContain('You have a new name');
});

test('where nobody moderates, organisers do; elsewhere they read counts only', async () => {
  const small = await makeHackathon(world.db);
  const crew = await makeTeam(world.db, small);
  const { id } = (await reportOf(crew.id, crew.members[1]!, 'team')).body;
  const queue = await get(small.organiser, `/hackathons/${small.slug}/reports`);
  expect(queue.text).toContain(`/reports/${id}/decision`);
  expect((await get(small.organiser, '/desk')).text).toContain(`/hackathons/${small.slug}/reports`);
  await makeRole(world.db, small, 'moderator');
  const counts = await get(small.organiser, `/hackathons/${small.slug}/reports`);
  expect(counts.status).toBe(200);
  expect(counts.text).not.toContain('It hurts.');
  expect((await decisionOf(id, 'nothing', small.organiser)).status).toBe(403);
  expect((await get(crew.members[0]!, `/hackathons/${small.slug}/reports`)).status).toBe(403);
});

test('danger stands first in the queue and says so, then private data, then what waits longest', async () => {
  const made: string[] = [];
  for (const reason of ['hate', 'fraud', 'private', 'danger']) {
    const id = await message(`Order of ${reason}.`);
    const sent = await post(reporter, '/reports', { kind: 'message', id, reason });
    made.push(sent.body.id);
  }
  const queue = await get(moderators[0]!, `/hackathons/${hackathon.slug}/reports`);
  const cases = [...queue.text.matchAll(/id="case-(\w+)"/g)].map((match) => match[1]!);
  const [hate, fraud, personal, danger] = made as [string, string, string, string];
  expect(cases.filter((id) => made.includes(id))).toEqual([danger, personal, hate, fraud]);
  const headOf = (id: string) => queue.text.split(`id="case-${id}"`)[1]!.split('<blockquote')[0]!;
  const warned = made.filter((id) => /class="badge bad">.*Somebody is in danger/s.test(headOf(id)));
  expect(warned).toEqual([danger]);
});

test('markup in a report is text for moderators; unknown kinds and fields are refused', async () => {
  const id = await message('<img src=x onerror=alert(1)>');
  const details = '<script>alert(1)</script>{{7*7}}<%= 7 %>';
  await post(reporter, '/reports', { kind: 'message', id, reason: 'other', details });
  const queue = await get(moderators[0]!, `/hackathons/${hackathon.slug}/reports`);
  expect(queue.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}&lt;%= 7 %&gt;');
  expect(queue.text).not.toContain('<img src=x');
  const wrongs: Record<string, string>[] = [
    { kind: 'people', id, reason: 'hate' },
    { kind: 'message', id, reason: 'boring' },
    { kind: 'message', id, reason: 'hate', reporter_id: author.id },
    { kind: 'message', id: '../x', reason: 'hate' },
    { kind: 'message', id, reason: 'hate', details: 'x'.repeat(2001) },
  ];
  for (const wrong of wrongs) expect((await post(reporter, '/reports', wrong)).status).toBe(422);
});

test('a flood without a sign-in waits; its words stay on the page', async () => {
  const send = () =>
    world
      .visitor()
      .post('/reports')
      .type('form')
      .send({ kind: 'team', id: team.id, reason: 'other', details: 'Kept words.' });
  let answer = await send();
  for (let count = 0; count < 12 && answer.status !== 429; count++) answer = await send();
  expect(answer.status).toBe(429);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.text).toContain('Kept words.');
  expect((await reportOf(await message('Signed in.'))).status).toBe(201);
});

const leave = (who: MadePerson) => post(who, '/account/erasure', { password: PASSWORD });

test('words that a moderator gave back are their author’s: in their copy, in no other, and gone with them', async () => {
  const crew = await makeTeam(world.db, hackathon, { size: 3 });
  const [mate, writer] = [crew.members[0]!, crew.members[2]!];
  const room = await roomOfTeam(world.deps, world.db, crew.id);
  const words = 'canary-given-back';
  const { id } = (await post(writer, `/rooms/${room.id}/messages`, { body: words })).body;
  const { id: report } = (await reportOf(id, mate)).body;
  await decisionOf(report, 'withdraw');
  await post(writer, `/reports/${report}/objection`, { reason: 'It was fine.' });
  const back = { outcome: 'reversed', reason: 'It was.' };
  expect((await post(moderators[1]!, `/reports/${report}/outcome`, back)).status).toBe(200);
  const copyOf = async (who: MadePerson) => (await get(who, '/account/data.json')).text;
  expect(await copyOf(writer)).toContain(words);
  expect(await copyOf(moderators[1]!)).not.toContain(words);
  expect((await leave(writer)).status).toBe(200);
  const log = await get(mate, `/rooms/${room.id}/messages.json?after=0`);
  expect(log.text).not.toContain(words);
  expect(JSON.stringify(await world.db('entries').where({ room_id: room.id }))).not.toContain(words);
});

test('what waits for a decision when its author leaves is forgotten once it is decided', async () => {
  const crew = await makeTeam(world.db, hackathon, { size: 3 });
  const [mate, writer] = [crew.members[0]!, crew.members[2]!];
  const room = await roomOfTeam(world.deps, world.db, crew.id);
  const words = 'canary-of-somebody-who-left';
  const { id } = (await post(writer, `/rooms/${room.id}/messages`, { body: words })).body;
  const { id: report } = (await reportOf(id, mate)).body;
  expect((await leave(writer)).status).toBe(200);
  const kept = () => world.db('reports').where({ case_id: report }).pluck('excerpt');
  expect(await kept()).toEqual([words]);
  expect((await decisionOf(report, 'nothing')).status).toBe(200);
  expect(await kept()).toEqual(['']);
});
