// What is written without a line, in a real browser: kept on the phone for one person, sent once and in order,
// gone when they sign out; and a page that finds back by itself after a restart of the server.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { postMessage } from '../../../src/features/messages/messages.actions';
import { newId } from '../../../src/ids';
import type { Person } from '../../../src/web/request';
import { closeBrowser, phone } from '../../support/browser';
import type { MadePerson, MadeTeam } from '../../support/factories';
import { lineOf, signIn, twoInARoom } from '../../support/phones';
import { createWorld, type World } from '../../support/world';

let world: World;
let team: MadeTeam;
let heron: MadePerson;
let fox: MadePerson;
let roomId: string;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '100' });
  ({ team, heron, fox, roomId } = await twoInARoom(world));
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

const bodies = () => world.db('entries').where({ room_id: roomId }).orderBy('seq').pluck('body');
const live = (page: Page) => page.waitForSelector('.talk[data-state=live]');
const say = (by: MadePerson, body: string) =>
  postMessage(world.deps, by as unknown as Person, { roomId, clientId: randomUUID(), body });

/** Looks again and again until it is so; the last look decides. */
async function becomes<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  for (let n = 0; n < 100 && JSON.stringify(await look()) !== JSON.stringify(wanted); n++) await pause(50);
  expect(await look()).toEqual(wanted);
}

/** A phone whose line can be cut. */
async function device() {
  const { context, page } = await phone(world.base);
  return { context, page, offline: await lineOf(context) };
}

const toRoom = async (page: Page) => {
  await page.goto(`/teams/${team.id}/room`);
  await live(page);
};

async function write(page: Page, ...said: string[]): Promise<void> {
  for (const body of said) {
    await page.fill('#compose-body', body);
    await page.click('[data-compose] button[type=submit]');
  }
}

const waiting = (page: Page) => page.locator('.waits .bubble').allTextContents();
const offlineSaid = (page: Page) => page.waitForSelector('[data-offline]:not([hidden])');
const nothingWaits = (page: Page) => page.waitForFunction(() => document.querySelector('.waits') === null);

/** What the browser keeps, of whoever it is. */
const keptIn = (page: Page): Promise<{ body: string; person: string }[]> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const asked = indexedDB.open('inquiry-lab');
        asked.onerror = () => reject(asked.error);
        asked.onsuccess = () => {
          const db = asked.result;
          if (!db.objectStoreNames.contains('waiting')) return resolve([]);
          const all = db.transaction('waiting').objectStore('waiting').getAll();
          all.onsuccess = () => {
            db.close();
            resolve(all.result);
          };
        };
      }),
  );

test('two tabs without a line write in turns; a third finds it all and each message is sent once, in order', async () => {
  const { context, page, offline } = await device();
  await signIn(page, heron);
  await toRoom(page);
  const second = await context.newPage();
  await toRoom(second);
  const before = await bodies();
  await offline(true);
  await Promise.all([offlineSaid(page), offlineSaid(second)]);
  await write(page, 'one', 'two');
  await becomes(async () => (await keptIn(page)).length, 2);
  await write(second, 'three');
  await becomes(async () => (await keptIn(page)).length, 3);
  await write(page, 'four');
  await becomes(async () => (await keptIn(page)).length, 4);
  expect((await keptIn(page)).map((one) => [one.person, one.body])).toEqual(
    ['one', 'two', 'three', 'four'].map((body) => [heron.id, body]),
  );
  // The tab that wrote most is gone before there is a line again.
  await page.close({ runBeforeUnload: false });
  await say(fox, 'meanwhile');
  await offline(false);
  const third = await context.newPage();
  await toRoom(third);
  await Promise.all([nothingWaits(second), nothingWaits(third)]);
  const all = [...before, 'meanwhile', 'one', 'two', 'three', 'four'];
  expect(await bodies()).toEqual(all);
  for (const open of [second, third]) {
    await open.waitForSelector('[data-log] >> text=four');
    expect(await open.locator('[data-log] .bubble').allTextContents()).toEqual(all);
  }
  await becomes(() => keptIn(third), []);
  await context.close();
});

test('signing out asks first, then deletes what waits; another account on the phone neither sees nor sends it', async () => {
  const { context, page, offline } = await device();
  await signIn(page, heron);
  await toRoom(page);
  const before = await bodies();
  await offline(true);
  await offlineSaid(page);
  await write(page, 'never sent');
  await becomes(async () => (await keptIn(page)).length, 1);
  await page.close({ runBeforeUnload: false });
  await offline(false);
  const home = await context.newPage();
  await home.goto('/account');
  const asked: string[] = [];
  home.once('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  const out = home.locator('main form[action="/logout"] button');
  await out.click();
  await becomes(async () => asked.map((text) => text.includes('not sent yet')), [true]);
  await home.reload();
  expect(await keptIn(home)).toHaveLength(1);
  home.once('dialog', (dialog) => void dialog.accept());
  await Promise.all([home.waitForURL((url) => !url.pathname.startsWith('/account')), out.click()]);
  await becomes(() => keptIn(home), []);
  await signIn(home, fox);
  await toRoom(home);
  expect(await waiting(home)).toEqual([]);
  expect(await bodies()).toEqual(before);
  await context.close();
});

test('a browser that keeps nothing says so, asks before the page is left, and sends from memory', async () => {
  const { context, page, offline } = await device();
  await context.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get: () => {
        throw new Error('not in this mode');
      },
    });
  });
  await signIn(page, heron);
  await toRoom(page);
  const before = await bodies();
  await offline(true);
  await offlineSaid(page);
  await write(page, 'held in memory', 'this one too');
  await page.waitForSelector('.waits >> text=leave this page open');
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await offline(false);
  await nothingWaits(page);
  expect(await bodies()).toEqual([...before, 'held in memory', 'this one too']);
  await context.close();
});

test('a restart of the server costs no page load: what was said meanwhile and what waits come by themselves', async () => {
  const { context, page } = await device();
  await signIn(page, heron);
  await toRoom(page);
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  const before = await bodies();
  await world.restart(async () => {
    await say(fox, 'said while nobody listened');
    await write(page, 'written into the gap');
    await page.waitForSelector('.waits >> text=written into the gap');
    expect(await page.isHidden('[data-offline]')).toBe(true);
  });
  await nothingWaits(page);
  const all = [...before, 'said while nobody listened', 'written into the gap'];
  expect(await bodies()).toEqual(all);
  await live(page);
  expect(await page.locator('[data-log] .bubble').allTextContents()).toEqual(all);
  // The line is a socket again: what comes now is told, not asked for.
  await say(fox, 'and on');
  await page.waitForSelector('[data-log] >> text=and on', { timeout: 3_000 });
  expect(loads).toBe(0);
  await context.close();
});

test('a line that died in sleep is found dead when the page is looked at again', async () => {
  const { context, page } = await phone(world.base);
  let dead = false;
  await context.routeWebSocket(/./, (line) => {
    const server = line.connectToServer();
    const born = dead;
    // Nothing passes any more on a line from before the sleep, and nobody says so.
    line.onMessage((message) => (dead && !born ? undefined : server.send(message)));
    server.onMessage((message) => (dead && !born ? undefined : line.send(message)));
  });
  await signIn(page, fox);
  await toRoom(page);
  dead = true;
  await say(heron, newId());
  const [last] = (await bodies()).slice(-1);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await page.waitForSelector(`[data-log] >> text=${last}`, { timeout: 14_000 });
  await context.close();
});
