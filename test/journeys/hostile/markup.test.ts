// Markup, templates and direction signs in every field of every form: they come out as the text they are, on
// every page, in a browser too.
import { fillDemo } from '../../../src/demo/fill';
import { DEMO_PASSWORD } from '../../../src/demo/player';
import { translator } from '../../../src/i18n/locales';
import { closeBrowser, phone } from '../../support/browser';
import { type Agent, createWorld, type World } from '../../support/world';
import { crawl, decoded, formsOf, madeOfText, type Page } from './pages';
import { PAYLOADS } from './payloads';
import { cookieOf } from './raw';

const CAST = [
  'participant-1',
  'participant-20',
  'expert-1',
  'juror-1',
  'organiser',
  'authority',
  'moderator',
];
const STARTS = ['/desk', '/', '/hackathons', '/account'];
const H = '/hackathons/our-city';

let world: World;
const agents = new Map<string, Agent>();
const used = new Set<string>();
let next = 0;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  await fillDemo(world.deps);
  for (const login of CAST) agents.set(login, await signedIn(login));
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

async function signedIn(login: string): Promise<Agent> {
  const agent = world.visitor();
  const answer = await agent.post('/login').type('form').send({ login, password: DEMO_PASSWORD });
  if (answer.status !== 303) throw new Error(`${login}: ${answer.status}`);
  return agent;
}

const teamOf = (login: string) =>
  world
    .db('memberships as m')
    .join('people as p', 'p.id', 'm.person_id')
    .join('hackathons as h', 'h.id', 'm.hackathon_id')
    .where({ login, slug: 'our-city' })
    .whereNull('m.ended_at')
    .first();

const send = (agent: Agent, to: string, fields: object) =>
  agent.post(to).type('form').set('Accept', 'application/json').send(fields);

/** One that fits; long fields get several at once. */
function payload(max: number): string {
  const first = PAYLOADS[next++ % PAYLOADS.length]!;
  const all =
    max >= 400 ? [first, PAYLOADS[next++ % PAYLOADS.length]!, 'A whole sentence. And one more.'] : [first];
  return all.join(' ').slice(0, max);
}

test('forty people whose names, cards, teams and requests are payloads', async () => {
  const wrong: string[] = [];
  for (const [index, text] of PAYLOADS.entries()) {
    const agent = world.visitor();
    const name = text.slice(0, 60);
    const made = await send(agent, '/accounts', {
      display_name: name,
      login: `hostile-${index}`,
      password: 'a long hostile password',
      accept_rules: 'on',
      locale: ['en', 'nl', 'ar'][index % 3],
    });
    const steps = [
      made,
      await send(agent, `${H}/participation`, { age: 'within' }),
      await send(agent, `${H}/evidence`, {
        claim: text,
        kind: 'law',
        source: text,
        url: `https://example.org/?q=${encodeURIComponent(text)}&r="><b>`,
        language: 'en',
      }),
      ...(index % 2 === 0
        ? [
            await send(agent, `${H}/teams`, {
              name: `${index} ${text}`.slice(0, 60),
              pitch: text,
              challenge: 'forty-hours',
              languages: 'en',
              joining: 'request',
            }),
          ]
        : []),
    ];
    for (const step of steps)
      if (![200, 201].includes(step.status)) wrong.push(`${text}: ${step.status} ${step.text.slice(0, 200)}`);
  }
  expect(wrong).toEqual([]);
  const captain = await world.db('memberships').whereNull('ended_at').orderBy('joined_at', 'desc').first();
  for (let index = 1; index < PAYLOADS.length; index += 2) {
    const agent = world.visitor();
    await send(agent, '/login', { login: `hostile-${index}`, password: 'a long hostile password' });
    const asked = await send(agent, `/teams/${captain.team_id}/requests`, { motivation: PAYLOADS[index] });
    expect([200, 201]).toContain(asked.status);
  }
});

test('every part of a proposal', async () => {
  const agent = agents.get('participant-1')!;
  const { team_id: id } = await teamOf('participant-1');
  const { submission } = (await agent.get(`/teams/${id}/submission.json`)).body;
  const keys = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];
  const fields = keys.flatMap((key, index) => [
    [`section[${key}]`, PAYLOADS.slice(index * 6, index * 6 + 6).join('\n')],
    [`version[${key}]`, String(submission.sections[key]?.version ?? 0)],
  ]);
  const saved = await send(agent, `/submissions/${submission.id}/draft`, Object.fromEntries(fields));
  expect([saved.status, saved.body.error]).toEqual([200, undefined]);
});

test('every form of every page takes payloads as text, or refuses them', async () => {
  const filled = new Set<string>();
  const accepted = new Set<string>();
  const wrong: string[] = [];
  for (const [login, agent] of agents) {
    const pages = await crawl(agent, STARTS, 60, 2);
    for (const page of pages) {
      for (const form of formsOf(page.html, page.path)) {
        const kind = form.action.replace(/[0-9a-z]{26}/g, ':id');
        const times = [...filled].filter((one) => one.startsWith(`${login} ${kind} `)).length;
        const texts = form.fields.filter((field) => field.kind === 'text');
        if (/^\/(login|logout|accounts|sign-up|recovery|account\/password)/.test(kind)) continue;
        if (texts.length === 0 || times >= 3) continue;
        filled.add(`${login} ${kind} ${times}`);
        const body: Record<string, string> = {};
        for (const field of form.fields)
          body[field.name] =
            field.kind === 'text' &&
            !/^(slug|starts_on|zone|opens_at|closes_at|uses|hours|weight|balanced)$/.test(field.name)
              ? payload(field.max)
              : field.value;
        if ('slug' in body) body.slug = `made-${next}`;
        if ('url' in body) body.url = 'https://example.org/"><script>__xss=1</script>';
        const answer = await agent.post(form.action).type('form').set('Accept', 'text/html').send(body);
        if (answer.status >= 500) wrong.push(`${kind} as ${login}: ${answer.status}`);
        if (answer.status === 303) accepted.add(kind);
        if (answer.type === 'text/html')
          for (const found of madeOfText(answer.text)) wrong.push(`${kind} as ${login}: ${found}`);
      }
    }
  }
  used.clear();
  for (const one of accepted) used.add(one.replace(/^\/hackathons\/[^/]+/, '/hackathons/:h'));
  expect(wrong).toEqual([]);
  // The forms that must have let something in, or this test looks at nothing.
  const needed = [
    '/rooms/:id/messages',
    '/teams/:id/help-requests',
    '/submissions/:id/feedback',
    '/hackathons/:h/evidence',
    '/hackathons/:h/invitations',
    '/hackathons/:h/criteria',
    '/hackathons/:h/challenges',
    '/sheets/:id',
    '/account/name',
  ];
  expect(needed.filter((kind) => !used.has(kind))).toEqual([]);
});

function faultsOf(pages: Page[], who: string): string[] {
  const wrong: string[] = [];
  for (const { path, status, html, policy } of pages) {
    if (status >= 500) wrong.push(`${who} ${path}: ${status}`);
    if (!policy.includes("default-src 'none'")) wrong.push(`${who} ${path}: no policy`);
    if (!html.startsWith('<!doctype')) continue;
    for (const found of madeOfText(html)) wrong.push(`${who} ${path}: ${found}`);
  }
  return wrong;
}

test('no page anywhere has an element, an attribute or an address made of what people typed', async () => {
  const wrong: string[] = [];
  let count = 0;
  let all = '';
  for (const [login, agent] of [['visitor', world.visitor()] as const, ...agents]) {
    const pages = await crawl(agent, STARTS, 60, 4);
    count += pages.length;
    all += pages.map((page) => decoded(page.html)).join('\n');
    wrong.push(...faultsOf(pages, login));
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(300);
  // They are there, as the text they are.
  for (const text of ['<script>__xss=1</script>', '<%= process.exit() %>', '{{count}} $t(frame.signIn)'])
    expect(all).toContain(text);
});

test('a name with turning signs leaves the sentence around it as it was', () => {
  const welcome = (name: string) => translator('en')('accounts.codes.welcome', { name });
  expect(welcome('a\u2069\u202Eb')).toBe(welcome('ab'));
  expect(welcome('سلام\u2069\u202E')).toBe(welcome('سلام'));
  expect(welcome('\u2068سلام\u2069')).toContain('سلام');
});

test('in a browser nothing runs and nothing breaks the policy', async () => {
  const { team_id: ours } = await teamOf('participant-1');
  const tours: Record<string, string[]> = {
    'participant-1': [
      '/desk',
      `/teams/${ours}`,
      `/teams/${ours}/room`,
      `/teams/${ours}/submission`,
      `${H}/teams`,
    ],
    'expert-1': [`${H}/help-requests`, `${H}/evidence`, `/teams/${ours}/room`],
    organiser: [`${H}/people`, `${H}/steps`, `${H}/criteria`, `${H}/people-without-team`, H],
    'juror-1': ['/hackathons/second-round/jury', '/desk'],
  };
  const wrong: string[] = [];
  for (const [login, paths] of Object.entries(tours)) {
    const { context, page } = await phone(world.base);
    const value = /sid=([^;]+)/.exec(await cookieOf(world.base, login, DEMO_PASSWORD))![1]!;
    await context.addCookies([{ name: 'sid', value, url: world.base }]);
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/i.test(message.text()))
        wrong.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => wrong.push(`${page.url()}: ${error.message}`));
    page.on('dialog', (dialog) => {
      wrong.push(`${page.url()}: a dialog`);
      void dialog.dismiss();
    });
    for (const path of paths) {
      await page.goto(path, { waitUntil: 'load' });
      await page.waitForTimeout(300);
      const ran = await page.evaluate(() => '__xss' in globalThis);
      const foreign = await page.evaluate(
        () =>
          document.querySelectorAll('img[src="x"],iframe,base,style,[onerror],[onfocus],[onclick]').length,
      );
      if (ran || foreign > 0) wrong.push(`${path}: ${ran} ${foreign}`);
      if (new URL(page.url()).pathname !== path) wrong.push(`${path} led to ${page.url()}`);
    }
    await context.close();
  }
  expect(wrong).toEqual([]);
});
