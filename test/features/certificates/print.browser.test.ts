// Papers in a real browser: a certificate and a poster are one sheet of A4 whatever the name and the language, letters that are there.
import { browser, closeBrowser, phone, scrollsSideways, seriousFaults } from '../../support/browser';
import { makeHackathon, makeTeam } from '../../support/factories';
import { makeJudged } from '../../support/judged';
import { createWorld, PASSWORD, type World } from '../../support/world';

const LONGEST =
  'Wilhelmina Konstantinopolskaja-Vandenbroucke Ju\u0304rate\u0307 Maria da Conceição dos Santos e Silva van der Meer-Oosterhuis';
const LONG_TITLE =
  'How can I get home at night when the last bus leaves at eleven and I work until two? '.repeat(2);
const pictures = process.env.PAPER_PICTURES;
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
  const found: [string, number, number][] = [];
  for (const language of ['en', 'nl', 'ar', 'ti', 'lt']) {
    await page.goto(`${at}/certificate`);
    await page.fill('[name=name]', LONGEST);
    await page.selectOption('[name=language]', language);
    await page.click('[name=keep][value=yes]');
    await page.waitForURL(/\/paper$/);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    if (language === 'ti') {
      expect(await scrollsSideways(page)).toBe(false);
      expect(await seriousFaults(page)).toEqual([]);
    }
    if (pictures) {
      await page.screenshot({ path: `${pictures}/paper-${language}-360.png`, fullPage: true });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.screenshot({ path: `${pictures}/paper-${language}.png`, fullPage: true });
      await page.setViewportSize({ width: 360, height: 760 });
    }
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    await page.emulateMedia({ media: 'print' });
    const cut = await page.evaluate(() => {
      const paper = document.querySelector('.paper')!;
      return Math.max(0, paper.scrollHeight - paper.clientHeight, paper.scrollWidth - paper.clientWidth);
    });
    await page.emulateMedia({ media: null });
    found.push([language, (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length, cut]);
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 84[12][.\d]* 59[45]/);
    if (pictures) {
      await page.goto(page.url().replace(/\/paper$/, ''));
      await page.screenshot({ path: `${pictures}/check-${language}-360.png`, fullPage: true });
    }
    await page.goto(`${at}/certificate`);
    await page.click('form[action$="/withdrawal"] button');
  }
  expect(found).toEqual(['en', 'nl', 'ar', 'ti', 'lt'].map((language) => [language, 1, 0]));
  // The team's name is written in our own font.
  expect(await page.evaluate(() => document.fonts.check('1em "Noto Sans Ethiopic"', 'ሓድሽ'))).toBe(true);
});

test('the poster of a team with the longest name and words is one sheet, in Dutch and Arabic', async () => {
  const hackathon = await makeHackathon(world.db);
  const team = await makeTeam(world.db, hackathon, {
    size: 1,
    name: 'Forty doors of Harbour Street '.repeat(2),
  });
  await world
    .db('teams')
    .where({ id: team.id })
    .update({ pitch: 'We ask at ten doors, count who opens and write it down. '.repeat(8).slice(0, 400) });
  const captain = await world.as(team.members[0]!.login);
  const made = await captain.post(`/teams/${team.id}/invitations`).type('form').send({ uses: 3, hours: 48 });
  const { context, page } = await phone(world.base, { dark: true });
  await context.request.post('/login', {
    form: { login: team.members[0]!.login, password: PASSWORD },
    headers: { 'Sec-Fetch-Site': 'same-origin', Accept: 'application/json' },
  });
  for (const language of ['nl', 'ar']) {
    await page.goto(`${made.headers.location}/poster?lang=${language}`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  }
});
