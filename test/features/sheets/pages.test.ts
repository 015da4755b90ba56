// The pages of the jury in a real browser: tabs on a phone, saving by itself, no serious faults for axe.
import { closeBrowser, phone, seriousFaults } from '../../support/browser';
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
  expect(await page.textContent('main')).toContain('1 of 1 handed in');
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
  expect(await page.textContent('[role=alert]')).toContain('at least one sentence');
  await page.fill('[name=feedback]', 'Good.');
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
  await page.locator('[data-saved]', { hasText: 'Not saved yet' }).waitFor();
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
  const ofOrganiser = locale === 'ar' ? [`${at}/assignments`] : [`${at}/criteria`, `${at}/jury-feedback`];
  for (const [who, path] of [
    ...ofJuror.map((path) => [juror, path] as const),
    ...ofOrganiser.map((path) => [organiser, path] as const),
  ]) {
    await who.page.goto(path);
    expect([path, await seriousFaults(who.page)]).toEqual([path, []]);
    const wide = await who.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect([path, wide]).toEqual([path, false]);
  }
  await juror.context.close();
  await organiser.context.close();
});
