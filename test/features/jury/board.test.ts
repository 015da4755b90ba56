// Who reads what in a real browser: dragged by a mouse, by keyboard and forms without JavaScript; the pages of jurors.
import type { Page } from 'playwright-core';
import { closeBrowser, phone, scrollsSideways, seriousFaults } from '../../support/browser';
import { makeAdviser } from '../../support/factories';
import { type MadeRound, makeRound, makeSheet } from '../../support/made-round';
import { createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
let round: MadeRound;
beforeAll(async () => {
  world = await createWorld();
  round = await makeRound(world.db, { teams: 3, jurors: 4 });
});
afterAll(async () => {
  await closeBrowser();
  await world.close();
});

async function signedIn(login: string, device: Parameters<typeof phone>[1] = {}): Promise<Page> {
  const { context, page } = await phone(world.base, device);
  const answer = await context.request.post('/login', {
    form: { login, password: PASSWORD },
    headers: { 'Sec-Fetch-Site': 'same-origin', Accept: 'application/json' },
  });
  expect(answer.ok()).toBe(true);
  return page;
}

const readersOf = (submission: string) =>
  world.db('sheets').where({ submission_id: submission }).orderBy('juror_id').pluck('juror_id');

test('a sheet is dragged to another juror, a juror to a proposal; whoever must not read it takes nothing', async () => {
  const [first, second, third] = round.jurors;
  const [submission, other] = round.submissions;
  await world
    .db('advisers')
    .insert({ team_id: submission!.team.id, person_id: third!.id, since: new Date() });
  const sheet = await makeSheet(world.db, round, submission!, first!);
  const page = await signedIn(round.hackathon.organiser.login, { width: 1280, height: 1400 });
  const path = `/hackathons/${round.hackathon.slug}/assignments`;
  await page.goto(path);
  await page.dragAndDrop(`#sheet-${sheet} bdi`, `[data-juror="${third!.id}"]`);
  expect(await readersOf(submission!.id)).toEqual([first!.id]);
  await Promise.all([
    page.waitForURL(/#sheet-/),
    page.dragAndDrop(`#sheet-${sheet} bdi`, `[data-juror="${second!.id}"]`),
  ]);
  expect(await readersOf(submission!.id)).toEqual([second!.id]);
  await Promise.all([
    page.waitForURL((url) => url.hash === ''),
    page.dragAndDrop(`[data-juror="${third!.id}"] bdi`, `[data-submission="${other!.id}"]`),
  ]);
  expect(await readersOf(other!.id)).toEqual([third!.id]);
  expect(await seriousFaults(page)).toEqual([]);
  await page.context().close();
});

test('without JavaScript the same is done by keyboard; no page of the jury scrolls sideways at 360 px', async () => {
  const [, second, , fourth] = round.jurors;
  const [submission] = round.submissions;
  await world
    .db('teams')
    .where({ id: submission!.team.id })
    .update({ languages: ['ti', 'en'] });
  await makeAdviser(world.db, round.hackathon, round.submissions[2]!.team, 'Youth House');
  await world.db('roles').where({ person_id: fourth!.id }).update({ organisation: 'Youth House' });
  const page = await signedIn(round.hackathon.organiser.login, { javaScript: false });
  await page.goto(`/hackathons/${round.hackathon.slug}/assignments`);
  await page.locator(`a[href*="move="]`).first().focus();
  await page.keyboard.press('Enter');
  const give = page.locator('form[action$="/reader"] select');
  await give.selectOption(fourth!.id);
  await give.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.search === '');
  expect(await readersOf(submission!.id)).toEqual([fourth!.id]);
  await page.context().close();

  const small = await signedIn(second!.login, { locale: 'ar' });
  for (const name of ['jury', 'reading', 'conflicts', 'exercise']) {
    await small.goto(`/hackathons/${round.hackathon.slug}/${name}`);
    expect([name, await scrollsSideways(small), await seriousFaults(small)]).toEqual([name, false, []]);
  }
  await small.context().close();
});
