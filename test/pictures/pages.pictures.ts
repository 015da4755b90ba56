// Takes every page of the demo at 360 and 1280 px, in three languages, light and dark, into pictures/.
// PICTURES=desk,room takes only those; the folder is ignored by git. CHOSEN=yes renews docs/pictures from them.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { fillDemo } from '../../src/demo/fill';
import { ROOT } from '../../src/root';
import { closeBrowser, phone } from '../support/browser';
import { createWorld, type World } from '../support/world';
import { keepChosen } from './chosen';

const FOLDER = path.join(ROOT, 'pictures');
const CITY = '/hackathons/our-city';

interface Page {
  name: string;
  path: string;
  as?: string;
}

let world: World;

beforeAll(async () => {
  world = await createWorld({ DEMO: 'on' });
  await fillDemo(world.deps);
  mkdirSync(FOLDER, { recursive: true });
});

afterAll(async () => {
  await closeBrowser();
  await world.close();
});

async function pages(): Promise<Page[]> {
  const { db } = world;
  const team = await db('memberships as m')
    .join('people as p', 'p.id', 'm.person_id')
    .join('hackathons as h', 'h.id', 'm.hackathon_id')
    .where({ 'p.login': 'participant-1', 'h.slug': 'our-city' })
    .first('m.team_id');
  const sheet = await db('sheets as s')
    .join('people as p', 'p.id', 's.juror_id')
    .where({ 'p.login': 'juror-1' })
    .whereNull('s.handed_in_at')
    .first('s.id');
  const answer = await db('recommendations').first('id');
  const finished = await db('teams as t')
    .join('hackathons as h', 'h.id', 't.hackathon_id')
    .join('memberships as m', 'm.team_id', 't.id')
    .join('people as p', 'p.id', 'm.person_id')
    .where('h.slug', 'first-voices')
    .first('t.id', 'p.login');
  return [
    { name: 'front', path: '/' },
    { name: 'sign-up', path: '/sign-up' },
    { name: 'login', path: '/login' },
    { name: 'hackathons', path: '/hackathons' },
    { name: 'hackathon', path: CITY },
    { name: 'challenge', path: `${CITY}/challenges/forty-hours` },
    { name: 'steps', path: `${CITY}/steps`, as: 'organiser' },
    { name: 'people', path: `${CITY}/people`, as: 'organiser' },
    { name: 'criteria', path: `${CITY}/criteria` },
    { name: 'join', path: `${CITY}/participation`, as: 'authority' },
    { name: 'teams', path: `${CITY}/teams`, as: 'participant-20' },
    { name: 'team', path: `/teams/${team.team_id}`, as: 'participant-1' },
    { name: 'evidence', path: `${CITY}/evidence`, as: 'participant-20' },
    { name: 'desk', path: '/desk', as: 'participant-1' },
    { name: 'desk-alone', path: '/desk', as: 'participant-20' },
    { name: 'desk-expert', path: '/desk', as: 'expert-1' },
    { name: 'desk-juror', path: '/desk', as: 'juror-1' },
    { name: 'desk-organiser', path: '/desk', as: 'organiser' },
    { name: 'desk-authority', path: '/desk', as: 'authority' },
    { name: 'room', path: `/teams/${team.team_id}/room`, as: 'participant-1' },
    { name: 'help', path: `${CITY}/help-requests`, as: 'expert-2' },
    { name: 'proposal', path: `/teams/${team.team_id}/submission`, as: 'participant-1' },
    { name: 'jury', path: '/hackathons/second-round/jury', as: 'juror-1' },
    { name: 'sheet', path: `/sheets/${sheet?.id}`, as: 'juror-1' },
    { name: 'assignments', path: '/hackathons/second-round/assignments', as: 'organiser' },
    { name: 'results', path: '/hackathons/first-voices/results' },
    { name: 'feedback', path: `/teams/${finished?.id}/feedback`, as: finished?.login },
    { name: 'answer', path: `/recommendations/${answer?.id}` },
    { name: 'account', path: '/account', as: 'participant-1' },
    { name: 'not-found', path: '/nothing-here' },
  ];
}

async function signIn(context: BrowserContext, login: string): Promise<void> {
  const answer = await context.request.post('/login', {
    form: { login, password: 'inquiry-lab-demo' },
    headers: { 'Sec-Fetch-Site': 'same-origin', Accept: 'application/json' },
  });
  if (!answer.ok()) throw new Error(`${login} could not sign in`);
}

test('pictures', async () => {
  const asked = process.env.PICTURES?.split(',');
  const wanted = (await pages()).filter((page) => !asked || asked.includes(page.name));
  const people = [...new Set(wanted.map((page) => page.as))];
  for (const width of [360, 1280]) {
    for (const dark of [false, true]) {
      for (const login of people) {
        const { context, page } = await phone(world.base, { width, height: width === 360 ? 760 : 900, dark });
        if (login) await signIn(context, login);
        for (const one of wanted.filter((each) => each.as === login)) {
          for (const locale of ['en', 'nl', 'ar']) {
            await page.goto(`${one.path}${one.path.includes('?') ? '&' : '?'}lang=${locale}`);
            const file = `${one.name}-${width}-${locale}${dark ? '-dark' : ''}.png`;
            // A screen as high as the page: bars that stay at the edge stand at its end. A room fills a screen.
            const screen = width === 360 ? 760 : 900;
            const whole = await page.evaluate(() => document.documentElement.scrollHeight);
            const height = one.name === 'room' ? screen : Math.max(screen, whole);
            await page.setViewportSize({ width, height });
            await page.screenshot({ path: path.join(FOLDER, file) });
            await page.setViewportSize({ width, height: screen });
          }
        }
        await context.close();
      }
    }
  }
  if (process.env.CHOSEN) await keepChosen(FOLDER, path.join(ROOT, 'docs', 'pictures'));
});
