import { type MadeHackathon, type MadeTeam, makeHackathon, makeTeam } from '../../support/factories';
import { createWorld, PASSWORD, type World } from '../../support/world';
import { cookieOf, raw, URLENCODED } from './raw';

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
  ['OPTIONS', '/hackathons', [204]],
  ['OPTIONS', '/nowhere', [404]],
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

test('OPTIONS says what a path can do, and does nothing', async () => {
  const allowed = async (to: string) =>
    (await raw(world.base, { method: 'OPTIONS', path: to, headers: OURS })).headers.allow;
  expect(await allowed('/hackathons')).toBe('GET, HEAD, POST');
  expect(await allowed('/desk')).toBe('GET, HEAD');
  expect(await allowed('/logout')).toBe('POST');
  expect(await allowed('/nowhere')).toBeUndefined();
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

afterAll(() => expect(crashes()).toEqual([]));
