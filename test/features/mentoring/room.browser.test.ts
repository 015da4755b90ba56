// The room in a real browser: two people talk, a broken connection loses nothing, and nothing is sent as
// somebody else.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { postMessage } from '../../../src/features/messages/messages.actions';
import type { Person } from '../../../src/web/request';
import { closeBrowser, phone, seriousFaults } from '../../support/browser';
import { type MadeHackathon, type MadePerson, type MadeTeam, makeAdviser } from '../../support/factories';
import { lineOf, signIn, twoInARoom } from '../../support/phones';
import { createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let team: MadeTeam;
let heron: MadePerson;
let fox: MadePerson;
let roomId: string;
const pictures = process.env.ROOM_PICTURES;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '100' });
  ({ hackathon, team, heron, fox, roomId } = await twoInARoom(world));
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

const say = (by: MadePerson, body: string) =>
  postMessage(world.deps, by as unknown as Person, { roomId, clientId: randomUUID(), body });

interface Opened {
  page: Page;
  context: BrowserContext;
  offline(off: boolean): Promise<void>;
}

async function open(person: MadePerson, device = {}): Promise<Opened> {
  const { page, context } = await phone(world.base, device);
  const offline = await lineOf(context);
  await signIn(page, person);
  await page.goto(`/teams/${team.id}/room`);
  return { page, context, offline };
}

const live = (page: Page) => page.waitForSelector('.talk[data-state=live]');

async function write(page: Page, body: string): Promise<void> {
  await page.fill('#compose-body', body);
  await page.click('[data-compose] button');
}

const bodies = () => world.db('entries').where({ room_id: roomId }).orderBy('seq').pluck('body');

test('two people talk: what one writes stands on the page of the other, as text', async () => {
  const one = await open(heron);
  const two = await open(fox, { locale: 'ar' });
  await live(one.page);
  await live(two.page);
  await one.page.locator('#compose-body').pressSequentially('<b>Hel');
  await two.page.waitForSelector('[data-typing]:not([hidden])');
  expect(await two.page.textContent('[data-typing]')).toContain('Blue Heron');
  await write(one.page, '<b>Hello</b>');
  await two.page.waitForSelector('.msg.other .bubble');
  expect(await two.page.textContent('.msg.other .bubble')).toBe('<b>Hello</b>');
  expect(await two.page.locator('.msg.other .face svg').count()).toBe(1);
  await one.page.waitForSelector('.msg.mine:not(.waits) .state');
  expect(await one.page.textContent('.msg.mine .state')).toMatch(/Saved, \d\d:\d\d/);
  expect(await one.page.locator('.waits').count()).toBe(0);
  await write(two.page, 'مرحبًا');
  await one.page.waitForSelector('.msg.other .bubble');
  expect(await one.page.textContent('.msg.other .who')).toContain('Copper Fox');
  expect(await one.page.textContent('[data-slot=here]')).toBe('2 here now');
  await two.context.close();
  await one.page.waitForFunction(
    () => document.querySelector('[data-slot=here]')!.textContent === '1 here now',
  );
  await one.context.close();
});

test('without a connection messages wait, say so, and are sent once when it is back', async () => {
  const { page, context, offline } = await open(heron);
  await live(page);
  const before = (await bodies()).length;
  await offline(true);
  await page.waitForSelector('[data-offline]:not([hidden])');
  await write(page, 'We can call two clubs tomorrow.');
  await write(page, 'Who can do that in Dutch?');
  await page.waitForFunction(
    () => document.querySelector('.waits [data-slot=why]')?.textContent === 'Waits for the connection',
  );
  expect(await page.textContent('[data-slot=here]')).toMatch(/^\d here at \d\d:\d\d$/);
  if (pictures) await page.screenshot({ path: `${pictures}/room-offline-360.png` });
  await say(fox, 'Written while the other was away.');
  await offline(false);
  await page.waitForFunction(() => document.querySelectorAll('.waits').length === 0, undefined, {
    timeout: 60_000,
  });
  expect((await bodies()).slice(before)).toEqual([
    'Written while the other was away.',
    'We can call two clubs tomorrow.',
    'Who can do that in Dutch?',
  ]);
  await page.waitForSelector('text=Written while the other was away.');
  const shown = await page.locator('[data-log] .bubble').allTextContents();
  expect(shown).toEqual(await bodies());
  await context.close();
});

test('what one person queued on a shared phone is never sent as another', async () => {
  const { page, context, offline } = await open(heron);
  await live(page);
  const before = await bodies();
  await offline(true);
  await page.waitForSelector('[data-offline]:not([hidden])');
  await write(page, 'Only in the name of the heron.');
  // The phone changes hands: another tab signs somebody else in, the page of the first is still open.
  await context.clearCookies();
  await offline(false);
  const second = await context.newPage();
  await signIn(second, fox);
  await second.goto(`/teams/${team.id}/room`);
  await live(second);
  await pause(3_000);
  expect(await bodies()).toEqual(before);
  expect(await second.locator('.waits').count()).toBe(0);
  await context.clearCookies();
  await signIn(second, heron);
  await second.goto(`/teams/${team.id}/room`);
  await second.waitForSelector('.msg.mine:not(.waits) >> text=Only in the name of the heron.');
  expect(await bodies()).toEqual([...before, 'Only in the name of the heron.']);
  await context.close();
});

test('where sockets are refused or swallowed, or their script is, the page talks by plain requests', async () => {
  const ways = ['refused', 'swallowed', 'without the script'];
  const pages = await Promise.all(
    ways.map(async (way) => {
      const { page } = await phone(world.base);
      await page.routeWebSocket(/./, (socket) => {
        if (way === 'refused') void socket.close();
      });
      if (way === 'without the script') await page.route('**/vendor/**', (route) => route.abort());
      await signIn(page, heron);
      await page.goto(`/teams/${team.id}/room`);
      await page.waitForSelector('.talk[data-state=slow]');
      return page;
    }),
  );
  for (const [n, way] of ways.entries()) {
    await write(pages[n]!, `Through the small door: ${way}.`);
    await pages[n]!.waitForSelector(`.msg.mine:not(.waits) >> text=Through the small door: ${way}.`);
  }
  await say(fox, 'And back.');
  for (const page of pages) await page.waitForSelector('.msg.other >> text=And back.');
  expect((await bodies()).slice(-4)).toEqual([
    ...ways.map((way) => `Through the small door: ${way}.`),
    'And back.',
  ]);
  for (const page of pages) await page.context().close();
});

test('changes and withdrawals reach open pages, and an expert is known by the badge', async () => {
  const adviser = await makeAdviser(world.db, hackathon, team);
  await world.db('people').where({ id: adviser.id }).update({ display_name: 'Ilse Vermaak' });
  await world.db('roles').where({ person_id: adviser.id }).update({ subject: 'city money' });
  const { page, context } = await open(fox);
  await live(page);
  const { id } = await say(adviser, 'Who pays the club?');
  const line = page.locator(`#m-${id}`);
  await line.waitFor();
  const agent = await world.as(adviser.login);
  await agent.post(`/messages/${id}/edit`).type('form').send({ body: 'Who pays the trainer?' });
  await page.waitForSelector('text=Who pays the trainer?');
  expect(await line.textContent()).toContain('changed');
  expect(await line.textContent()).toContain('Expert: city money');
  await agent.post(`/messages/${id}/withdrawal`).type('form').send({});
  await page.waitForSelector('text=This message was taken back.');
  expect(await page.content()).not.toContain('Who pays');
  await context.close();
});

/** By keyboard alone: on to the field, the words, on to the button. */
async function writeByKeyboard(page: Page, body: string): Promise<void> {
  const at = () =>
    page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute('type'));
  const tabTo = async (wanted: string) => {
    for (let steps = 0; (await at()) !== wanted; steps += 1) {
      if (steps > 150) throw new Error(`the keyboard does not reach ${wanted}`);
      await page.keyboard.press('Tab');
    }
  };
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await tabTo('compose-body');
  await page.keyboard.type(body);
  await tabTo('submit');
  await page.keyboard.press('Enter');
}

test('three in one room: a phone in a tunnel, an expert in Arabic by keyboard, and a page without scripts', async () => {
  const expert = await makeAdviser(world.db, hackathon, team);
  await world.db('people').where({ id: expert.id }).update({ locale: 'ar' });
  const before = await bodies();
  const mine = await open(heron);
  const hers = await open(expert, { locale: 'ar' });
  const plain = await open(fox, { javaScript: false });
  await Promise.all([live(mine.page), live(hers.page)]);
  expect(await hers.page.getAttribute('html', 'dir')).toBe('rtl');
  expect(await hers.page.getByRole('log').count()).toBe(1);
  expect(await seriousFaults(hers.page)).toEqual([]);

  await plain.page.fill('#compose-body', 'Without a script');
  await plain.page.click('.compose button[type=submit]');
  await Promise.all(
    [mine, hers].map(({ page }) => page.waitForSelector('[data-log] >> text=Without a script')),
  );

  await mine.offline(true);
  await mine.page.waitForSelector('[data-offline]:not([hidden])');
  await write(mine.page, 'From the tunnel');
  await writeByKeyboard(hers.page, 'اسألوا البلدية أولاً');
  await hers.page.waitForSelector('[data-log] >> text=اسألوا البلدية');
  await mine.offline(false);
  await Promise.all(
    [mine, hers].map(({ page }) => page.waitForSelector('[data-log] >> text=From the tunnel')),
  );

  const said = [...before, 'Without a script', 'اسألوا البلدية أولاً', 'From the tunnel'];
  expect(await bodies()).toEqual(said);
  await plain.page.reload();
  for (const { page } of [mine, hers, plain]) {
    const shown = (await page.locator('[data-log] .bubble').allTextContents()).map((text) => text.trim());
    expect(shown.slice(-3)).toEqual(said.slice(-3));
  }
  for (const { context } of [mine, hers, plain]) await context.close();
});

test('pictures: no page scrolls sideways and none has a serious fault', async () => {
  const adviser = await makeAdviser(world.db, hackathon, team);
  await world.db('people').where({ id: adviser.id }).update({ display_name: 'Ilse Vermaak' });
  await world.db('roles').where({ person_id: adviser.id }).update({ subject: 'city money' });
  await say(fox, 'أوافق. في ساعة واحدة لا تتعرف على أحد.');
  const agent = await world.as(heron.login);
  const asked = await agent
    .post(`/teams/${team.id}/help-requests`)
    .type('form')
    .set('Accept', 'application/json')
    .send({ topic: 'What does it cost?', language: 'en' });
  const expert = await world.as(adviser.login);
  await say(adviser, 'Good idea. Who pays the club? Ask first: what does a club need for ten new people?');
  for (const [locale, width] of [
    ['en', 360],
    ['ar', 360],
    ['nl', 1280],
  ] as const) {
    const { page, context } = await open(heron, { width, height: width === 360 ? 760 : 980 });
    await page.goto(`/teams/${team.id}/room?lang=${locale}`);
    await live(page);
    await pause(300);
    if (pictures) await page.screenshot({ path: `${pictures}/room-${locale}-${width}.png` });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect([locale, over]).toEqual([locale, 0]);
    expect(await seriousFaults(page)).toEqual([]);
    await context.close();
  }
  const { page, context } = await open(heron, { width: 1280, height: 980 });
  await page.goto(`/teams/${team.id}/room?lang=en`);
  await live(page);
  await page.waitForSelector('.help.asked');
  await expert.post(`/help-requests/${asked.body.id}/claim`).type('form').send({});
  await page.waitForSelector('.help.claimed');
  expect(await page.textContent('.help.claimed')).toContain('Ilse Vermaak helps you');
  if (pictures) await page.screenshot({ path: `${pictures}/room-en-1280.png` });
  await context.close();
  const desk = await open(adviser, { width: 360 });
  await desk.page.goto(`/hackathons/${hackathon.slug}/help-requests`);
  if (pictures) await desk.page.screenshot({ path: `${pictures}/queue-360.png` });
  await desk.page.goto(`/teams/${team.id}/room?lang=nl`);
  await live(desk.page);
  if (pictures) await desk.page.screenshot({ path: `${pictures}/room-expert-360.png` });
  expect(await seriousFaults(desk.page)).toEqual([]);
  await desk.context.close();
});
