// The page of placing people in a real browser: dragged by a mouse, by forms without JavaScript, small and in Arabic.
import type { Page } from 'playwright-core';
import { closeBrowser, phone, scrollsSideways, seriousFaults } from '../../support/browser';
import {
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let person: MadePerson;
beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db, { seats: [2, 3] });
  person = await makeRole(world.db, hackathon, 'participant');
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

async function signedIn(device: Parameters<typeof phone>[1]): Promise<Page> {
  const { context, page } = await phone(world.base, device);
  const answer = await context.request.post('/login', {
    form: { login: hackathon.organiser.login, password: PASSWORD },
    headers: { 'Sec-Fetch-Site': 'same-origin', Accept: 'application/json' },
  });
  expect(answer.ok()).toBe(true);
  return page;
}

const planned = () => world.db('placement_moves').where({ person_id: person.id }).pluck('team_id');

test('a person is dragged onto a team, and put onto another with the form alone; nothing overflows at 360 px', async () => {
  const one = await makeTeam(world.db, hackathon, {
    size: 1,
    name: 'One team with a fairly long name of its own',
  });
  const other = await makeTeam(world.db, hackathon, { size: 2 });
  const path = `/hackathons/${hackathon.slug}/people-without-team`;
  const page = await signedIn({ width: 1280, height: 1000 });
  await page.goto(path);
  await page.setViewportSize({ width: 1280, height: 200 });
  const seats = page.locator('.placing > .to');
  expect(await seats.evaluate((box) => box.scrollHeight - box.clientHeight)).toBe(0);
  await page.setViewportSize({ width: 1280, height: 1000 });
  const links = page.locator('.placing > .to .rows a, #small .rows a:visible');
  const heights = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().height));
  expect(heights.length).toBeGreaterThan(2);
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
  await page.locator(`[data-person="${person.id}"] b`).dragTo(page.locator(`[data-target="${one.id}"]`));
  await page.waitForSelector('.toast');
  expect(await planned()).toEqual([one.id]);

  await world.db('people').where({ id: hackathon.organiser.id }).update({ locale: 'ar' });
  const small = await signedIn({ width: 360, locale: 'ar', javaScript: false });
  await small.goto(path);
  expect(await small.getAttribute('html', 'dir')).toBe('rtl');
  expect(await scrollsSideways(small)).toBe(false);
  await small.locator(`[data-person="${person.id}"] summary`).click();
  await small.selectOption(`#team-${person.id}`, other.id);
  await small.locator(`form:has(#team-${person.id}) button`).click();
  await small.waitForSelector('.toast');
  expect(await planned()).toEqual([other.id]);
  await page.reload();
  expect(await seriousFaults(page)).toEqual([]);
});
