// The proposal in a browser: it saves itself, keeps words through a break, shows advice that comes, and works
// without scripts.
import type { BrowserContext, Page } from 'playwright-core';
import { channels } from '../../../src/realtime/live';
import { closeBrowser, phone, scrollsSideways, seriousFaults } from '../../support/browser';
import { until } from '../../support/until';
import { createWorld, PASSWORD, type World } from '../../support/world';
import { makeScene, post, type Scene, save, writeAll } from './support';

let world: World;
let scene: Scene;
let contexts: BrowserContext[] = [];

beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});
beforeEach(async () => {
  scene = await makeScene(world);
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  contexts = [];
});

async function signedIn(login: string, device: Parameters<typeof phone>[1] = {}): Promise<Page> {
  const { context, page } = await phone(world.base, device);
  contexts.push(context);
  await page.goto(`${world.base}/login`);
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', PASSWORD);
  await page.press('[name=password]', 'Enter');
  await page.waitForURL((url) => url.pathname !== '/login');
  return page;
}

const at = (part = 'problem') => `${world.base}/teams/${scene.team.id}/submission?part=${part}`;
const field = '[name="section[problem]"]';
const state = '#part-problem [data-state]';
const text = async (version: number) =>
  (await world.db('sections').where({ submission_id: scene.id, key: 'problem', version }).first())?.text;

test('a part saves itself when writing pauses', async () => {
  const page = await signedIn(scene.team.members[0]!.login);
  await page.goto(at());
  await page.fill(field, 'Nobody waits for us.');
  await until(async () => (await text(1)) === 'Nobody waits for us.');
  await page.fill(field, 'Nobody waits for us. Not yet.');
  await until(async () => (await text(2)) === 'Nobody waits for us. Not yet.');
  await until(async () => (await page.textContent(state))?.trim() === 'Saved');
});

test('words survive a break of the line and a new start of the page', async () => {
  const page = await signedIn(scene.team.members[0]!.login);
  await page.goto(at());
  await page.route('**/draft', (route) => route.abort());
  await page.fill(field, 'Written in a tunnel');
  await until(async () => ((await page.textContent(state)) ?? '').includes('kept on this phone'));
  await page.reload();
  expect(await page.inputValue(field)).toBe('Written in a tunnel');
  await page.unroute('**/draft');
  await until(async () => (await text(1)) === 'Written in a tunnel');
});

test('somebody was faster: Save shows both texts, and one text comes of them', async () => {
  const page = await signedIn(scene.team.members[0]!.login);
  await page.goto(at());
  await save(scene.second, scene.id, { problem: ['The door is closed.', 0] });
  await page.fill(field, 'The bus leaves.');
  await page.click('#part-problem button');
  await page.waitForSelector('#part-problem .both-texts');
  expect(await page.textContent('#part-problem .both-texts section')).toContain('The door is closed.');
  expect(await page.inputValue(field)).toBe('The bus leaves.');
  expect(await seriousFaults(page)).toEqual([]);
  await page.fill(field, 'The door is closed. The bus leaves.');
  await page.click('#part-problem button');
  await until(async () => (await text(2)) === 'The door is closed. The bus leaves.');
});

test('advice appears beside its part while somebody looks', async () => {
  const page = await signedIn(scene.team.members[0]!.login);
  await page.goto(at());
  await until(() => world.deps.live.inside(channels.person(scene.team.members[0]!.id)).length > 0);
  await post(scene.expert, `/submissions/${scene.id}/feedback`, {
    section: 'problem',
    kind: 'question',
    body: 'How <b>many</b> people?',
  });
  await page.waitForSelector('#part-problem .advice');
  expect(await page.textContent('#part-problem .advice')).toContain('How <b>many</b> people?');
});

test('without scripts: write, save, answer, send', async () => {
  const page = await signedIn(scene.team.members[0]!.login, { javaScript: false });
  await writeAll(scene);
  const { body } = await post(scene.expert, `/submissions/${scene.id}/feedback`, {
    section: 'problem',
    kind: 'suggestion',
    body: 'Say how many.',
  });
  await page.goto(at());
  await page.fill(field, 'We asked 14 people. 11 never went back.');
  await page.click('#part-problem button[form=draft]');
  expect(page.url()).toContain('part=problem');
  expect(await text(2)).toContain('11 never');
  await page.check(`#advice-${body.id} [value=taken]`);
  await page.click(`#advice-${body.id} form button`);
  expect(await page.textContent(`#advice-${body.id}`)).toContain('Taken');
  await page.click('#send button');
  expect(page.url()).toMatch(/\/versions\/1$/);
});

test('nothing scrolls sideways and axe finds nothing serious, from left to right and from right to left', async () => {
  await writeAll(scene, 'A long word: Meervoudigepersoonlijkheidsontwikkelingsachterstandsgebied.');
  await post(scene.expert, `/submissions/${scene.id}/feedback`, {
    section: 'problem',
    kind: 'check',
    body: 'Is this number right? '.repeat(5),
  });
  await post(scene.first, `/submissions/${scene.id}/versions`);
  const member = await signedIn(scene.team.members[0]!.login);
  const expert = await signedIn(scene.adviser.login);
  for (const lang of ['en', 'ar']) {
    for (const page of [member, expert]) {
      for (const address of [
        `${at()}&lang=${lang}`,
        `${world.base}/submissions/${scene.id}/versions/1?lang=${lang}`,
      ]) {
        await page.goto(address);
        expect([address, await scrollsSideways(page), await seriousFaults(page)]).toEqual([
          address,
          false,
          [],
        ]);
        if (process.env.LOOK) {
          const name = `${page === member ? 'm' : 'e'}-${lang}-${address.includes('versions') ? 'v' : 'd'}`;
          for (const width of [360, 1280]) {
            await page.setViewportSize({ width, height: 800 });
            await page.screenshot({ path: `${process.env.LOOK}/${name}-${width}.png`, fullPage: true });
          }
          await page.setViewportSize({ width: 360, height: 760 });
        }
      }
    }
  }
});
