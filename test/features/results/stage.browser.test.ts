// The big screen follows the phone that drives it: over the socket of who is signed in, by asking without one.
import type { Page } from 'playwright-core';
import {
  browser,
  closeBrowser,
  phone,
  scrollsSideways,
  seriousFaults,
  smallTargets,
} from '../../support/browser';
import { type Judged, makeJudged } from '../../support/judged';
import { createWorld, PASSWORD, type World } from '../../support/world';

const rows = (score: number) => Array.from({ length: 5 }, () => [score, score]);
const LONG = 'Together for a much longer night bus in town';

let world: World;
let judged: Judged;
beforeAll(async () => {
  world = await createWorld();
  judged = await makeJudged(world.db, [rows(5), rows(5), rows(3), rows(1)], {
    names: [LONG, 'الرسالة الأولى', 'Open Kitchen', 'Red Umbrella'],
  });
  await browser();
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});
const at = () => `/hackathons/${judged.hackathon.slug}/results`;
async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/login');
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', PASSWORD);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL((url) => url.pathname !== '/login');
}
const says = (page: Page, text: string) => page.locator('.stage', { hasText: text }).waitFor();

it('shows group after group as the phone says, on every screen, and all of it with the last', async () => {
  const driver = await phone(world.base);
  await signIn(driver.page, judged.hackathon.organiser.login);
  await driver.page.goto(`${at()}/publication`);
  await driver.page.locator('button[formaction$="/announcement"]').click();
  await driver.page.locator('.stage-drive').waitFor();
  expect(await scrollsSideways(driver.page)).toBe(false);
  expect(await seriousFaults(driver.page)).toEqual([]);
  const next = driver.page.locator('form:has(input[value="next"]) button');
  expect((await next.boundingBox())!.height).toBeGreaterThanOrEqual(64);

  const hall = await phone(world.base, { width: 1280, height: 800 });
  await signIn(hall.page, judged.teams[0]!.members[0]!.login);
  await hall.page.goto(`${at()}/stage`);
  await says(hall.page, 'The results come now.');
  const home = await phone(world.base, { locale: 'ar' });
  await home.page.goto(`${at()}/stage?lang=ar`);

  await next.click();
  await says(hall.page, 'Red Umbrella');
  await says(home.page, 'Red Umbrella');
  expect(await hall.page.content()).not.toContain('Open Kitchen');
  await driver.page.locator('form:has(input[value="next"]) button').click();
  await says(hall.page, 'Open Kitchen');
  await driver.page.locator('form:has(input[value="back"]) button').click();
  await hall.page.locator('.stage:not(:has-text("Open Kitchen"))').waitFor();
  for (let press = 0; press < 2; press++)
    await driver.page.locator('form:has(input[value="next"]) button').click();
  await says(hall.page, LONG);
  await says(home.page, LONG);
  for (const { page } of [hall, home]) {
    expect(await scrollsSideways(page)).toBe(false);
    expect(await seriousFaults(page)).toEqual([]);
  }
  const size = await hall.page
    .locator('.stage-group b')
    .first()
    .evaluate((name) => Number.parseFloat(getComputedStyle(name).fontSize));
  expect(size).toBeGreaterThanOrEqual(44);
  for (const { context } of [driver, hall, home]) await context.close();
});

it('asks before the announcement is withdrawn, and Enter in the form before it publishes nothing', async () => {
  const other = await makeJudged(world.db, [rows(5), rows(1)]);
  const { page, context } = await phone(world.base, { javaScript: false });
  await signIn(page, other.hackathon.organiser.login);
  const path = `/hackathons/${other.hackathon.slug}/results`;
  await page.goto(`${path}/publication`);
  await page.locator('[name=objection_days]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  expect(await world.db('publications').where({ hackathon_id: other.hackathon.id })).toEqual([]);
  await page.locator('button[formaction$="/announcement"]').click();
  const withdraw = page.locator('form[action$="/withdrawal"] button');
  expect(await withdraw.isVisible()).toBe(false);
  await page.getByText('Go back to the jury', { exact: true }).click();
  await withdraw.click();
  await page.waitForURL((url) => url.pathname.endsWith('/publication'));
  await context.close();
});

it('answers objections with radio buttons of the size of the house, also at 360 px in Dutch and Arabic', async () => {
  const { hackathon, teams } = await makeJudged(world.db, [rows(5), rows(1)]);
  const path = `/hackathons/${hackathon.slug}`;
  const organiser = await world.as(hackathon.organiser.login);
  await organiser.post(`${path}/results/publication`).type('form').send({ objection_days: '3' });
  const member = await world.as(teams[1]!.members[0]!.login);
  await member.post(`/teams/${teams[1]!.id}/objection`).type('form').send({ text: 'We ask why.' });
  for (const locale of ['nl', 'ar']) {
    // High enough that the bar at the lower edge lies over none of them: there it would measure what scrolls away.
    const { page, context } = await phone(world.base, { locale, height: 1600 });
    await signIn(page, hackathon.organiser.login);
    await page.goto(`${path}/objections?lang=${locale}`);
    const boxes = await page.locator('label.pick').evaluateAll((all) => all.map((one) => one.clientHeight));
    expect(boxes).toHaveLength(3);
    for (const height of boxes) expect(height).toBeGreaterThanOrEqual(44);
    expect(await seriousFaults(page)).toEqual([]);
    await page.goto(`${path}/results`);
    expect(await smallTargets(page)).toEqual([]);
    await context.close();
  }
});
