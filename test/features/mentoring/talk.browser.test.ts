// The room in a real browser beyond plain words: answers, names by keyboard, older messages on scroll, what is unread,
// a picture, what can be done with a message.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { postMessage } from '../../../src/features/messages/messages.actions';
import type { Person } from '../../../src/web/request';
import { closeBrowser, phone, seriousFaults } from '../../support/browser';
import { type MadeHackathon, type MadePerson, type MadeTeam, makeRole } from '../../support/factories';
import { signIn, twoInARoom } from '../../support/phones';
import { type Agent, createWorld, type World } from '../../support/world';
import { photo } from '../submissions/uploads';

let world: World;
let hackathon: MadeHackathon;
let team: MadeTeam;
let heron: MadePerson;
let fox: MadePerson;
let roomId: string;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '100' });
  ({ hackathon, team, heron, fox, roomId } = await twoInARoom(world, ['Blue Heron', 'ثعلب النحاس']));
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

const say = (by: MadePerson, body: string, replyTo?: string) =>
  postMessage(world.deps, by as unknown as Person, { roomId, clientId: randomUUID(), body, replyTo });

async function open(person: MadePerson, device = {}): Promise<Page> {
  const { page } = await phone(world.base, device);
  await signIn(page, person);
  await page.goto(`/teams/${team.id}/room`);
  await page.waitForSelector('.talk[data-state=live]');
  return page;
}

test('a room of many messages opens at its end; older ones come as somebody scrolls, and nothing jumps', async () => {
  const first = await say(heron, 'The very first message');
  for (let n = 2; n <= 130; n++) await say(n % 2 ? heron : fox, `Message ${n}`);
  const page = await open(fox);
  expect(await page.locator('[data-log] .msg').count()).toBeLessThan(110);
  await page.waitForSelector('text=Message 130');
  for (let n = 0; n < 60 && (await page.locator(`#m-${first.id}`).count()) === 0; n++) {
    await page.mouse.wheel(0, -1_500);
    await page.waitForTimeout(60);
  }
  const shown = await page
    .locator('[data-log] .msg')
    .evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.seq)));
  expect(shown).toEqual(Array.from({ length: 130 }, (_, n) => n + 1));
  await page.context().close();
});

test('an answer and a name, by keyboard, in two languages; links of others cannot reach us', async () => {
  const { id } = await say(heron, 'See https://example.org/plan');
  const writer = await open(fox, { locale: 'ar' });
  const reader = await open(heron);
  const line = writer.locator(`#m-${id}`);
  expect(await line.locator('.bubble a').getAttribute('rel')).toBe('nofollow noopener noreferrer');
  await line.locator('[data-slot=reply]').focus();
  await writer.keyboard.press('Enter');
  expect(await writer.evaluate(() => document.activeElement?.id)).toBe('compose-body');
  expect(await writer.textContent('[data-answering]')).toContain('Blue Heron');
  await writer.keyboard.type('نعم @blue');
  await writer.waitForSelector('.names [aria-selected=true]');
  expect(await seriousFaults(writer)).toEqual([]);
  await writer.keyboard.press('ArrowDown');
  await writer.keyboard.press('Enter');
  expect(await writer.inputValue('#compose-body')).toBe('نعم @Blue Heron ');
  await writer.click('[data-compose] .square');
  const answer = reader.locator('.msg.other', { hasText: 'نعم' });
  await answer.waitFor();
  expect(await answer.locator('.at.me').textContent()).toBe('@Blue Heron');
  expect(await answer.locator('.quote').textContent()).toContain('See https://example.org/plan');
  await reader.reload();
  expect(await answer.locator('.at.me').count()).toBe(1);
  await (await world.as(heron.login))
    .post(`/messages/${id}/edit`)
    .type('form')
    .send({ body: 'Look elsewhere' });
  await reader.waitForSelector('.quote >> text=Look elsewhere');
  expect(await writer.locator('[data-answering]').isVisible()).toBe(false);
  for (const page of [writer, reader]) await page.context().close();
});

test('the link to answer is wide enough for a thumb, also where its word is short', async () => {
  const { id } = await say(heron, 'A word');
  await world.db('people').where({ id: fox.id }).update({ locale: 'ar' });
  const page = await open(fox, { locale: 'ar' });
  const reply = await page.locator(`#m-${id} [data-slot=reply]`).boundingBox();
  expect(reply!.width).toBeGreaterThanOrEqual(24);
  await world.db('people').where({ id: fox.id }).update({ locale: 'en' });
  await page.context().close();
});

test('a small phone shows four messages between help to rate, help to ask for and the composer', async () => {
  const asks = await world.as(heron.login);
  const helps = await world.as((await makeRole(world.db, hackathon, 'expert')).login);
  const json = (agent: Agent, path: string, fields = {}) =>
    agent.post(path).type('form').set('Accept', 'application/json').send(fields);
  const { body } = await json(asks, `/teams/${team.id}/help-requests`, { about: 'stuck', language: 'en' });
  await json(helps, `/help-requests/${body.id}/claim`);
  expect((await json(helps, `/help-requests/${body.id}/completion`)).status).toBe(200);
  for (const person of [fox, heron, fox, heron, fox]) await say(person, 'At four, in the library.');
  for (const locale of ['en', 'ar']) {
    const page = await open(heron, { height: 640, locale });
    await page.locator('[data-log] .msg').last().waitFor();
    // Else it stands at what is unread.
    const seen = await page.evaluate(() => {
      scrollTo(0, document.documentElement.scrollHeight);
      const box = (name: string) => document.querySelector(name)!.getBoundingClientRect();
      const [top, bottom] = [box('.strips').bottom, box('.composer').top];
      return [...document.querySelectorAll('.log .msg')]
        .map((one) => one.getBoundingClientRect())
        .filter((one) => one.top >= top - 1 && one.bottom <= bottom + 1).length;
    });
    expect([locale, seen]).toEqual([locale, 4]);
    const buttons = page.locator('.rate button');
    for (const button of await buttons.all()) {
      const { width, height } = (await button.boundingBox())!;
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(await seriousFaults(page)).toEqual([]);
    // Upwards by keyboard, nothing that has the focus is under the strips, nor under the composer.
    const hidden = await page.evaluate(() => {
      const box = (name: string) => document.querySelector(name)!.getBoundingClientRect();
      return [...document.querySelectorAll<HTMLElement>('.log .state a')].reverse().filter((one) => {
        one.focus();
        const { top, bottom } = one.getBoundingClientRect();
        return top < box('.strips').bottom || bottom > box('.composer').top;
      }).length;
    });
    expect(hidden).toBe(0);
    if (locale === 'ar') {
      await buttons.first().focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => !document.querySelector('.rate'));
    }
    await page.context().close();
  }
});

test('a line shows up to where one has read; the title counts while nobody looks', async () => {
  const page = await open(heron);
  const { head } = await world.db('rooms').where({ id: roomId }).first();
  const read = () => world.db('room_visits').where({ room_id: roomId, person_id: heron.id }).first();
  while ((await read()).read_seq < head) await pause(100);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  const title = await page.title();
  const { id } = await say(fox, 'New while away');
  await say(fox, 'And another');
  await page.waitForFunction((was) => document.title === `(2) ${was}`, title);
  await page.goto(`/teams/${team.id}/room`);
  await page.waitForSelector('.read-to');
  expect(await page.locator(`.read-to + #m-${id}`).count()).toBe(1);
  expect(await page.title()).toBe(title);
  await page.context().close();
});

test('a picture, and what can be done with a message: two taps, on a phone and from right to left', async () => {
  const page = await open(heron);
  const other = await open(fox, { locale: 'ar' });
  await page.click('[data-attach] summary');
  await page.setInputFiles('#attach-file', {
    name: 'drawing.jpg',
    mimeType: 'image/jpeg',
    buffer: await photo(),
  });
  await page.click('[data-attach] button');
  const picture = other.locator('.msg.other .picture img');
  await picture.waitFor();
  await picture.scrollIntoViewIfNeeded();
  await other.waitForFunction(
    () => (document.querySelector('.picture img') as HTMLImageElement).naturalWidth > 0,
  );
  await other.locator('.msg.other [data-slot=more]').last().click();
  await other.waitForSelector('dialog[open] form[action="/reports"] [name=reason]');
  expect(await seriousFaults(other)).toEqual([]);
  const over = await other.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBe(0);
  await other.keyboard.press('Escape');
  expect(await other.locator('dialog[open]').count()).toBe(0);
  await other.locator('.msg.other [data-slot=more]').last().click();
  await other.click('dialog form[action$="/pin"] button');
  await page.waitForSelector('.pins');
  expect(await page.textContent('.pins summary')).toContain('1');
  for (const one of [page, other]) await one.context().close();
});

test('who was muted reads until when and why, above the composer and without looking for it', async () => {
  const moderator = await makeRole(world.db, hackathon, 'moderator');
  const { id } = await say(fox, 'Words against a rule.');
  const page = await open(fox, { locale: 'nl', height: 640 });
  const asked = (await world.as(heron.login)).post('/reports').type('form').set('Accept', 'application/json');
  const report = (await asked.send({ kind: 'message', id, reason: 'hate' })).body.id;
  const decision = {
    decision: 'mute',
    mute_for: '1',
    rule: '2',
    reason: 'Read the second rule again, please.',
  };
  const decided = (await world.as(moderator.login)).post(`/reports/${report}/decision`).type('form');
  expect((await decided.send(decision)).status).toBe(303);
  await page.fill('#compose-body', 'May I still write?');
  await page.click('[data-compose] button[type=submit]');
  const reason = page.locator('[data-queue] [data-slot=reason]');
  await reason.filter({ hasText: 'Read the second rule again' }).waitFor();
  await pause(300);
  const box = await reason.boundingBox();
  const composer = await page.locator('[data-compose]').boundingBox();
  expect(box!.y).toBeGreaterThan(0);
  expect(box!.y + box!.height).toBeLessThanOrEqual(composer!.y);
  await page.context().close();
  await world.db('mutes').update({ ended_at: new Date() });
});

test('report, fold and leave: two taps each from a message, without a script, on a phone, from right to left', async () => {
  const { id } = await say(heron, 'Something that should not be here');
  await world.db('people').where({ id: fox.id }).update({ locale: 'ar' });
  const { page } = await phone(world.base, { locale: 'ar', javaScript: false });
  await signIn(page, fox);
  const twoTaps = async (second: string) => {
    await page.goto(`/teams/${team.id}/room`);
    const more = page.locator(`#m-${id} [data-slot=more]`);
    if (!(await more.isVisible())) await page.click(`#m-${id} summary`);
    await more.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await page.click(second);
  };
  await twoTaps('[name=reason][value=hate]');
  expect(new URL(page.url()).pathname).toMatch(/^\/reports\//);
  expect(await world.db('reports').where({ reporter_id: fox.id }).pluck('reason')).toEqual(['hate']);
  await twoTaps('form[action$="/silence"] button');
  await page.waitForSelector(`#m-${id} details.folded`);
  await page.focus(`#m-${id} [data-slot=more]`);
  await page.keyboard.press('Enter');
  await page.focus('form[action$="/departure"] button');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/teams/${team.id}`);
  const left = await world.db('memberships').where({ team_id: team.id, person_id: fox.id }).first();
  expect(left.ended_at).not.toBeNull();
  await page.context().close();
});
