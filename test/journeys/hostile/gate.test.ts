// Requests nobody's browser sends by itself: forged origins, odd fields, broken bytes. Refused by the contract's
// answers, never with a crash, and nothing of them is kept.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { io } from 'socket.io-client';
import {
  type MadeHackathon,
  type MadeTeam,
  makeHackathon,
  makePerson,
  makeTeam,
} from '../../support/factories';
import { createWorld, PASSWORD, type World } from '../../support/world';
import { cookieOf, type RawAnswer, raw, URLENCODED } from './raw';

let world: World;
let hackathon: MadeHackathon;
let team: MadeTeam;
let cookie: string;
let evidence: string;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
  team = await makeTeam(world.db, hackathon);
  cookie = await cookieOf(world.base, team.members[0]!.login, PASSWORD);
  evidence = `/hackathons/${hackathon.slug}/evidence`;
});
afterAll(() => world.close());

const OURS = { 'Sec-Fetch-Site': 'same-origin' };
const card = { claim: 'A lot.', kind: 'law', source: 'The law', url: '', language: 'en' };
const JSON_ONLY = { Accept: 'application/json' };
const send = (to: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  raw(world.base, {
    method: 'POST',
    path: to,
    headers: { 'Content-Type': URLENCODED, Cookie: cookie, ...OURS, ...headers },
    body,
  });
const cards = async () => Number((await world.db('evidence_cards').count('* as n').first())?.n);
const crashes = () => world.logged.filter((text) => JSON.parse(text).level >= 50);

const twin = () => `${world.base}.example.org`;
const ORIGINS: [string, () => Record<string, string>, boolean][] = [
  ['same-origin', () => ({ 'Sec-Fetch-Site': 'same-origin' }), true],
  ['same-origin, no matter the Origin', () => ({ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }), true],
  ['none', () => ({ 'Sec-Fetch-Site': 'none' }), true],
  ['same-site', () => ({ 'Sec-Fetch-Site': 'same-site' }), false],
  ['same-site with our Origin', () => ({ 'Sec-Fetch-Site': 'same-site', Origin: world.base }), false],
  ['cross-site', () => ({ 'Sec-Fetch-Site': 'cross-site' }), false],
  ['cross-site with our Origin', () => ({ 'Sec-Fetch-Site': 'cross-site', Origin: world.base }), false],
  ['an unknown word', () => ({ 'Sec-Fetch-Site': 'same-origin, none', Origin: world.base }), false],
  ['another case', () => ({ 'Sec-Fetch-Site': 'Same-Origin' }), false],
  ['an empty header', () => ({ 'Sec-Fetch-Site': '', Origin: 'https://example.org' }), false],
  ['only our Origin', () => ({ Origin: world.base }), true],
  ['only a loopback twin', () => ({ Origin: world.base.replace('127.0.0.1', 'localhost') }), true],
  ['only a name that begins like ours', () => ({ Origin: twin() }), false],
  ['only our Origin with a path', () => ({ Origin: `${world.base}/` }), false],
  ['only another port', () => ({ Origin: 'http://127.0.0.1:1' }), false],
  ['only https of ours', () => ({ Origin: world.base.replace('http:', 'https:') }), false],
  ['only null', () => ({ Origin: 'null' }), false],
  ['only a Referer of ours', () => ({ Referer: `${world.base}/desk` }), false],
  ['neither', () => ({}), false],
];

describe.each(ORIGINS)('%s', (_name, headersOf, passes) => {
  const allowed = (answer: RawAnswer) => expect(answer.status).toBe(passes ? 201 : 403);

  test('a form', async () => {
    const before = await cards();
    const body = new URLSearchParams(card).toString();
    const headers = { 'Content-Type': URLENCODED, Cookie: cookie, ...JSON_ONLY, ...headersOf() };
    allowed(await raw(world.base, { method: 'POST', path: evidence, headers, body }));
    expect(await cards()).toBe(before + (passes ? 1 : 0));
  });

  test('a file: nothing reaches the disk when it is refused', async () => {
    const page = await raw(world.base, {
      path: `/teams/${team.id}/submission.json`,
      headers: { Cookie: cookie },
    });
    const { id } = JSON.parse(page.text).submission;
    const body = [
      '--edge',
      'Content-Disposition: form-data; name="file"; filename="plan.txt"',
      'Content-Type: text/plain',
      '',
      'A plan.',
      '--edge--',
      '',
    ].join('\r\n');
    const headers = {
      'Content-Type': 'multipart/form-data; boundary=edge',
      Cookie: cookie,
      ...JSON_ONLY,
      ...headersOf(),
    };
    const kept = await filesOnDisk();
    allowed(await raw(world.base, { method: 'POST', path: `/submissions/${id}/files`, headers, body }));
    if (!passes) expect(await filesOnDisk()).toEqual(kept);
  });
});

async function filesOnDisk(): Promise<string[]> {
  const all = await readdir(world.deps.config.dataDir, { recursive: true });
  return all.filter((name) => path.basename(name).length === 26).sort();
}

test.each([
  ['our origin', () => ({ Origin: world.base }), true],
  ['a loopback twin', () => ({ Origin: world.base.replace('127.0.0.1', 'localhost') }), true],
  ['no origin', () => ({}), false],
  ['null', () => ({ Origin: 'null' }), false],
  ['a name that begins like ours', () => ({ Origin: twin() }), false],
  ['another site', () => ({ Origin: 'https://example.org' }), false],
  ['another site that also says same-origin', () => ({ Origin: 'https://example.org', ...OURS }), false],
] as [string, () => Record<string, string>, boolean][])(
  'a socket from %s',
  async (_name, headersOf, passes) => {
    const socket = io(world.base, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { Cookie: cookie, ...headersOf() },
    });
    const end = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('connect_error', () => resolve(false));
    });
    socket.disconnect();
    expect(end).toBe(passes);
  },
);

const enc = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const many = (count: number) => Array.from({ length: count }, (_, index) => `f${index}=1`).join('&');
const BODIES: [string, () => string | Buffer, number[]][] = [
  ['an unknown field', () => enc({ ...card, more: '1' }), [422]],
  ['__proto__ inside', () => `${enc(card)}&claim[__proto__]=1`, [422]],
  ['constructor[prototype]', () => `${enc(card)}&constructor[prototype]=1`, [422]],
  ['a field of a text', () => `${enc(card)}&claim[constructor]=1`, [422]],
  ['four steps down', () => `${enc(card)}&a[b][c][d]=1`, [422]],
  ['a text sent twice', () => `${enc(card)}&claim=again`, [422]],
  ['the right fields in brackets', () => enc({ ...card, 'kind[]': 'law' }), [422]],
  ['600 fields', () => many(600), [413, 422]],
  ['600 kB', () => `claim=${'x'.repeat(600 * 1024)}`, [413]],
  ['NUL', () => enc({ ...card, claim: 'a\u0000b' }), [422]],
  ['control characters', () => enc({ ...card, claim: 'a\u001b[31mb' }), [422]],
  ['broken percent signs', () => `${enc({ ...card, claim: '' })}&claim=%E0%A4%A`, [422]],
  ['only separators', () => '&&&===', [422]],
  ['nothing', () => '', [422]],
];
test.each(BODIES)(
  'a body with %s: the answer is right and nothing is kept',
  async (_name, body, statuses) => {
    const before = await cards();
    for (const headers of [JSON_ONLY, { Accept: 'text/html' }] as Record<string, string>[]) {
      const answer = await send(evidence, body(), headers);
      expect(statuses).toContain(answer.status);
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
      if (headers === JSON_ONLY)
        expect(JSON.parse(answer.text)).toMatchObject({
          error: expect.any(String),
          message: expect.any(String),
        });
    }
    expect(await cards()).toBe(before);
    expect(({} as Record<string, unknown>).prototype).toBeUndefined();
  },
);

test('names that the parser drops change nothing', async () => {
  const answer = await send(evidence, `${enc(card)}&__proto__=1&=1&__proto__[claim]=2`, JSON_ONLY);
  expect([201, 422]).toContain(answer.status);
  expect(({} as Record<string, unknown>).claim).toBeUndefined();
});

test('halves of signs are made whole and stay harmless', async () => {
  const answer = await send(
    evidence,
    `${enc({ ...card, claim: '' })}`.replace('claim=', 'claim=%ED%A0%80x'),
    {
      ...JSON_ONLY,
    },
  );
  expect(answer.status).toBe(201);
  const stored = await world
    .db('evidence_cards')
    .where({ id: JSON.parse(answer.text).id })
    .first();
  expect(stored.claim.isWellFormed()).toBe(true);
});

test.each([
  ['application/json', '{"claim":"A lot."}'],
  ['text/plain', enc(card)],
  ['multipart/form-data; boundary=x', '--x--\r\n'],
  ['multipart/form-data', 'nothing'],
  ['application/x-www-form-urlencoded; charset=utf-7', enc(card)],
  ['', enc(card)],
])('a body of type “%s” is refused', async (type, body) => {
  const before = await cards();
  const answer = await send(evidence, body, { 'Content-Type': type, ...JSON_ONLY });
  expect([415, 422]).toContain(answer.status);
  expect(await cards()).toBe(before);
});

test.each(['gzip', 'deflate', 'br', 'nonsense'])(
  'a body that says it is packed (%s) and is not is refused',
  async (encoding) => {
    const answer = await send(evidence, enc(card), { 'Content-Encoding': encoding });
    expect([415, 422]).toContain(answer.status);
  },
);

const PATHS: [string, string, number[]][] = [
  ['GET', '/%E0%A4%A', [404, 400, 422]],
  ['GET', '/hackathons/%E0%A4%A', [404, 400, 422]],
  ['GET', '/teams/%00', [404]],
  ['GET', '/teams/a%2500', [404]],
  ['GET', '/teams/some/one?invite=%00', [404]],
  ['GET', '/teams/%ED%A0%80', [404, 400, 422]],
  ['GET', '/files/..%2f..%2fetc%2fpasswd', [404]],
  ['GET', '/css/..%2f..%2fpackage.json', [403, 404]],
  ['GET', '/../../package.json', [403, 404]],
  ['GET', '//example.org/%2e%2e', [404]],
  ['GET', `/teams/${'x'.repeat(8000)}`, [404]],
  ['GET', "/rooms/'%20or%201=1/messages.json", [404]],
  ['GET', '/rooms/x/messages.json?after=1e400', [404, 422]],
  ['GET', '/hackathons?lang[]=x', [200]],
  ['GET', '/hackathons?lang=xx&lang=ar&lang[a]=nl', [200]],
  ['GET', '/hackathons?lang=__proto__', [200]],
  ['GET', `/hackathons?${'a=1&'.repeat(2500)}`, [200]],
  ['GET', '/hackathons?%E0%A4%A=%', [200]],
  ['GET', '/login?next=//example.org', [302, 303, 200]],
  ['PUT', '/hackathons', [404, 405]],
  ['DELETE', '/hackathons', [404, 405]],
  ['PATCH', '/login', [404, 405]],
  ['TRACE', '/', [404, 405]],
  ['PROPFIND', '/', [404, 405]],
  ['OPTIONS', '/hackathons', [200, 204, 404]],
  ['HEAD', '/hackathons', [200]],
];
test.each(PATHS)('%s %s', async (method, to, statuses) => {
  for (const who of [{}, { Cookie: cookie }] as Record<string, string>[]) {
    const answer = await raw(world.base, { method, path: to, headers: { ...OURS, ...who } });
    const signInFirst = !('Cookie' in who) && /^\/(files|rooms)\//.test(to) ? [302, 401] : [];
    expect([...statuses, ...signInFirst]).toContain(answer.status);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  }
});

test.each([
  'sid=s%3Anot-signed',
  'sid=%E0%A4%A',
  'sid=',
  'sid=j%3A%7B%22a%22%3A1%7D',
  'lang=%E0%A4%A; said=%E0%A4%A',
  'said=__proto__.said.x',
  'said=teams.said.constructor',
  'lang=__proto__',
  ';;;===,,,',
  `sid=${'x'.repeat(8000)}`,
  `sid=s%3A${'a'.repeat(32)}.${'b'.repeat(43)}`,
])('the cookie %p is nobody', async (bad) => {
  const page = await raw(world.base, { path: '/hackathons', headers: { Cookie: bad } });
  expect(page.status).toBe(200);
  expect(page.text).not.toContain('action="/logout"');
  expect((await raw(world.base, { path: '/desk', headers: { Cookie: bad } })).status).toBe(302);
});

test('another Host and X-Forwarded-* never reach a link, a cookie or a limit', async () => {
  const evil = {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-For': '203.0.113.9',
    Forwarded: 'host=evil.example;proto=https',
  };
  const organiser = await cookieOf(world.base, hackathon.organiser.login, PASSWORD);
  const headers = { 'Content-Type': URLENCODED, Cookie: organiser, ...OURS, ...evil };
  const invited = await raw(world.base, {
    method: 'POST',
    path: `/hackathons/${hackathon.slug}/invitations`,
    headers: { ...headers, ...JSON_ONLY },
    body: 'role=expert&uses=1',
  });
  expect(invited.status).toBe(201);
  const pages = [
    '/',
    '/hackathons',
    '/desk',
    `/hackathons/${hackathon.slug}`,
    JSON.parse(invited.text).location,
  ];
  for (const to of pages) {
    const page = await raw(world.base, { path: to, headers: { ...evil, Cookie: organiser } });
    expect([page.status, page.text.includes('evil.example')]).toEqual([200, false]);
    expect(JSON.stringify(page.headers)).not.toMatch(/evil\.example|Secure|strict-transport/i);
  }
  // The Host of a forged page is no proof of origin either.
  const { Host, ...others } = headers;
  const forged = { ...others, Host, 'Sec-Fetch-Site': 'cross-site', Origin: 'http://evil.example' };
  expect((await raw(world.base, { method: 'POST', path: '/logout', headers: forged, body: '' })).status).toBe(
    403,
  );
  // Eleven wrong passwords from eleven pretended addresses are eleven from one.
  const { login } = await makePerson(world.db);
  const statuses = [];
  for (let index = 0; index < 11; index++) {
    const tried = await raw(world.base, {
      method: 'POST',
      path: '/login',
      headers: { 'Content-Type': URLENCODED, ...OURS, ...JSON_ONLY, 'X-Forwarded-For': `203.0.113.${index}` },
      body: enc({ login, password: 'wrong' }),
    });
    statuses.push(tried.status);
  }
  expect(statuses).toEqual([...Array(10).fill(422), 429]);
});

afterAll(() => expect(crashes()).toEqual([]));
