// The number at the bell in a real browser.
import { newId } from '../../../src/ids';
import { closeBrowser, phone } from '../../support/browser';
import { makePerson } from '../../support/factories';
import { signIn } from '../../support/phones';
import { createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

test('a notice that comes before the page has its line is counted while the page is open', async () => {
  const person = await makePerson(world.db);
  const { page } = await phone(world.base);
  await signIn(page, person);
  await page.goto('/desk');
  expect(await page.getAttribute('[data-unread]', 'data-unread')).toBe('0');
  await world.db('notices').insert({
    id: newId(),
    person_id: person.id,
    kind: 'joined',
    params: JSON.stringify({ name: 'Ada', team: 'Forty Doors' }),
    href: '/desk',
    at: new Date(),
  });
  await page.waitForSelector('[data-unread="1"]:visible', { timeout: 15_000 });
});
