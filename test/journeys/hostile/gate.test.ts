// Forged requests: other origins on forms, files and sockets, another Host, pretended addresses. Refused before
// anything of them is read, and nothing of them is kept.
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
