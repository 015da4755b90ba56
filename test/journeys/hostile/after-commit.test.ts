// Every connection breaks right after a change was committed: whoever made it is told that it is done, and
// codes that were made are shown.
import { randomUUID } from 'node:crypto';
import { makeHackathon, makePerson, makeRole, makeTeam } from '../../support/factories';
import { type Agent, createWorld, PASSWORD, type World } from '../../support/world';
import { type Cuttable, cuttableDatabase } from './cut';

let postgres: Cuttable;
let world: World;
let hackathon: Awaited<ReturnType<typeof makeHackathon>>;
let team: Awaited<ReturnType<typeof makeTeam>>;
let member: Agent;

beforeAll(async () => {
  postgres = await cuttableDatabase();
  world = await createWorld({ RATE_FACTOR: '1000' }, postgres.database);
  hackathon = await makeHackathon(world.db, { open: ['teams', 'drafting', 'judging'] });
  team = await makeTeam(world.db, hackathon);
  member = await world.as(team.members[0]!.login);
});
afterEach(async () => {
  await postgres.mend().catch(() => undefined);
});
afterAll(() => world.close());

const form = (agent: Agent, to: string, fields: object = {}) =>
  agent.post(to).type('form').set('Accept', 'text/html').send(fields);

/** The change with its connections cut after the answer to its commit; then all is well again. */
async function committed(agent: Agent, to: string, fields: object = {}, answer = 'COMMIT') {
  postgres.cutAfter(answer);
  const given = await form(agent, to, fields);
  expect([to, given.status]).toEqual([to, 303]);
  // Throws if nothing was cut.
  await postgres.mend();
  return given;
}

const CODE = /[0-9a-z]{4}-[0-9a-z]{4}/g;

test('signing up: signed in, and the codes are on the page', async () => {
  const visitor = world.visitor();
  const account = {
    display_name: 'Ada',
    login: 'ada-cut',
    password: PASSWORD,
    accept_rules: 'on',
    locale: 'en',
  };
  await committed(visitor, '/accounts', account);
  const page = await visitor.get('/recovery-codes');
  expect(page.status).toBe(200);
  expect(new Set(page.text.match(CODE)).size).toBeGreaterThanOrEqual(8);
});

test('signing up while it is away before the commit: no account, and the same form works afterwards', async () => {
  const visitor = world.visitor();
  const account = {
    display_name: 'Bo',
    login: 'bo-cut',
    password: PASSWORD,
    accept_rules: 'on',
    locale: 'en',
  };
  postgres.cutAfter('BEGIN');
  expect((await form(visitor, '/accounts', account)).status).toBe(503);
  await postgres.mend();
  expect(await world.db('people').where({ login: 'bo-cut' })).toEqual([]);
  expect((await form(visitor, '/accounts', account)).status).toBe(303);
  expect((await visitor.get('/recovery-codes')).status).toBe(200);
});

test('signing in, new codes, and signing out', async () => {
  const { login } = await makePerson(world.db);
  const agent = world.visitor();
  await committed(agent, '/login', { login, password: PASSWORD });
  await committed(agent, '/account/recovery-codes', { password: PASSWORD });
  expect(new Set((await agent.get('/recovery-codes')).text.match(CODE)).size).toBeGreaterThanOrEqual(8);
  await committed(agent, '/logout', {}, 'UPDATE 1');
  expect((await agent.get('/desk')).status).not.toBe(200);
});

test('a new name, a new password, and the end of the account', async () => {
  const { login, id } = await makePerson(world.db);
  const agent = await world.as(login);
  await committed(agent, '/account/name', { display_name: 'Somebody' });
  const password = 'another long test password';
  await committed(agent, '/account/password', { password: PASSWORD, new_password: password });
  await committed(agent, '/account/erasure', { password });
  expect((await world.db('people').where({ id }).first('erased_at'))!.erased_at).not.toBeNull();
  expect((await agent.get('/desk')).status).not.toBe(200);
});

test('an organiser’s code for somebody', async () => {
  const organiser = await world.as(hackathon.organiser.login);
  const at = `/people/${team.members[0]!.id}/recovery-code`;
  await committed(organiser, at);
  expect((await organiser.get(at)).text).toMatch(CODE);
});

test('a message, a call for help, its claim and its release', async () => {
  const room = (await member.get(`/teams/${team.id}/room.json`)).body.room.id;
  await committed(member, `/rooms/${room}/messages`, { body: 'Once', client_id: randomUUID() }, 'INSERT 0 1');
  await committed(member, `/teams/${team.id}/help-requests`, {
    topic: 'Money',
    language: 'en',
    details: 'Who?',
  });
  const { id } = (await world.db('help_requests').first('id'))!;
  const expert = await world.as((await makeRole(world.db, hackathon, 'expert')).login);
  await committed(expert, `/help-requests/${id}/claim`);
  await committed(expert, `/help-requests/${id}/release`);
  expect((await world.db('help_requests').first('state'))!.state).toBe('open');
});

test('a section, a hand-in, a juror’s sheet', async () => {
  const { submission } = (await member.get(`/teams/${team.id}/submission.json`)).body;
  const keys = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];
  const draft = keys.flatMap((key) => [
    [`section[${key}]`, 'Ours.'],
    [`version[${key}]`, '0'],
  ]);
  await committed(member, `/submissions/${submission.id}/draft`, Object.fromEntries(draft));
  await committed(member, `/submissions/${submission.id}/versions`);
  const organiser = await world.as(hackathon.organiser.login);
  const juror = await makeRole(world.db, hackathon, 'juror');
  const at = `/hackathons/${hackathon.slug}`;
  const level = { 'level[1][en]': 'No.', 'level[5][en]': 'Yes.' };
  await committed(organiser, `${at}/criteria`, { 'title[en]': 'Clear', weight: '1', ...level });
  await committed(organiser, `${at}/assignments`, { juror: juror.id, submission: submission.id });
  const agent = await world.as(juror.login);
  const [sheet] = (await agent.get(`${at}/jury.json`)).body.sheets;
  const saved = await committed(agent, `/sheets/${sheet.id}`, {
    note: 'Mine',
    version: String(sheet.version),
  });
  expect(saved.headers.location).toContain(`/sheets/${sheet.id}`);
  expect((await world.db('sheets').where({ id: sheet.id }).first('note'))!.note).toBe('Mine');
});

test('a report, its decision, the objection and what came of it, a mute that ends', async () => {
  const [first, second] = [
    await world.as((await makeRole(world.db, hackathon, 'moderator')).login),
    await world.as((await makeRole(world.db, hackathon, 'moderator')).login),
  ];
  const other = await makeTeam(world.db, hackathon);
  const author = await world.as(other.members[0]!.login);
  const room = (await author.get(`/teams/${other.id}/room.json`)).body.room.id;
  const said = { body: 'Not kind', client_id: randomUUID() };
  const message = await author
    .post(`/rooms/${room}/messages`)
    .type('form')
    .set('Accept', 'application/json')
    .send(said);
  const reporter = await world.as(other.members[1]!.login);
  await committed(reporter, '/reports', {
    kind: 'message',
    id: message.body.id,
    reason: 'hate',
    details: 'It hurts.',
  });
  const { id } = (await world.db('reports').first('id'))!;
  const decision = { decision: 'withdraw-and-mute', rule: '2', reason: 'We are kind here.' };
  await committed(first, `/reports/${id}/decision`, decision);
  const { id: mute } = (await world.db('mutes').first('id'))!;
  await committed(first, `/mutes/${mute}/end`);
  await committed(author, `/reports/${id}/objection`, { reason: 'I meant it well.' });
  const queue = `/hackathons/${hackathon.slug}/reports`;
  const heard = await committed(second, `/reports/${id}/outcome`, { outcome: 'reversed', reason: 'True.' });
  expect(heard.headers.location).toBe(queue);
});
