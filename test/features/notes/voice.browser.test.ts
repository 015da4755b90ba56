// A voice note in a real browser with a microphone that is not real: recorded, heard, sent, written down, by keyboard.
import type { Page } from 'playwright-core';
import { closeBrowser, phone, seriousFaults } from '../../support/browser';
import type { MadePerson, MadeTeam } from '../../support/factories';
import { signIn, twoInARoom } from '../../support/phones';
import { createWorld, type World } from '../../support/world';

let world: World;
let team: MadeTeam;
let heron: MadePerson;
let fox: MadePerson;
let roomId: string;
const pictures = process.env.ROOM_PICTURES;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '100' });
  ({ team, heron, fox, roomId } = await twoInARoom(world));
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

async function inRoom(person: MadePerson, device = {}): Promise<Page> {
  const { page } = await phone(world.base, device);
  await signIn(page, person);
  await page.goto(`/teams/${team.id}/room`);
  await page.waitForSelector('.talk[data-state=live]');
  return page;
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
const says = (page: Page) => page.textContent('[data-slot=recorder-said]');

test('a voice note by keyboard: recorded, heard before it is sent, played and written down by somebody else', async () => {
  const page = await inRoom(heron);
  const other = await inRoom(fox);
  await page.focus('[data-record]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.recorder[data-state=recording]');
  expect(await focused(page)).toBe('Stop');
  expect(await says(page)).toBe('The recording runs. At most 2 minutes.');
  await page.waitForFunction(() =>
    /0:02/.test(document.querySelector('[data-slot=recorder-clock]')!.textContent!),
  );
  // The microphone of the test beeps.
  await page.waitForFunction(() => document.querySelector<HTMLMeterElement>('.level')!.value > 0.05, null, {
    timeout: 9_000,
  });
  expect(await page.getAttribute('.level', 'aria-hidden')).toBe('true');
  if (pictures) await page.screenshot({ path: `${pictures}/voice-recording-360.png` });
  await page.keyboard.press('Enter');
  await page.waitForSelector('.recorder[data-state=ready]');
  expect(await page.isVisible('.level')).toBe(false);
  expect(await says(page)).toMatch(/^Recorded: 0:0[23]\. Listen, send it or delete it\.$/);
  expect(await plays(page, '[data-slot=recorder-sound]')).toBe(true);
  if (pictures) await page.screenshot({ path: `${pictures}/voice-ready-360.png` });
  expect(await seriousFaults(page)).toEqual([]);
  // Deleted, then once more.
  await page.focus('[data-record-drop]');
  await page.keyboard.press('Enter');
  expect(await says(page)).toBe('The recording is deleted.');
  expect(await focused(page)).toBe('Voice note');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() =>
    /0:01/.test(document.querySelector('[data-slot=recorder-clock]')!.textContent!),
  );
  await page.keyboard.press('Enter');
  await page.waitForSelector('.recorder[data-state=ready]');
  expect(await focused(page)).toBe('Send');
  await page.keyboard.press('Enter');
  await other.waitForSelector('.msg.other .sound');
  expect(await other.textContent('.msg.other .sound [data-slot=length]')).toMatch(/^Voice note, 0:0[12]$/);
  expect(await plays(other, '.msg.other audio')).toBe(true);
  await page.waitForSelector('.msg.mine:not(.waits) .sound');
  expect(await page.locator('.waits').count()).toBe(0);
  await other.click('.msg.other [data-slot=write]');
  await other.fill('textarea[name=text]', 'We meet at noon.');
  // Above the bar of the phone, so that nothing lies over the button.
  await other.setViewportSize({ width: 360, height: 1200 });
  if (pictures) await other.screenshot({ path: `${pictures}/voice-transcript-360.png`, fullPage: true });
  expect(await seriousFaults(other)).toEqual([]);
  await other.click('main form button[type=submit]');
  await other.waitForSelector('.msg.other .bubble >> text=We meet at noon.');
  await page.waitForSelector('.msg.mine .bubble >> text=We meet at noon.');
  expect(await page.isVisible('.msg.mine .bubble')).toBe(true);
  if (pictures) await other.screenshot({ path: `${pictures}/voice-line-360.png` });
  await page.context().close();
  await other.context().close();
});

test('recorded without a line it waits with the words around it, and all go in order', async () => {
  const page = await inRoom(heron);
  const write = async (body: string) => {
    await page.fill('#compose-body', body);
    await page.click('[data-compose] button[type=submit]');
  };
  const before = (await world.db('rooms').where({ id: roomId }).first()).head;
  await page.context().setOffline(true);
  await page.route('**/rooms/**', (route) => route.abort());
  await page.evaluate(() => dispatchEvent(new Event('offline')));
  await world.restart(async () => {
    await write('before');
    await page.click('[data-record]');
    await page.waitForFunction(() =>
      /0:01/.test(document.querySelector('[data-slot=recorder-clock]')!.textContent!),
    );
    await page.click('[data-record-stop]');
    await page.click('[data-record-send]');
    await page.waitForFunction(() => document.querySelectorAll('.waits').length === 2);
    expect(await page.getAttribute('.waits audio', 'autoplay')).toBeNull();
    expect(await page.evaluate(() => document.querySelector<HTMLAudioElement>('.waits audio')!.paused)).toBe(
      true,
    );
    expect(await plays(page, '.waits audio')).toBe(true);
    await write('after');
    expect((await page.locator('.waits .bubble').allTextContents())[1]).toMatch(/^Voice note, 0:0\d$/);
  });
  await page.unroute('**/rooms/**');
  await page.context().setOffline(false);
  await page.waitForFunction(() => document.querySelector('.waits') === null);
  const said = await world.db('entries').where({ room_id: roomId }).where('seq', '>', before).orderBy('seq');
  expect(said.map(({ body, voice_seconds }) => (voice_seconds ? 'voice' : body))).toEqual([
    'before',
    'voice',
    'after',
  ]);
  await page.context().close();
});

test('a note that waits without a line outlives the page, can be heard again, and is sent once', async () => {
  const { page, context } = await phone(world.base);
  await context.routeWebSocket(/./, () => undefined);
  await signIn(page, fox);
  await page.goto(`/teams/${team.id}/room`);
  const before = (await world.db('rooms').where({ id: roomId }).first()).head;
  let tried = 0;
  await page.route('**/rooms/**', (route) => {
    if (route.request().method() === 'POST') tried += 1;
    return route.abort();
  });
  await page.click('[data-record]');
  await page.waitForFunction(() =>
    /0:01/.test(document.querySelector('[data-slot=recorder-clock]')!.textContent!),
  );
  await page.click('[data-record-stop]');
  await page.click('[data-record-send]');
  await page.waitForSelector('.waits audio');
  await page.reload();
  await page.waitForSelector('.waits audio');
  expect(await page.locator('.waits').count()).toBe(1);
  expect(await plays(page, '.waits audio')).toBe(true);
  await page.unroute('**/rooms/**');
  await page.waitForFunction(() => document.querySelector('.waits') === null);
  const sent = () => world.db('entries').where({ room_id: roomId }).where('seq', '>', before);
  expect((await sent()).map((one) => one.voice_seconds > 0)).toEqual([true]);
  await page.reload();
  await page.waitForSelector('.msg.mine .sound');
  expect(await page.locator('.waits').count()).toBe(0);
  expect(await sent()).toHaveLength(1);
  expect(tried).toBeGreaterThan(0);
  await context.close();
});

test('without permission or a microphone a sentence says what to do', async () => {
  const page = await inRoom(fox);
  for (const [name, words] of [
    ['NotAllowedError', 'Allow it in the settings'],
    ['NotFoundError', 'No microphone was found'],
  ] as const) {
    await page.evaluate((fault) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', fault));
    }, name);
    await page.click('[data-record]');
    await page.waitForSelector(`[role=status]:visible >> text=${words}`);
    expect(await focused(page)).toBe('Voice note');
  }
  await page.context().close();
});

test('who has the notepad open hears that somebody saved it, and keeps what they typed', async () => {
  const { page } = await phone(world.base);
  await signIn(page, fox);
  const joined = page
    .waitForEvent('websocket')
    .then((line) =>
      line.waitForEvent('framereceived', { predicate: ({ payload }) => String(payload).includes('head') }),
    );
  await page.goto(`/rooms/${roomId}/notes`);
  await joined;
  await page.fill('textarea[name=text]', 'My own words');
  await (await world.as(heron.login))
    .post(`/rooms/${roomId}/notes`)
    .type('form')
    .send({ text: 'Hers', version: '0' });
  await page.waitForSelector('[data-notes] a:not([hidden])');
  expect(await page.textContent('[data-notes] span')).toMatch(/^Blue Heron saved at \d\d:\d\d\.$/);
  expect(await page.inputValue('textarea[name=text]')).toBe('My own words');
  await page.setViewportSize({ width: 360, height: 1200 });
  if (pictures) await page.screenshot({ path: `${pictures}/notes-news-360.png` });
  await page.click('main form button[type=submit]');
  await page.waitForSelector('.both-texts >> text=Hers');
  expect(await page.inputValue('textarea[name=text]')).toBe('My own words');
  await page.context().close();
});

test('where websockets are blocked the notepad asks, tells who saved, and saves by its form', async () => {
  const { page, context } = await phone(world.base);
  await context.routeWebSocket(/./, () => undefined);
  await signIn(page, fox);
  await page.goto(`/rooms/${roomId}/notes`);
  await page.fill('textarea[name=text]', 'Typed on a train');
  const { version } = (await (await world.as(heron.login)).get(`/rooms/${roomId}/notes.json`)).body;
  await (await world.as(heron.login))
    .post(`/rooms/${roomId}/notes`)
    .type('form')
    .send({ text: 'Hers again', version: String(version) });
  await page.waitForSelector('[data-notes] a:not([hidden])');
  expect(await page.textContent('[data-notes] span')).toMatch(/^Blue Heron saved at \d\d:\d\d\.$/);
  expect(await page.inputValue('textarea[name=text]')).toBe('Typed on a train');
  await page.setViewportSize({ width: 360, height: 1200 });
  await page.click('main form button[type=submit]');
  await page.waitForSelector('.both-texts >> text=Hers again');
  await page.click('main form button[type=submit]');
  await page.waitForSelector('.both-texts', { state: 'detached' });
  const rows = world.db('room_notes').where({ room_id: roomId });
  expect(await rows.orderBy('version', 'desc').first()).toMatchObject({
    version: version + 2,
    text: 'Typed on a train',
  });
  await context.close();
});

/** Whether sound comes out of the player: its time moves. */
const plays = (page: Page, player: string): Promise<boolean> =>
  page.evaluate(async (selector) => {
    const audio = document.querySelector<HTMLAudioElement>(selector)!;
    audio.muted = true;
    await audio.play();
    for (let n = 0; n < 100 && audio.currentTime === 0; n++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return audio.currentTime > 0;
  }, player);
