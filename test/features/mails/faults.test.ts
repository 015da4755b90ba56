// Why a mail was not taken, each reason from a real server: organisers read it in their language, and whoever runs
// the site finds it in the log, without an address, a host or a password.
import net, { type AddressInfo } from 'node:net';
import { keptReason, readReason, type SmtpFault } from '../../../src/features/mails/mails.policy';
import { notify } from '../../../src/features/notices/notices.actions';
import { translator } from '../../../src/i18n/locales';
import { jobMap } from '../../../src/job-map';
import { startWorker } from '../../../src/jobs/worker';
import { createMailer } from '../../../src/mail/mailer';
import { type MadeHackathon, makeHackathon, makePerson } from '../../support/factories';
import { openPostOffice, type PostOffice } from '../../support/post-office';
import { until } from '../../support/until';
import { createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let plain: PostOffice;
let encrypted: PostOffice;
let silent: net.Server;
let web: net.Server;
let count = 0;

const listen = async (server: net.Server) => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};
const at = (server: net.Server) => `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  [plain, encrypted] = [await openPostOffice(), await openPostOffice({ encrypts: true })];
  silent = await listen(net.createServer((socket) => socket.on('error', () => undefined)));
  web = await listen(net.createServer((socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
  world = await createWorld({ SMTP_URL: plain.url });
  hackathon = await makeHackathon(world.db);
});
afterAll(async () => {
  await world.close();
  await Promise.all([plain.close(), encrypted.close()]);
  for (const server of [silent, web]) server.close();
});
beforeEach(async () => {
  plain.refuse = () => undefined;
  world.logged.length = 0;
  await world.db('jobs').delete();
  await world.db('mails').delete();
});
afterEach(() => world.deps.clock.set(null));

async function tell(): Promise<string> {
  const { id } = await makePerson(world.db);
  count += 1;
  const email = `reader-${count}@mail.example.org`;
  await world.db('people').where({ id }).update({ email, email_confirmed_at: new Date() });
  const params = { team: 'Forty Doors' };
  const notice = { personId: id, kind: 'placed', params, href: '/teams/forty-doors' };
  await world.db.transaction((trx) =>
    notify(world.deps, trx, [
      { ...notice, hackathonId: hackathon.id } as Parameters<typeof notify>[2][number],
    ]),
  );
  return id;
}

const reasonOf = async (id: string): Promise<string | null> =>
  (await world.db('mails').where({ person_id: id }).first()).reason;
const warnings = () => world.logged.map((line) => JSON.parse(line)).filter(({ level }) => level >= 40);

async function whileWorking(run: () => Promise<void>): Promise<void> {
  const worker = startWorker(world.deps, jobMap(world.deps));
  try {
    await run();
  } finally {
    await worker.stop();
  }
}

async function nobodyListens(): Promise<string> {
  const server = await listen(net.createServer());
  const url = at(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}

const withPassword = (url: string) => url.replace('//', '//operator-name:operator-password@');

/** What happens, the server, the fault, its code, and what follows the words of the catalogue. */
type Case = [string, () => string | Promise<string>, string, RegExp, RegExp];

test.each<Case>([
  ['nobody listens', nobodyListens, 'refused', /^ECONNREFUSED$/, />ECONNREFUSED</],
  ['no such name', () => 'smtp://mail-host.invalid:25', 'name', /^E/, />E[A-Z_]+</],
  [
    'a certificate of its own',
    () => encrypted.url,
    'certificate',
    /^DEPTH_ZERO/,
    />DEPTH_ZERO_SELF_SIGNED_CERT</,
  ],
  ['a password, no TLS', () => withPassword(plain.url), 'noTls', /^500$/, />500 /],
  [
    'TLS from the start, a server without',
    () => plain.url.replace('smtp:', 'smtps:'),
    'tls',
    /^E/,
    />E[A-Z_]+</,
  ],
  ['a server of another kind', () => at(web), 'stranger', /^EPROTOCOL$/, />HTTP\/1.1 400 Bad Request</],
  ['one that says nothing', () => at(silent), 'timeout', /^ETIMEDOUT$/, />ETIMEDOUT</],
])(
  '%s: told apart on the page in three languages, and said in the log',
  async (_, url, fault, code, words) => {
    world.deps.mail = createMailer(await url());
    const person = await tell();
    await whileWorking(() => until(async () => (await reasonOf(person)) !== null));
    const agent = await world.as(hackathon.organiser.login);
    for (const locale of ['en', 'nl', 'ar']) {
      const page = (await agent.get(`/hackathons/${hackathon.slug}/mail?lang=${locale}`)).text;
      const text = translator(locale)(`mails.fault.${fault}`);
      expect(text).not.toContain('mails.fault');
      expect(page).toContain(text);
      expect(page).toMatch(words);
    }
    expect(warnings()).toMatchObject([{ level: 40, reason: fault, code: expect.stringMatching(code) }]);
    for (const secret of ['mail.example.org', 'mail-host', '127.0.0.1', 'operator-'])
      expect(world.logged.join('\n')).not.toContain(secret);
  },
);

test('what a server says itself is told as its words, and its number is logged', async () => {
  world.deps.mail = createMailer(plain.url);
  plain.refuse = () => 451;
  const person = await tell();
  await whileWorking(() => until(async () => (await reasonOf(person)) !== null));
  const agent = await world.as(hackathon.organiser.login);
  const page = (await agent.get(`/hackathons/${hackathon.slug}/mail?lang=en`)).text;
  expect(page).toContain('The mail server said: <bdi lang="en">451 later &lt;…&gt;</bdi>');
  expect(warnings()).toMatchObject([{ reason: 'said', code: '451' }]);
  expect(world.logged.join('\n')).not.toContain('mail.example.org');
});

test('the log says a reason once a minute, however many mails wait, and another reason at once', async () => {
  world.deps.mail = createMailer(await nobodyListens());
  const reasons = () => warnings().map(({ reason }) => reason);
  const fail = async (number: number) => {
    const people = await Promise.all(Array.from({ length: number }, tell));
    for (const person of people) await until(async () => (await reasonOf(person)) !== null);
  };
  await whileWorking(async () => {
    await fail(6);
    await until(() => reasons().length > 0);
    expect(reasons()).toEqual(['refused']);
    world.deps.mail = createMailer(encrypted.url);
    await fail(1);
    await until(() => reasons().length > 1);
    expect(reasons()).toEqual(['refused', 'certificate']);
    world.deps.clock.set(new Date(Date.now() + 61_000));
    world.deps.mail = createMailer(await nobodyListens());
    await fail(2);
    await until(() => reasons().length > 2);
  });
  expect(reasons()).toEqual(['refused', 'certificate', 'refused']);
});

test('a login that is refused, a name on the certificate that is wrong, and reasons from before are read as what they are', () => {
  const fault = (given: Partial<SmtpFault>) => readReason(keptReason({ ...given } as SmtpFault, 'a@e.org'));
  expect(fault({ code: 'EAUTH', responseCode: 535, response: '535 5.7.8 a@e.org not accepted' })).toEqual({
    key: 'mails.fault.login',
    words: '535 5.7.8 … not accepted',
  });
  const key = (code: string, originalCode: string) => fault({ code, originalCode }).key;
  expect(key('ESOCKET', 'ERR_TLS_CERT_ALTNAME_INVALID')).toBe('mails.fault.certificate');
  expect(key('ESOCKET', 'CERT_HAS_EXPIRED')).toBe('mails.fault.certificate');
  expect(key('ESOCKET', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')).toBe('mails.fault.certificate');
  expect(key('ESOCKET', 'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE')).toBe('mails.fault.tls');
  expect(key('ESOCKET', 'ECONNRESET')).toBe('mails.fault.closed');
  expect(key('ESOCKET', 'EHOSTUNREACH')).toBe('mails.fault.other');
  for (const words of ['no answer (ESOCKET)', 'the worker ended each time'])
    expect(readReason(words)).toEqual({ key: 'mails.fault.plain', words });
});
