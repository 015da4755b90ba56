// “Check this ranking”: a browser comes to the same bytes as the server, and says so, or says what is wrong.
import { rank } from '../../../src/features/ranking/ranking';
import { browser, closeBrowser, phone, scrollsSideways, seriousFaults } from '../../support/browser';
import { type Judged, makeJudged } from '../../support/judged';
import { createWorld, type World } from '../../support/world';
import { samples } from '../ranking/rounds';

let world: World;
let judged: Judged;
beforeAll(async () => {
  world = await createWorld();
  judged = await makeJudged(
    world.db,
    Array.from({ length: 4 }, (_, i) =>
      Array.from({ length: 5 }, (_, j) => [1 + ((i * 3 + j) % 5), 1 + ((i + j * 2) % 5)]),
    ),
    { names: ['<b>Night Bus</b>', 'الرسالة الأولى', 'Open Kitchen', 'Red Umbrella'] },
  );
  const organiser = await world.as(judged.hackathon.organiser.login);
  await organiser.post(`${at()}/publication`).type('form').send({}).expect(303);
  await browser();
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});
const at = () => `/hackathons/${judged.hackathon.slug}/results`;

it.each(['p05', 'p21', 'p28'])('Chromium ranks sample %s to the same bytes as Node', async (name) => {
  const { context, page } = await phone(world.base);
  await page.goto(`${at()}/check`);
  // A string: the transform of the tests would turn the import into a require.
  const inBrowser = await page.evaluate(
    `import('/ranking/ranking.js').then(({ rank }) => JSON.stringify(rank(${JSON.stringify(samples[name]!.round)})))`,
  );
  expect(inBrowser).toBe(JSON.stringify(rank(samples[name]!.round)));
  await context.close();
});

it('counts the published protocol again on a phone, in Arabic, and finds it the same', async () => {
  const { context, page } = await phone(world.base, { locale: 'ar' });
  await page.goto(`${at()}/check?lang=ar`);
  await page.locator('button[name="count"]').click();
  await page.locator('[data-tables] table').waitFor();
  expect(await page.locator('[data-outcome]').textContent()).toContain('النتيجة نفسها.');
  expect(await page.locator('[data-outcome]').textContent()).toContain('بصمته هي نفسها');
  expect(await page.locator('tbody tr').count()).toBe(4);
  expect(await page.locator('tbody').textContent()).toContain('<b>Night Bus</b>');
  expect(await scrollsSideways(page)).toBe(false);
  expect(await seriousFaults(page)).toEqual([]);
  await context.close();
});

it('says which lines of a changed file differ, that it is another file, and what it cannot read', async () => {
  const { text } = await world.visitor().get(`${at()}/protocol.json`);
  const { context, page } = await phone(world.base);
  await page.goto(`${at()}/check`);
  const choose = async (content: string) => {
    await page.locator('#saved').setInputFiles({
      name: 'protocol.json',
      mimeType: 'application/json',
      buffer: Buffer.from(content),
    });
    await page.locator('[data-outcome] .notice:not(.info)').first().waitFor();
    return page.locator('[data-outcome]').textContent();
  };
  const forged = JSON.parse(text);
  [forged.result.entries[0].place, forged.result.entries[3].place] = [4, 1];
  const said = await choose(JSON.stringify(forged));
  expect(said).toContain('Lines that differ: 2.');
  expect(said).toContain('its fingerprint is a different one');
  expect(await page.locator('tbody').textContent()).toContain('no: 4');

  for (const broken of [
    '{',
    '[]',
    '<script>',
    JSON.stringify({ ...forged, scores: [{ submission: 'x', juror: 'A' }] }),
  ]) {
    await page.reload();
    expect(await choose(broken)).toContain('This file is not a protocol that can be counted.');
    expect(await page.locator('tbody').count()).toBe(0);
  }
  await context.close();
});

it('without a publication there is no such page; without scripts it says how else', async () => {
  const silent = await makeJudged(world.db, [[[3, 3]]]);
  await world.visitor().get(`/hackathons/${silent.hackathon.slug}/results/check`).expect(404);
  const { text } = await world.visitor().get(`${at()}/check`).expect(200);
  expect(text).toContain('npm run --silent rank -- protocol.json');
});
