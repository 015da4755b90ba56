// A newcomer who knows nobody, on a phone of 360 px in Arabic: from the front page into a fitting team. Every tap
// counts, so does the time; text is typed, and the key “next” of the keyboard leads from field to field.
import type { Page } from 'playwright-core';
import { translator } from '../../src/i18n/locales';
import { closeBrowser, phone, scrollsSideways, seriousFaults } from '../support/browser';
import { giveRole, type MadeHackathon, makeHackathon, makePerson, makeTeam } from '../support/factories';
import { createWorld, PASSWORD, type World } from '../support/world';

const MOST_TAPS = 8;
const MOST_MS = 120_000;
const t = translator('ar');

let world: World;
let hackathon: MadeHackathon;
let fitting: string;

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db, { slug: 'our-town', seats: [2, 4] });
  await world
    .db('hackathons')
    .where({ id: hackathon.id })
    .update({ title: { en: 'Our town', ar: 'بلدتنا' } });
  const teams = [
    { name: 'Dutch only', languages: ['nl'], seeks: ['film'] },
    { name: 'فريق الباب', languages: ['ar', 'nl'], seeks: ['film'], times: ['evenings'] },
    { name: 'فريق الصباح', languages: ['ar'], times: ['mornings'] },
  ];
  for (const { name, ...ways } of teams) {
    const { id } = await makeTeam(world.db, hackathon, { size: 1, name });
    await world.db('teams').where({ id }).update(ways);
    if (name === 'فريق الباب') fitting = id;
  }
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

/** A phone that counts what its person taps, and looks at every page it comes to. */
async function counted() {
  const { page, context } = await phone(world.base, { locale: 'ar', width: 360 });
  context.setDefaultTimeout(20_000);
  const began = Date.now();
  const faults: string[] = [];
  let taps = 0;
  const look = async () => {
    if (await scrollsSideways(page)) faults.push(`${page.url()} scrolls sideways`);
    // As tall as its text: what the bar at the lower edge covers for a moment is not too small.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: 360, height: Math.min(Math.max(height, 760), 9000) });
    for (const fault of await seriousFaults(page)) faults.push(`${page.url()} ${fault}`);
    await page.setViewportSize({ width: 360, height: 760 });
  };
  return {
    page,
    context,
    faults,
    look,
    done: () => ({ taps, ms: Date.now() - began }),
    async tap(what: ReturnType<Page['locator']>) {
      taps += 1;
      await what.filter({ visible: true }).first().click();
    },
    async go(what: ReturnType<Page['locator']>) {
      taps += 1;
      await Promise.all([
        page.waitForNavigation({ waitUntil: 'load' }),
        what.filter({ visible: true }).first().click(),
      ]);
      await look();
    },
  };
}

/** The key “next” of a phone's keyboard: the next field to write in, past all buttons. */
async function nextField(page: Page): Promise<void> {
  do await page.keyboard.press('Tab');
  while (!(await page.evaluate(() => document.activeElement?.matches('input.in'))));
}

const button = (page: Page, key: string) => page.getByRole('button', { name: t(key) });
const chip = (page: Page, text: string) => page.locator('main label').filter({ hasText: text });

test('from the front page, without an account, into a team that speaks the same language', async () => {
  const { page, context, faults, look, done, tap, go } = await counted();
  await page.goto('/');
  await look();
  await go(page.getByRole('link', { name: t('hackathons.lamp.join.act') }));
  const first = page.getByLabel(t('accounts.fields.displayName'));
  // A tap into the first field; the keyboard leads on.
  await tap(first);
  for (const [at, text] of ['أمينة', 'amina', PASSWORD].entries()) {
    await page.keyboard.type(text);
    if (at < 2) await nextField(page);
  }
  await tap(chip(page, t('accounts.signUp.rules')));
  await go(button(page, 'accounts.signUp.act'));
  await go(button(page, 'accounts.codes.act'));
  await tap(chip(page, t('hackathons.age.within', { min: 19, max: 26 })));
  await go(button(page, 'hackathons.join.act'));
  expect(await page.locator('.suggested').textContent()).not.toContain('Dutch only');
  await go(page.locator('.suggested').getByRole('button', { name: t('teams.way.seat') }));
  await page.getByText(t('teams.said.joined')).waitFor();
  const { taps, ms } = done();
  expect(taps).toBeLessThanOrEqual(MOST_TAPS);
  expect(ms).toBeLessThan(MOST_MS);
  const person = await world.db('people').where({ login: 'amina' }).first('id');
  const seat = await world.db('memberships').where({ person_id: person.id }).whereNull('ended_at').first();
  const team = await world.db('teams').where({ id: seat.team_id }).first('languages');
  expect(team.languages).toContain('ar');
  expect(faults).toEqual([]);
  await context.close();
});

test('with an account: the card, then the team that fits it best, with its reasons', async () => {
  const person = await makePerson(world.db, { locale: 'ar', display_name: 'سامي' });
  await giveRole(world.db, hackathon.id, person, 'participant', hackathon.organiser);
  const { page, context, faults, look, done, tap, go } = await counted();
  await page.goto('/login');
  await page.getByLabel(t('accounts.fields.login')).fill(person.login);
  await page.getByLabel(t('accounts.fields.password')).first().fill(PASSWORD);
  await Promise.all([page.waitForNavigation(), button(page, 'accounts.login.act').last().click()]);
  await page.goto('/desk');
  await go(page.getByRole('link', { name: t('desk.matters.findTeam.act') }));
  await go(page.getByRole('link', { name: t('together.card.open') }));
  await tap(chip(page, t('together.skill.film')));
  await tap(chip(page, t('together.time.evenings')));
  await go(button(page, 'together.card.act'));
  const best = page.locator('.suggested .team').first();
  expect(await best.getAttribute('id')).toBe(`fits-${fitting}`);
  const why = await best.textContent();
  expect(why).toContain(t('together.reason.sought', { skills: t('together.skill.film') }));
  expect(why).toContain(t('together.reason.times', { times: t('together.time.evenings') }));
  await go(best.getByRole('button', { name: t('teams.way.seat') }));
  const { taps, ms } = done();
  expect(taps).toBeLessThanOrEqual(MOST_TAPS);
  expect(ms).toBeLessThan(MOST_MS);
  expect(page.url()).toContain(`/teams/${fitting}`);
  await look();
  expect(faults).toEqual([]);
  await context.close();
});
