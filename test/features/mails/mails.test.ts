// Mail through a real server: who gets what, in which language, how often, and what organisers see of it.

import { queueCounts } from '../../../src/db/queue-counts';
import { unsubscribeToken } from '../../../src/features/accounts/accounts.email.actions';
import { publicReason } from '../../../src/features/mails/mails.policy';
import { notify } from '../../../src/features/notices/notices.actions';
import type { NewNotice } from '../../../src/features/notices/notices.tables';
import { jobMap } from '../../../src/job-map';
import { startWorker, type Worker } from '../../../src/jobs/worker';
import { createMailer } from '../../../src/mail/mailer';
import { type MadeHackathon, makeHackathon, makePerson, makeRole } from '../../support/factories';
import { openPostOffice, type PostOffice, type Taken } from '../../support/post-office';
import { until } from '../../support/until';
import { createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
let office: PostOffice;
let hackathon: MadeHackathon;
let count = 0;

beforeAll(async () => {
  office = await openPostOffice();
  world = await createWorld({ SMTP_URL: office.url });
  hackathon = await makeHackathon(world.db);
});
afterAll(async () => {
  await world.close();
  await office.close();
});
beforeEach(async () => {
  office.taken.length = 0;
  office.refuse = () => undefined;
  await world.db('jobs').delete();
  await world.db('mails').delete();
});
afterEach(() => world.deps.clock.set(null));

async function reader(
  given: { locale?: string; display_name?: string; confirmed?: boolean; wanted?: boolean } = {},
) {
  const { confirmed = true, wanted = true, ...person } = given;
  const made = await makePerson(world.db, person);
  count += 1;
  const email = `reader-${count}@mail.example.org`;
  await world
    .db('people')
    .where({ id: made.id })
    .update({
      email,
      email_confirmed_at: confirmed ? new Date() : null,
      mail_wanted: wanted,
    });
  return { ...made, email };
}

const placed = (personId: string, more: Partial<NewNotice> = {}): NewNotice => ({
  personId,
  kind: 'placed',
  params: { team: 'Forty Doors' },
  href: '/teams/forty-doors',
  hackathonId: hackathon.id,
  ...more,
});

const tell = (notices: NewNotice[]) => world.db.transaction((trx) => notify(world.deps, trx, notices));
const mailOf = (personId: string) => world.db('mails').where({ person_id: personId }).first();
const working = () => startWorker(world.deps, jobMap(world.deps));

async function whileWorking(run: () => Promise<void>): Promise<void> {
  const worker = working();
  try {
    await run();
  } finally {
    await worker.stop();
  }
}

const settled = () =>
  until(
    async () => !(await world.db('jobs').where({ kind: 'mail', attempts: 0 }).whereNull('reason').first()),
  );
const sent = (personId: string) => until(async () => (await mailOf(personId))?.state === 'sent');
const toOf = (mails: Taken[]) => mails.flatMap((mail) => mail.to).sort();

test('a notice goes out in the language of its reader, as text and HTML, right to left where it should', async () => {
  const people = [await reader(), await reader({ locale: 'nl' }), await reader({ locale: 'ar' })];
  await tell(people.map((person) => placed(person.id, { params: { team: 'Veertig <deuren>' } })));
  await whileWorking(() => Promise.all(people.map((person) => sent(person.id))).then(() => undefined));
  const mailTo = (index: number) => office.taken.find((mail) => mail.to[0] === people[index]!.email)!;
  const [en, nl, ar] = [mailTo(0), mailTo(1), mailTo(2)];
  expect(en.text).toContain('An organiser gave you a seat in the team Veertig <deuren>.');
  expect(en.html).toContain('Veertig &lt;deuren&gt;');
  expect(nl.header('Subject')).toBe('Een organisator gaf je een plek in het team Veertig <deuren>.');
  expect(ar.html).toContain('dir="rtl"');
  expect(ar.header('Subject')).toBe('أعطاك أحد المنظمين مكانًا في الفريق «\u2068Veertig <deuren>\u2069».');
  for (const [index, mail] of [en, nl, ar].entries()) {
    const end = `${world.base}/unsubscribe/${unsubscribeToken(world.deps, people[index]!.id)}`;
    expect(mail.text).toContain(`${world.base}/teams/forty-doors`);
    expect(mail.text).toContain(end);
    expect(mail.header('List-Unsubscribe')).toBe(`<${end}>`);
    expect(mail.html).not.toMatch(/<img|src=|style/);
  }
});

test('a server that says “later” is asked again, later, with the same Message-ID', async () => {
  const person = await reader();
  office.refuse = () => 451;
  await tell([placed(person.id)]);
  await whileWorking(settled);
  const waiting = await mailOf(person.id);
  expect(waiting.state).toBe('queued');
  expect(waiting.reason).toBe('451 later <…>');
  const job = await world.db('jobs').where({ kind: 'mail' }).first();
  expect(job.run_at.getTime()).toBeGreaterThan(Date.now() + 20_000);
  office.refuse = () => undefined;
  await whileWorking(async () => undefined);
  expect(office.taken).toEqual([]);
  world.deps.clock.set(new Date(job.run_at.getTime() + 1000));
  await whileWorking(() => sent(person.id));
  expect(office.taken.map((mail) => mail.header('Message-ID'))).toEqual([waiting.message_id]);
});

test('what a server refuses for good is seen by organisers, masked, and goes again once when they say so', async () => {
  const person = await reader();
  office.refuse = () => 550;
  await tell([placed(person.id)]);
  await whileWorking(() => until(async () => (await mailOf(person.id)).state === 'failed'));
  const failed = await mailOf(person.id);
  const agent = await world.as(hackathon.organiser.login);
  const path = `/hackathons/${hackathon.slug}/mail`;
  const page = (await agent.get(path)).text;
  expect(page).toContain('550 unknown &lt;…&gt;');
  expect(page).toContain('r•••@m•••.org');
  expect(page).not.toContain(person.email);
  expect(world.logged.join('\n')).not.toContain(person.email);

  const other = await makeHackathon(world.db);
  for (const login of [other.organiser.login, (await makeRole(world.db, hackathon, 'moderator')).login]) {
    const stranger = await world.as(login);
    expect([403, 404]).toContain((await stranger.get(path)).status);
    await stranger.post(`/mails/${failed.id}/sending`).type('form').expect(404);
  }
  expect((await mailOf(person.id)).state).toBe('failed');
  await until(async () => (await queueCounts(world.db)).jobs.failed === 1);

  office.refuse = () => undefined;
  const answers = await Promise.all(
    [1, 2, 3].map(() => agent.post(`/mails/${failed.id}/sending`).type('form')),
  );
  expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
  await whileWorking(() => sent(person.id));
  expect(await queueCounts(world.db)).toMatchObject({ jobs: { failed: 0 }, mails: { sent: 1, failed: 0 } });
  await agent.post(`/mails/${failed.id}/sending`).type('form').expect(303);
  await whileWorking(settled);
  expect(office.taken.map((mail) => mail.header('Message-ID'))).toEqual([failed.message_id]);
  expect((await agent.get(path)).text).not.toContain('/sending');
});

test('two workers send fifty mails once each', async () => {
  const people = await Promise.all(Array.from({ length: 50 }, () => reader()));
  const workers: Worker[] = [working(), working()];
  await tell(people.map((person) => placed(person.id)));
  await office.until(50);
  await until(async () => !(await world.db('mails').whereNot({ state: 'sent' }).first()));
  await Promise.all(workers.map((worker) => worker.stop()));
  expect(toOf(office.taken)).toEqual(people.map((person) => person.email).sort());
  expect(await world.db('jobs').where({ kind: 'mail' }).first()).toBeUndefined();
});

test('whoever is unconfirmed, does not want mail or said so since then gets nothing', async () => {
  const [unconfirmed, unwilling, later, other] = [
    await reader({ confirmed: false }),
    await reader({ wanted: false }),
    await reader(),
    await reader(),
  ];
  await tell([unconfirmed, unwilling, later, other].map((person) => placed(person.id)));
  expect(await mailOf(unconfirmed.id)).toBeUndefined();
  expect(await mailOf(unwilling.id)).toBeUndefined();
  const path = `/unsubscribe/${unsubscribeToken(world.deps, later.id)}`;
  expect((await world.visitor().get(path)).status).toBe(200);
  expect((await mailOf(later.id)).state).toBe('queued');
  // As mail programs do it: from nowhere, with a field of their own.
  await world
    .visitor()
    .post(path)
    .set('Sec-Fetch-Site', 'cross-site')
    .type('form')
    .send({ 'List-Unsubscribe': 'One-Click' })
    .expect(303);
  await world.visitor().post(`/unsubscribe/${later.id}.wrong`).type('form').expect(404);
  await whileWorking(async () => {
    await sent(other.id);
    await settled();
  });
  expect(toOf(office.taken)).toEqual([other.email]);
  expect(await world.db('notices').where({ person_id: later.id, kind: 'placed' })).toHaveLength(1);
});

test('line ends in names make no header and no second recipient', async () => {
  const evil = 'Team\r\nBcc: victim@example.org\r\n\r\nHello';
  const person = await reader();
  await tell([placed(person.id, { params: { team: evil } })]);
  await whileWorking(() => sent(person.id));
  expect(office.taken).toHaveLength(1);
  expect(office.taken[0]!.to).toEqual([person.email]);
  expect(office.taken[0]!.header('Bcc')).toBe('');
  expect(office.taken[0]!.header('Subject')).toContain('Team Bcc: victim@example.org Hello');
});

async function confirmedBy(email: string): Promise<string> {
  await until(async () => office.taken.some((mail) => mail.to[0] === email));
  const mail = office.taken.findLast((one) => one.to[0] === email)!;
  return new URL(/http:\S+\/email\/\S+/.exec(mail.text)![0]).pathname;
}

test('an address counts after its link was used: once, not by looking at it, and not after a correction', async () => {
  const worker = working();
  const person = await makePerson(world.db);
  const agent = await world.as(person.login);
  const give = (email: string, password: string) =>
    agent.post('/account/email').type('form').send({ email, password });
  expect((await give('first@mail.example.org', 'not the password')).status).toBe(422);
  expect((await world.db('people').where({ id: person.id }).first()).email).toBeNull();
  await give('first@mail.example.org', PASSWORD).expect(303);
  const first = await confirmedBy('first@mail.example.org');
  await tell([placed(person.id)]);
  expect(await world.db('mails').where({ person_id: person.id, kind: 'placed' })).toEqual([]);

  await give('second@mail.example.org', PASSWORD).expect(303);
  const second = await confirmedBy('second@mail.example.org');
  expect((await world.visitor().get(first)).status).toBe(410);
  expect((await world.visitor().post(first).type('form')).status).toBe(410);
  expect((await world.visitor().get(second)).text).toContain('second@mail.example.org');
  expect((await world.db('people').where({ id: person.id }).first()).email_confirmed_at).toBeNull();
  const both = await Promise.all([1, 2].map(() => world.visitor().post(second).type('form')));
  expect(both.map((answer) => answer.status).sort()).toEqual([303, 410]);
  expect((await world.db('people').where({ id: person.id }).first()).email_confirmed_at).not.toBeNull();
  const stored = JSON.stringify(await world.db('email_confirmations').where({ person_id: person.id }));
  expect(stored).not.toContain(second.split('/').at(-1));
  await worker.stop();
});

test('a link that confirms is over after three days', async () => {
  const person = await makePerson(world.db);
  const agent = await world.as(person.login);
  await agent
    .post('/account/email')
    .type('form')
    .send({ email: 'slow@mail.example.org', password: PASSWORD })
    .expect(303);
  let link = '';
  await whileWorking(async () => {
    link = await confirmedBy('slow@mail.example.org');
  });
  world.deps.clock.set(new Date(Date.now() + 4 * 24 * 3_600_000));
  expect((await world.visitor().post(link).type('form')).status).toBe(410);
});

test('an address that somebody has tells nothing to whoever types it, and gets three links an hour at most', async () => {
  const known = await reader();
  const signUp = (login: string, email: string) =>
    world
      .visitor()
      .post('/accounts')
      .type('form')
      .set('Accept', 'application/json')
      .send({ display_name: 'Somebody', login, password: PASSWORD, accept_rules: 'on', locale: 'en', email });
  const [taken, free] = [
    await signUp('asks-taken', known.email),
    await signUp('asks-free', 'nobody@mail.example.org'),
  ];
  const shape = (answer: typeof taken) => ({ ...answer.body, id: '', status: answer.status });
  expect(shape(taken)).toEqual(shape(free));
  for (const login of ['asks-1', 'asks-2', 'asks-3', 'asks-4'])
    expect((await signUp(login, known.email)).status).toBe(201);
  expect(await world.db('mails').where({ address: known.email })).toHaveLength(3);
});

test('links that confirm are counted before the transaction, so that the log warns of nothing', async () => {
  world.logged.length = 0;
  const email = 'quiet@mail.example.org';
  const login = 'asks-quietly';
  const account = { display_name: 'Somebody', login, password: PASSWORD, accept_rules: 'on', locale: 'en' };
  const signUp = () =>
    world
      .visitor()
      .post('/accounts')
      .type('form')
      .send({ ...account, email });
  await signUp().expect(303);
  const agent = await world.as(login);
  await agent.post('/account/email-confirmation').type('form').expect(303);
  const changed = { email: 'quieter@mail.example.org', password: PASSWORD };
  await agent.post('/account/email').type('form').send(changed).expect(303);
  await whileWorking(async () => {
    const link = await confirmedBy(changed.email);
    await world.visitor().post(link).type('form').expect(303);
  });
  expect(world.logged.filter((line) => JSON.parse(line).level >= 40)).toEqual([]);
  // What was refused sent no link: the third one still goes, the fourth does not.
  for (const _ of [1, 2, 3]) expect((await signUp()).status).toBe(422);
  for (const name of ['asks-third', 'asks-fourth'])
    await world
      .visitor()
      .post('/accounts')
      .type('form')
      .send({ ...account, login: name, email })
      .expect(303);
  expect(await world.db('mails').where({ address: email })).toHaveLength(3);
});

test('an invitation to a role goes to the address that the organiser gives', async () => {
  const agent = await world.as(hackathon.organiser.login);
  const made = await agent
    .post(`/hackathons/${hackathon.slug}/invitations`)
    .type('form')
    .set('Accept', 'application/json')
    .send({ role: 'expert', uses: '1', email: 'expert@mail.example.org' })
    .expect(201);
  await whileWorking(() => office.until(1));
  expect(toOf(office.taken)).toEqual(['expert@mail.example.org']);
  expect(office.taken[0]!.text).toContain(`${world.base}${made.body.location}`);
  expect(office.taken[0]!.text).toContain('Your role: Expert.');
});

test('organisers never see that mail went to somebody who reported or was reported', async () => {
  const [reporter, author, other] = [await reader(), await reader(), await reader()];
  const params = {
    kind: { key: 'moderation.kinds.hackathon' },
    decision: { key: 'moderation.told.nothing' },
  };
  await tell([
    placed(reporter.id, { kind: 'reportDecided', params }),
    placed(author.id, { kind: 'ownDecided', params }),
    placed(other.id),
  ]);
  await whileWorking(() => office.until(3));
  expect(toOf(office.taken)).toEqual([reporter.email, author.email, other.email].sort());
  const agent = await world.as(hackathon.organiser.login);
  const page = (await agent.get(`/hackathons/${hackathon.slug}/mail`)).text;
  expect(page).toContain('Forty Doors');
  expect(page).not.toContain('report');
  expect(page.match(/r•••@m•••/g)).toHaveLength(1);
});

test('nobody sends strangers mail after mail through us', async () => {
  const { limits } = world.deps;
  const inviter = await makeHackathon(world.db);
  for (let count = 0; count < 50; count += 1) await limits.invitations.count(inviter.organiser.id);
  const agent = await world.as(inviter.organiser.login);
  const invite = (email: string) =>
    agent
      .post(`/hackathons/${inviter.slug}/invitations`)
      .type('form')
      .send({ role: 'expert', uses: '1', email });
  expect((await invite('stranger@mail.example.org')).status).toBe(429);
  expect((await invite('')).status).toBe(303);
  for (let count = 0; count < 10; count += 1) await limits.addresses.count(inviter.organiser.id);
  const answer = await agent
    .post('/account/email')
    .type('form')
    .send({ email: 'stranger@mail.example.org', password: PASSWORD });
  expect(answer.status).toBe(429);
  expect(await world.db('mails').where({ address: 'stranger@mail.example.org' })).toEqual([]);
});

test('a password is not sent over a line that is not encrypted', async () => {
  const mailer = createMailer(office.url.replace('//', '//user:secret@'));
  const letter = { to: 'a@mail.example.org', subject: 's', text: 't', html: 'h', messageId: '<m@h>' };
  await expect(mailer.send('lab@mail.example.org', letter)).rejects.toMatchObject({ code: 'ETLS' });
  expect(office.taken).toEqual([]);
});

test('what a server says of an address tells organisers nothing of it', () => {
  const said = (text: string) => publicReason(text, 'sami.b+x@mail.example.org');
  expect(said('550 5.1.1 <sami.b+x@mail.example.org>: unknown')).toBe('550 5.1.1 <…>: unknown');
  expect(said('550 no SAMI.B+X at mail.example.org\r\nQUIT')).toBe('550 no … at … QUIT');
  expect(publicReason('452 message too large', 'me@e.org')).toBe('452 message too large');
});

test('without a mail server nothing is queued and pages say so', async () => {
  const silent = await createWorld();
  try {
    const home = await makeHackathon(silent.db);
    const person = await makePerson(silent.db);
    await silent
      .db('people')
      .where({ id: person.id })
      .update({ email: 'a@example.org', email_confirmed_at: new Date() });
    await silent.db.transaction((trx) =>
      notify(silent.deps, trx, [placed(person.id, { hackathonId: home.id })]),
    );
    expect(await silent.db('mails').first()).toBeUndefined();
    expect(await silent.db('jobs').first()).toBeUndefined();
    const says = 'This site sends no e-mail';
    expect((await (await silent.as(person.login)).get('/account')).text).toContain(says);
    const organiser = await silent.as(home.organiser.login);
    expect((await organiser.get(`/hackathons/${home.slug}/mail`)).text).toContain(says);
    expect((await organiser.get(`/hackathons/${home.slug}/people`)).text).toContain(says);
  } finally {
    await silent.close();
  }
});
