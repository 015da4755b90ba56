// My data, all of it and nothing else; my account, gone from every table and file. Canaries in every column.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { LEFT } from '../../../src/db/personal-data';
import { invitationToken } from '../../../src/features/hackathons/invitations.actions';
import { hashOfVersion } from '../../../src/features/submissions/submissions.protocol';
import { lastVersion } from '../../../src/features/submissions/submissions.queries';
import { newId } from '../../../src/ids';
import { fillMatrix, removeOnce, type Things } from '../../matrix/fixture';
import { giveRole, makeHackathon, makePerson, makeTeam } from '../../support/factories';
import { type Agent, createWorld, PASSWORD, type World } from '../../support/world';
import { BY_HAND, GOES, NOBODYS, STAYS } from './kept-words';

let world: World;
let things: Things;
const agents: Record<string, Agent> = {};
const LEAVING = ['captain', 'adviser', 'juror', 'authority', 'organiser'];

const tag = (name: string) => `~${things.people[name]!.login}~`;
const idOf = (name: string) => things.people[name]!.id;

/** What addresses begin with. */
const BEFORE: Record<string, string> = {
  href: '/',
  url: 'https://example.org/',
  link: 'https://example.org/',
};
/** What somebody else wrote about this person, to them. */
const ABOUT_ME = ['moderation_cases.reason', 'moderation_cases.outcome_reason'];
/** A note may be the words of whoever ended the talk; their own copy is in their messages. */
const NOT_TOLD = [
  'help_requests.note',
  // When and of what kind is told; the words are made from the parts when they are read.
  'notices.params',
  'email_confirmations.address',
  'mails.address',
  'mails.href',
  'mails.params',
];

async function typeOf(column: string): Promise<string> {
  const [table, name] = column.split('.') as [string, string];
  const { rows } = await world.db.raw(
    'select data_type from information_schema.columns where table_name = ? and column_name = ?',
    [table, name],
  );
  return rows[0].data_type;
}

/** Writes `goes table.column ~login~` into every row of everybody; how many rows that were. */
async function write(fate: 'goes' | 'stays', column: string, by: string): Promise<number> {
  const [table, name] = column.split('.') as [string, string];
  const words = `'${BEFORE[name] ?? ''}${fate} ${column} ~' || p.login || '~'`;
  const value = (await typeOf(column)) === 'jsonb' ? `jsonb_build_object('en', ${words})` : words;
  const { rowCount } = await world.db.raw(
    `update ${table} t set ${name} = ${value} from people p where p.id = t.${by}`,
  );
  return rowCount;
}

async function dump(): Promise<string> {
  const tables: string[] = await world
    .db('information_schema.tables')
    .where({ table_schema: 'public', table_type: 'BASE TABLE' })
    .pluck('table_name');
  const all = await Promise.all(
    tables.map((table) => world.db.raw(`select to_jsonb(t)::text as row from "${table}" t`)),
  );
  return all
    .flatMap(({ rows }, index) => rows.map(({ row }: { row: string }) => `${tables[index]} ${row}`))
    .join('\n');
}

const leave = (agent: Agent, password = PASSWORD) =>
  agent.post('/account/erasure').type('form').set('Accept', 'application/json').send({ password });

/** Rows of every kind for the five who leave; what the matrix has already is not made again. */
async function fillTheRest(): Promise<void> {
  const { db } = world;
  const { hackathon, otherHackathon, team, submission } = things;
  const at = new Date();
  const second = await makePerson(db);
  for (const where of [hackathon, things.closedHackathon])
    await giveRole(db, where.id, second, 'organiser', hackathon.organiser);
  const alone = await makeTeam(db, otherHackathon, {
    members: [things.people.captain!],
    size: 1,
    name: 'goes lone name',
  });
  await giveRole(db, otherHackathon.id, things.people.captain!, 'participant', hackathon.organiser);
  things.people.second = second;
  const draft = newId();
  await db('submissions').insert({
    id: draft,
    team_id: alone.id,
    hackathon_id: otherHackathon.id,
    begun_at: at,
  });
  const lone = { submission_id: draft, saved_by: idOf('captain'), saved_at: at };
  await db('sections').insert({ ...lone, key: 'cost', version: 1, text: 'goes lone section' });
  const place = await world.deps.files.temporary();
  await import('node:fs/promises').then((fs) => fs.writeFile(place, 'goes lone file'));
  await db('files').insert({
    id: newId(),
    submission_id: draft,
    name: 'goes lone file name',
    bytes: 3,
    type: 'text/plain',
    sha256: 'c',
    stored_as: await world.deps.files.keep(place),
    uploaded_by: idOf('captain'),
    uploaded_at: at,
  });
  await db('help_requests')
    .where({ id: things.helpOpen })
    .update({ state: 'claimed', claimed_by: idOf('adviser'), claimed_at: at });
  await db('join_requests').insert({
    id: newId(),
    team_id: things.otherTeam,
    hackathon_id: hackathon.id,
    person_id: idOf('captain'),
    asked_at: at,
  });
  const card = {
    hackathon_id: hackathon.id,
    claim: 'x',
    kind: 'law',
    source: 'x',
    language: 'en',
    written_by: idOf('captain'),
    written_at: at,
  };
  await db('evidence_cards').insert([
    { ...card, id: newId(), number: 2 },
    { ...card, id: newId(), number: 3 },
  ]);
  await db('feedback_items')
    .where({ id: things.advice })
    .update({ answer: 'taken', because: 'x', answered_by: idOf('captain'), answered_at: at });
  await db('files').insert({
    id: newId(),
    submission_id: submission,
    name: 'x',
    bytes: 1,
    type: 'text/plain',
    sha256: 'd',
    stored_as: newId(),
    uploaded_by: idOf('captain'),
    uploaded_at: at,
  });
  const entry = {
    room_id: things.room,
    author_id: idOf('captain'),
    author_role: 'participant',
    body: 'x',
    at,
  };
  const said = newId();
  await db('entries').insert([
    { ...entry, seq: 2, id: said, kind: 'message' },
    { ...entry, seq: 3, id: newId(), kind: 'edit', of_id: said },
    { ...entry, seq: 4, id: newId(), kind: 'message', author_id: idOf('adviser'), author_role: 'expert' },
  ]);
  await db('rooms').where({ id: things.room }).update({ head: 4 });
  const sheet = await db('sheets').where({ id: things.sheet }).first();
  await db('sheets').insert({
    ...sheet,
    id: newId(),
    submission_id: things.otherSubmission,
    handed_in_at: at,
  });
  await db('conflicts').insert({
    id: newId(),
    hackathon_id: hackathon.id,
    juror_id: idOf('juror'),
    team_id: team,
    kind: 'declared',
    found_at: at,
  });
  await db('jury_feedback').insert({
    round_id: sheet.round_id,
    submission_id: submission,
    text: 'x',
    written_by: idOf('juror'),
    written_at: at,
  });
  await db('sample_proposals').insert({
    hackathon_id: hackathon.id,
    number: 1,
    title: '{}',
    text: '{}',
    written_by: idOf('organiser'),
    written_at: at,
  });
  await db('sample_remarks').insert({
    id: newId(),
    hackathon_id: hackathon.id,
    person_id: idOf('juror'),
    text: 'x',
    written_at: at,
  });
  const by = { by_id: idOf('organiser'), at };
  await db('phase_changes').insert({
    id: newId(),
    hackathon_id: hackathon.id,
    phase: 'teams',
    old_opens_at: at,
    new_opens_at: at,
    reason: 'x',
    ...by,
  });
  await db('extensions').insert({
    id: newId(),
    team_id: team,
    phase: 'teams',
    until: at,
    reason: 'x',
    ...by,
  });
  await db('challenges')
    .where({ id: hackathon.challenge.id })
    .update({ closing: '{}', closed_at: at, closed_by: idOf('organiser') });
  const publication = newId();
  await db('publications').insert({
    id: publication,
    hackathon_id: hackathon.id,
    number: 1,
    protocol: '',
    protocol_sha256: '',
    submissions: 0,
    jurors: 0,
    sheets: 0,
    published_by: idOf('organiser'),
    published_at: at,
  });
  await db('objections').insert({
    id: newId(),
    hackathon_id: hackathon.id,
    team_id: team,
    publication_id: publication,
    text: 'x',
    raised_by: idOf('captain'),
    raised_at: at,
    outcome: 'refused',
    answer: 'x',
    answered_by: idOf('organiser'),
    answered_at: at,
  });
  const removal = await removeOnce(db, {
    hackathon,
    team: things.otherTeam,
    person: idOf('captain'),
    by: second.id,
  });
  const heard = { objected_at: at, answered_at: at, answered_by: idOf('organiser') };
  await db('seat_changes').update({ ...heard, objection: 'x', answer: 'x' });
  await db('seat_changes').where({ id: removal }).update({ reason: 'goes lone reason' });
  await db('conflicts_taken_back').insert({
    id: newId(),
    hackathon_id: hackathon.id,
    juror_id: idOf('otherJuror'),
    team_id: team,
    declared_at: at,
    taken_back_at: at,
    taken_back_by: idOf('organiser'),
    reason: 'x',
  });
  await db('team_names').insert({
    id: newId(),
    team_id: alone.id,
    name: 'goes lone old name',
    until: at,
    changed_by: idOf('captain'),
  });
  await db('recommendations')
    .where({ id: things.recommendation })
    .update({ decision: 'adopted', reason: 'x', answered_by: idOf('authority'), answered_at: at });
  const known = {
    hackathon_id: hackathon.id,
    kind: 'message',
    href: '/x',
    opened_at: at,
    decision: 'withdraw',
    rule: 1,
    decided_at: at,
  };
  const outcome = { objected_by: idOf('captain'), objected_at: at, outcome: 'confirmed', outcome_at: at };
  await db('room_notes').insert({
    room_id: things.room,
    version: 1,
    text: 'x',
    saved_by: idOf('captain'),
    saved_at: at,
  });
  await db('video_links').insert({
    hackathon_id: things.hackathon.id,
    team_id: things.team,
    url: 'https://meet.example.org',
    set_by: idOf('captain'),
    set_at: at,
  });
  const closed = newId();
  await db('moderation_cases').insert({
    ...known,
    ...outcome,
    id: closed,
    thing_id: things.message,
    reason: 'x',
    objection: 'x',
    kept: { body: 'goes lone kept' },
    decided_by: idOf('organiser'),
    outcome_by: idOf('organiser'),
    outcome_reason: 'x',
  });
  await db('case_authors').insert({ case_id: closed, person_id: idOf('captain') });
  await db('reports').insert({
    id: newId(),
    case_id: closed,
    reporter_id: idOf('juror'),
    reason: 'other',
    details: 'x',
    excerpt: 'goes lone excerpt',
    at,
  });
  await db('certificates').insert(
    LEAVING.map((name) => ({
      id: newId(),
      hackathon_id: hackathon.id,
      person_id: idOf(name),
      role: 'participant',
      name: 'x',
      facts: '{}',
      issued_at: at,
    })),
  );
  for (const name of LEAVING) {
    const to = { person_id: idOf(name), href: '/x' };
    await db('mails').insert({ ...to, id: newId(), message_id: newId(), kind: 'joined', queued_at: at });
    await db('email_confirmations').insert({
      id: newId(),
      person_id: idOf(name),
      address: 'x',
      token_hash: newId(),
      made_at: at,
      expires_at: at,
    });
  }
  await db('notices').insert(
    LEAVING.map((name) => ({ id: newId(), person_id: idOf(name), kind: 'joined', href: '/x', at })),
  );
}

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  things = await fillMatrix(world.db, (id) => invitationToken(world.deps, id));
  await fillTheRest();
  for (const name of [...LEAVING, 'member', 'second'])
    agents[name] = await world.as(things.people[name]!.login);
  const empty: string[] = [];
  for (const [column, by] of Object.entries(GOES)) if (!(await write('goes', column, by))) empty.push(column);
  for (const [column, { by }] of Object.entries(STAYS))
    if (!(await write('stays', column, by))) empty.push(column);
  expect(empty).toEqual([]);
  const { db } = world;
  const { email } = await db('people')
    .where({ id: idOf('captain') })
    .first('email');
  await db('mails').insert({
    id: newId(),
    message_id: newId(),
    kind: 'invitation',
    address: email,
    locale: 'en',
    href: '/x',
    queued_at: new Date(),
  });
  await db('evidence_cards')
    .where({ number: 3 })
    .update({ claim: 'stays cited claim', source: 'x', url: null });
  await db('sections')
    .where({ key: 'evidence', submission_id: things.submission })
    .update({ text: 'See [E3].' });
  await db('sheets').where({ id: things.sheet }).update({ feedback: 'goes open sheet' });
  await db('recommendations').update({ authority_name: 'goes authority' });
  await db('teams').where({ name: 'goes lone name' }).update({ pitch: 'goes lone pitch' });
  await db('sections')
    .where({ text: `stays sections.text ${tag('captain')}`, key: 'cost' })
    .whereNot({ submission_id: things.submission })
    .update({ text: 'goes lone section' });
  await db('files').where({ sha256: 'c' }).update({ name: 'goes lone file name' });
  await agents.captain!.post(`/submissions/${things.submission}/versions`).type('form').send({}).expect(303);
});
afterAll(() => world.close());

test('every column that can hold words is decided upon', async () => {
  const { rows } = await world.db.raw(
    `select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and table_name not like 'knex%'
        and data_type not in ('timestamp with time zone', 'integer', 'bigint', 'numeric', 'boolean', 'date', 'uuid')`,
  );
  const known = new Set([...Object.keys(GOES), ...Object.keys(STAYS), ...BY_HAND]);
  const names = rows.map(({ name }: { name: string }) => name);
  expect(names.filter((name: string) => !known.has(name) && !NOBODYS.test(name))).toEqual([]);
  expect([...known].filter((name) => !names.includes(name))).toEqual([]);
});

test('my data holds every word of mine and no word of anybody else', async () => {
  const wrong: string[] = [];
  for (const name of LEAVING) {
    const answer = await agents[name]!.get('/account/data.json').expect(200);
    expect(answer.headers['content-disposition']).toMatch(/^attachment/);
    expect(answer.headers['cache-control']).toBe('no-store');
    const stored = (await dump()).match(new RegExp(`(goes|stays) [a-z_.]+ ${tag(name)}`, 'g')) ?? [];
    const shown = new Set(answer.text.match(/(goes|stays) [a-z_.]+ ~[^~]+~/g));
    const theirs = [...shown].filter(
      (canary) => !canary.endsWith(tag(name)) && !ABOUT_ME.includes(canary.split(' ')[1]!),
    );
    wrong.push(
      ...[...new Set(stored)]
        .filter((canary) => !shown.has(canary) && !NOT_TOLD.includes(canary.split(' ')[1]!))
        .map((canary) => `missing: ${canary}`),
    );
    wrong.push(...theirs.map((canary) => `${name} reads ${canary}`));
    expect(JSON.parse(answer.text).accounts.account.signInName).toBe(things.people[name]!.login);
    expect(answer.text).not.toContain('argon2');
  }
  expect(wrong).toEqual([]);
  await world.visitor().get('/account/data.json').expect(401);
});

test('the page says what goes and what stays; a wrong password deletes nothing', async () => {
  const page = await agents.captain!.get('/account/erasure').expect(200);
  expect(page.text).toContain('someone who left');
  const refused = await leave(agents.captain!, 'a wrong password');
  expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['password']]);
  await agents.captain!.get('/desk').expect(200);
});

test('the only organiser of a running hackathon stays until there is another', async () => {
  const agent = await world.as(things.people.otherHackathonOrganiser!.login);
  const refused = await leave(agent);
  expect([refused.status, refused.body.error]).toEqual([409, 'accounts.erasure.soleOrganiser']);
  expect(refused.body.current.hackathons).toEqual(['theirs']);
  await agent.get('/desk').expect(200);
});

test('the only organiser of two hackathons reads the titles of both, in their own language', async () => {
  const first = await makeHackathon(world.db, { slug: 'first-alone' });
  await makeHackathon(world.db, { slug: 'second-alone', organiser: first.organiser });
  const titles = await world
    .db('hackathons')
    .where({ founded_by: first.organiser.id })
    .orderBy('slug')
    .pluck('title');
  const agent = await world.as(first.organiser.login);
  await world.db('people').where({ id: first.organiser.id }).update({ locale: 'nl' });
  expect((await leave(agent)).body.message).toBe(
    `Hier ben je de enige organisator: ${titles[0].nl} en ${titles[1].nl}. Nodig eerst een andere organisator uit. Heeft die ja gezegd, dan kun je je account verwijderen.`,
  );
  await world.db('people').where({ id: first.organiser.id }).update({ locale: 'ar' });
  const page = await agent.post('/account/erasure').type('form').send({ password: PASSWORD }).expect(409);
  for (const title of titles) expect(page.text).toContain(`\u2068${title.en}\u2069`);
});

test('after leaving no table and no file holds who they were or what they said', async () => {
  const live = await world.live(things.people.captain!.login);
  const cut = new Promise((resolve) => live.once('disconnect', resolve));
  for (const name of LEAVING) {
    const answer = await leave(agents[name]!);
    expect([name, answer.status, answer.body.location]).toEqual([name, 200, '/']);
    await agents[name]!.get('/account').set('Accept', 'application/json').expect(401);
  }
  await cut;
  const all = await dump();
  const gone = LEAVING.flatMap((name) => [
    ...(all.match(new RegExp(`.*goes [a-z_.]+ ${tag(name)}.*`, 'g')) ?? []),
    ...(all.match(new RegExp(`.*"${things.people[name]!.login}".*`, 'g')) ?? []),
  ]);
  expect(gone).toEqual([]);
  expect(all.match(/.*goes (lone|open|authority).*/g)).toBeNull();
  const missing = Object.keys(STAYS).filter((column) => !all.includes(`stays ${column} ~`));
  expect(missing).toEqual([]);
  expect(all).toContain('stays cited claim');
  const stored = readdirSync(path.join(world.deps.config.dataDir, 'files'), {
    recursive: true,
    withFileTypes: true,
  });
  expect(stored.filter((one) => one.isFile())).toEqual([]);
});

test('what stays is whole: seats, captaincy, help, the log of the room, the hash of the hand-in', async () => {
  const { db } = world;
  const members = await db('memberships').where({ team_id: things.team }).whereNull('ended_at');
  expect(members.map((one) => [one.person_id, one.captain_since !== null])).toEqual([[idOf('member'), true]]);
  const help = await db('help_requests').where({ id: things.helpOpen }).first();
  expect([help.state, help.claimed_by]).toEqual(['open', null]);
  expect(await db('roles').whereIn('person_id', LEAVING.map(idOf)).whereNull('ended_at')).toEqual([]);
  expect(await db('login_sessions').whereIn('person_id', LEAVING.map(idOf))).toEqual([]);
  const entries = await db('entries').where({ room_id: things.room }).orderBy('seq');
  expect(entries.map((one) => one.seq)).toEqual(entries.map((_, index) => index + 1));
  expect(entries.at(-1).seq).toBe((await db('rooms').where({ id: things.room }).first()).head);
  const row = (await lastVersion(db, things.submission))!;
  expect(hashOfVersion(row)).toBe(row.sha256);
  expect(row.roster.members.map((one) => one.display_name).sort()).toEqual(
    [`goes people.display_name ${tag('member')}`, LEFT].sort(),
  );
  const acts = await db('activity').where({ act: 'deleteAccount' });
  expect(acts.map((one) => one.person_id).sort()).toEqual(LEAVING.map(idOf).sort());
});

test('where the name stood, people read “someone who left” in their language', async () => {
  const read = async (url: string) => (await agents.member!.get(url).expect(200)).text;
  const { team, submission } = things;
  const version = (await lastVersion(world.db, submission))!.number;
  for (const url of [
    `/teams/${team}/room`,
    `/teams/${team}/submission`,
    `/submissions/${submission}/versions/${version}`,
    '/hackathons/ours/evidence',
  ]) {
    expect([url, (await read(`${url}?lang=en`)).includes('someone who left')]).toEqual([url, true]);
    const arabic = await read(`${url}?lang=ar`);
    expect([url, arabic.includes('شخص غادر'), arabic.includes(LEFT)]).toEqual([url, true, false]);
  }
});

test('once more is no different, and nobody comes back under the old name', async () => {
  const again = await world
    .visitor()
    .post('/login')
    .type('form')
    .send({ login: things.people.captain!.login, password: PASSWORD });
  expect(again.status).toBe(422);
  const taken = await makePerson(world.db, { login: things.people.captain!.login });
  expect(taken.id).not.toBe(idOf('captain'));
});
