// A certificate in a real browser: one sheet of A4 whatever the name and the language, letters that are there.
import { browser, closeBrowser, phone, scrollsSideways, seriousFaults } from '../../support/browser';
import { makeJudged } from '../../support/judged';
import { createWorld, PASSWORD, type World } from '../../support/world';

const LONGEST =
  'Wilhelmina Konstantinopolskaja-Vandenbroucke Ju\u0304rate\u0307 Maria da Conceição dos Santos e Silva van der Meer-Oosterhuis';
const LONG_TITLE =
  'How can I get home at night when the last bus leaves at eleven and I work until two? '.repeat(2);
let world: World;

beforeAll(async () => {
  [world] = await Promise.all([createWorld(), browser()]);
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

test('the longest name fills one sheet in each language; Tigrinya has its letters; a phone has all of it', async () => {
  const judged = await makeJudged(world.db, [[[4, 5]]], { names: ['ሓድሽ መንገዲ'] });
  const at = `/hackathons/${judged.hackathon.slug}`;
  await world
    .db('challenges')
    .where({ hackathon_id: judged.hackathon.id })
    .update({ title: JSON.stringify({ en: LONG_TITLE }) });
  const organiser = await world.as(judged.hackathon.organiser.login);
  await organiser.post(`${at}/results/publication`).type('form').send({});
  const { page } = await phone(world.base);
  await page.goto(`/login?next=${encodeURIComponent(`${at}/certificate`)}`);
  await page.fill('[name=login]', judged.teams[0]!.members[0]!.login);
  await page.fill('[name=password]', PASSWORD);
  await page.click('main button[type=submit]');
  await page.waitForURL(/\/certificate$/);
  await page.fill('[name=name]', LONGEST);
  await page.click('[name=keep][value=yes]');
  await page.waitForURL(/\/paper$/);
  expect(await scrollsSideways(page)).toBe(false);
  expect(await seriousFaults(page)).toEqual([]);
  const found: [string, number, number][] = [];
  for (const lang of ['en', 'nl', 'ar']) {
    await page.goto(`${page.url().split('?')[0]}?lang=${lang}`);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await page.emulateMedia({ media: null });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    await page.emulateMedia({ media: 'print' });
    const cut = await page.evaluate(() => {
      const paper = document.querySelector('.paper')!;
      return Math.max(0, paper.scrollHeight - paper.clientHeight, paper.scrollWidth - paper.clientWidth);
    });
    found.push([lang, (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length, cut]);
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 84[12][.\d]* 59[45]/);
  }
  expect(found).toEqual([
    ['en', 1, 0],
    ['nl', 1, 0],
    ['ar', 1, 0],
  ]);
  // The team's name is written in our own font.
  expect(await page.evaluate(() => document.fonts.check('1em "Noto Sans Ethiopic"', 'ሓድሽ'))).toBe(true);
});
