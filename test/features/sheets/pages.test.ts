// The pages of the jury in a real browser: tabs on a phone, saving by itself, no serious faults for axe.
import { closeBrowser, hiddenFocus, phone, seriousFaults, smallTargets } from '../../support/browser';
import { setPhases } from '../../support/factories';
import { type MadeRound, makeRound, makeSheet } from '../../support/made-round';
import { createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

interface Given {
  login: string;
  width?: number;
  height?: number;
  javaScript?: boolean;
  locale?: string;
}

async function begin(given: Given) {
  const { context, page } = await phone(world.base, given);
  await page.goto(`/login?lang=${given.locale ?? 'en'}`);
  await page.fill('[name=login]', given.login);
  await page.fill('[name=password]', PASSWORD);
  await page.click('main button[type=submit]');
  await page.waitForURL(/desk/);
  return { context, page };
}

async function judged(): Promise<{ round: MadeRound; sheet: string; login: string }> {
  const round = await makeRound(world.db, { criteria: 3 });
  const [juror] = round.jurors;
  const sheet = await makeSheet(world.db, round, round.submissions[0]!, juror!, { scores: [4] });
  return { round, sheet, login: juror!.login };
}

test('on a phone Read and Score are two tabs, and what is chosen saves itself', async () => {
  const { round, sheet, login } = await judged();
  const { context, page } = await begin({ login });
  await page.goto(`/sheets/${sheet}`);
  expect(await page.locator('#read').isVisible()).toBe(true);
  expect(await page.locator('#score').isVisible()).toBe(false);
  await page.click('.tabs a[href="#score"]');
  expect(await page.locator('#read').isVisible()).toBe(false);
  await page.locator('.level').nth(2).click();
  await page.locator('[data-saved]', { hasText: 'Saved at' }).waitFor();
  await page.fill('[name=feedback]', 'Good. Ask a club.');
  await page.waitForResponse((answer) => answer.url().endsWith(sheet) && answer.ok());
  const scores = await world.db('scores').where({ sheet_id: sheet }).pluck('score');
  expect(scores.map(Number).sort()).toEqual([3, 4]);
  await page.click('.stay button:visible');
  await page.waitForURL(new RegExp(`criterion-${round.criteria[2]}$`));
  await page.locator('.tabs [href="#score"][aria-current]').waitFor();
  expect(await page.locator('.tabs [aria-current]').count()).toBe(1);
  expect(await page.locator('#score').isVisible()).toBe(true);
  await page.locator('.level').nth(4).click();
  await page.locator('[data-hand-in]').waitFor();
  await page.click('[data-hand-in]');
  await page.waitForURL(/\/jury$/);
  expect(await page.textContent('main')).toContain('1 of 1 sheets handed in');
  await context.close();
});

test('without script the same way leads to a handed-in sheet', async () => {
  const { sheet, login } = await judged();
  const { context, page } = await begin({ login, javaScript: false });
  await page.goto(`/sheets/${sheet}#score`);
  for (let n = 0; n < 2; n++) {
    await page.locator('.level input').nth(3).check();
    await page.click('.stay button:visible');
    await page.waitForLoadState();
  }
  await page.click('.stay button:visible');
  expect(await page.textContent('[role=alert]')).toContain('at least 2 sentences');
  await page.fill('[name=feedback]', 'Good. Ask a club.');
  await page.click('.stay button:visible');
  await page.waitForURL(/\/jury$/);
  expect((await world.db('sheets').where({ id: sheet }).first()).handed_in_at).not.toBeNull();
  await context.close();
});

test('what could not be saved stays on the device, for this person only', async () => {
  const { sheet, login } = await judged();
  const { context, page } = await begin({ login });
  await page.goto(`/sheets/${sheet}#score`);
  await context.setOffline(true);
  await page.fill('[name=feedback]', 'Written on a train.');
  await page.locator('[data-saved]', { hasText: 'No connection' }).waitFor();
  const keys = await page.evaluate(() => Object.keys(localStorage));
  const person = await world.db('people').where({ login }).first();
  expect(keys).toContain(`sheet:${person.id}:${sheet}`);
  await context.setOffline(false);
  await page.reload();
  await page.locator('[data-saved]', { hasText: 'Saved at' }).waitFor();
  expect((await world.db('sheets').where({ id: sheet }).first()).feedback).toBe('Written on a train.');
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('sheet:'))),
  ).toEqual([]);
  await context.close();
});

test('by keyboard alone at 360 px: digits, arrows and Enter lead through the points and out of them', async () => {
  const { round, sheet, login } = await judged();
  await makeSheet(world.db, round, round.submissions[1]!, round.jurors[0]!, { scores: [5, 2] });
  const { context, page } = await begin({ login, height: 4000 });
  await page.goto(`/sheets/${sheet}?criterion=${round.criteria[1]}#criterion-${round.criteria[1]}`);
  const scored = (n: number) =>
    world.db('scores').where({ sheet_id: sheet, criterion_id: round.criteria[n] }).first('score');
  expect(await page.textContent('.criterion.open .earlier')).toContain(round.submissions[1]!.team.name);
  await page.keyboard.press('4');
  await page.locator('[data-saved]', { hasText: 'Saved at' }).waitFor();
  expect(Number((await scored(1)).score)).toBe(4);
  await page.keyboard.press('ArrowUp');
  await page.waitForResponse((answer) => answer.url().endsWith(sheet) && answer.ok());
  expect(Number((await scored(1)).score)).toBe(3);
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`criterion-${round.criteria[2]}$`));
  await page.keyboard.press('5');
  await page.locator('[data-hand-in]').waitFor();
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('feedback');
  await page.keyboard.type('5 people tried it. Ask 4 more.');
  await page.locator('[data-sentences]', { hasText: '2 of 2' }).waitFor();
  expect(Number((await scored(2)).score)).toBe(5);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('note');
  await context.close();
});

test('of two windows the later one shows both texts, and its writer says which stays', async () => {
  const { sheet, login } = await judged();
  const { context, page } = await begin({ login });
  await page.goto(`/sheets/${sheet}#score`);
  await world.db('sheets').where({ id: sheet }).update({ feedback: 'From the laptop.', version: 7 });
  await page.fill('[name=feedback]', 'From the phone.');
  const both = page.locator('[data-both]');
  await both.waitFor();
  expect(await both.textContent()).toContain('From the laptop.');
  expect(await page.inputValue('[name=feedback]')).toBe('From the phone.');
  await both.locator('[data-mine]').click();
  await page.locator('[data-saved]', { hasText: 'Saved at' }).waitFor();
  expect(await world.db('sheets').where({ id: sheet }).first()).toMatchObject({
    feedback: 'From the phone.',
    version: 8,
  });
  // The jury begins to meet while words are typed: refused, and still there when the page comes again.
  const { hackathon_id } = await world
    .db('rounds as r')
    .join('sheets as h', 'h.round_id', 'r.id')
    .where({ 'h.id': sheet })
    .first('r.hackathon_id');
  await setPhases(world.db, hackathon_id, ['deliberation']);
  await page.fill('[name=feedback]', 'Too late for this.');
  await page.locator('[data-saved]', { hasText: 'The jury meets now.' }).waitFor();
  await page.reload();
  await page.locator('[data-late]', { hasText: 'Too late for this.' }).waitFor();
  await page.click('[data-forget]');
  expect(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('sheet:'))),
  ).toEqual([]);
  await context.close();
});

test.each([
  ['ar', 360],
  ['nl', 1280],
])('no serious faults and no sideways scrolling in %s at %i px', async (locale, width) => {
  const { round, sheet, login } = await judged();
  const at = `/hackathons/${round.hackathon.slug}`;
  // So high that the bars at the lower edge cover nothing.
  const device = { locale, width, height: 4000 };
  const juror = await begin({ login, ...device });
  const organiser = await begin({ login: round.hackathon.organiser.login, ...device });
  const ofJuror = locale === 'ar' ? [`/sheets/${sheet}#score`, `${at}/jury`] : [`/sheets/${sheet}`];
  const ofOrganiser =
    locale === 'ar' ? [`${at}/chair`, `${at}/prizes`] : [`${at}/chair`, `${at}/jury-feedback`];
  for (const [who, path] of [
    ...ofJuror.map((path) => [juror, path] as const),
    ...ofOrganiser.map((path) => [organiser, path] as const),
  ]) {
    await who.page.goto(path);
    expect([path, await seriousFaults(who.page)]).toEqual([path, []]);
    const wide = await who.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect([path, wide]).toEqual([path, false]);
    expect([path, await smallTargets(who.page)]).toEqual([path, []]);
    // Where the bars do lie over the page, what the focus comes to is never under them.
    await who.page.setViewportSize({ width, height: 640 });
    expect([path, await hiddenFocus(who.page)]).toEqual([path, []]);
    await who.page.setViewportSize({ width, height: device.height });
  }
  await juror.context.close();
  await organiser.context.close();
});
