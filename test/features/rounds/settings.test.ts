// The settings of a round: who writes them, that the opening of judging freezes them, and what everybody reads.
import type { PhaseKey } from '../../../src/features/hackathons/hackathons.policy';
import { freezeRounds } from '../../../src/features/rounds/rounds.settings.actions';
import { makeHackathon, makeRole, setPhases } from '../../support/factories';
import { makeRound } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const row = (hackathonId: string) => world.db('rounds').where({ hackathon_id: hackathonId }).first();

async function founded(open: PhaseKey[] = ['drafting']) {
  const hackathon = await makeHackathon(world.db, { open });
  const organiser = await world.as(hackathon.organiser.login);
  return { hackathon, organiser, at: `/hackathons/${hackathon.slug}` };
}

const CHOSEN = {
  scope: 'challenge',
  method: 'median',
  stages: '2',
  sheets_each: '2',
  final_one_in: '5',
  final_sheets: '4',
  shows: 'places',
};

test('an organiser settles the round; what is not sent stays, and the usual is calibrated and in groups', async () => {
  const { hackathon, organiser, at } = await founded();
  expect((await json(organiser, `${at}/round`, {})).status).toBe(200);
  expect(await row(hackathon.id)).toMatchObject({
    scope: 'hackathon',
    method: 'calibrated',
    stages: 1,
    shows: 'bands',
  });
  expect((await json(organiser, `${at}/round`, CHOSEN)).status).toBe(200);
  expect((await json(organiser, `${at}/round`, { shows: 'bands' })).status).toBe(200);
  expect(await row(hackathon.id)).toMatchObject({
    scope: 'challenge',
    method: 'median',
    stages: 2,
    sheets_each: 2,
    final_one_in: 5,
    final_sheets: 4,
    shows: 'bands',
    frozen_at: null,
  });
  expect((await organiser.get(`${at}/round`)).text).toContain('<form method="post"');
});

test.each([
  [{ scope: 'team' }, 'scope'],
  [{ method: 'mode' }, 'method'],
  [{ stages: '3' }, 'stages'],
  [{ sheets_each: '0' }, 'sheets_each'],
  [{ sheets_each: '21' }, 'sheets_each'],
  [{ sheets_each: '2.5' }, 'sheets_each'],
  [{ final_one_in: '2' }, 'final_one_in'],
  [{ shows: 'everything' }, 'shows'],
  [{ frozen_at: '' }, 'frozen_at'],
])('%j is refused at %s', async (fields, name) => {
  const { organiser, at } = await founded();
  const answer = await json(organiser, `${at}/round`, fields as never);
  expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, [name]]);
});

test.each(['participant', 'juror', 'expert', 'moderator'] as const)('a %s settles nothing', async (role) => {
  const { hackathon, at } = await founded();
  const agent = await world.as((await makeRole(world.db, hackathon, role)).login);
  expect((await agent.get(`${at}/round`)).status).toBe(403);
  expect((await json(agent, `${at}/round`, CHOSEN)).status).toBe(403);
});

test('once judging began a change is refused with words, also when it is moved away again', async () => {
  const { hackathon, organiser, at } = await founded();
  await json(organiser, `${at}/round`, CHOSEN);
  const moved = (fields: Record<string, string>) =>
    json(organiser, `${at}/phases/judging`, { ...fields, reason: 'Ready' });
  expect((await moved({ opens_at: 'now', closes_at: '2031-01-01T10:00' })).status).toBe(200);
  const frozen = await row(hackathon.id);
  expect(frozen.frozen_at).toBeInstanceOf(Date);
  expect(frozen.frozen).toEqual({
    scope: 'challenge',
    method: 'median',
    stages: 2,
    sheetsEach: 2,
    finalOneIn: 5,
    finalSheets: 4,
    shows: 'places',
  });
  await moved({ opens_at: '2030-01-01T10:00' });
  const late = await json(organiser, `${at}/round`, { method: 'mean' });
  expect([late.status, late.body.error]).toEqual([403, 'rounds.refused.frozen']);
  expect(late.body.message).toContain('Judging has begun');
  expect(await row(hackathon.id)).toEqual(frozen);
  const page = await organiser.get(`${at}/round`);
  expect(page.text).toContain('These settings are fixed.');
  expect(page.text).not.toContain(`action="${at}/round"`);
});

test('judging that opens by the clock freezes what stands there, with the moment of its opening', async () => {
  const { hackathon, organiser, at } = await founded();
  await json(organiser, `${at}/round`, { method: 'mean' });
  await freezeRounds(world.deps);
  expect((await row(hackathon.id)).frozen_at).toBeNull();
  await setPhases(world.db, hackathon.id, ['judging']);
  await freezeRounds(world.deps);
  const { opens_at } = await world.db('phases').where({ hackathon_id: hackathon.id, key: 'judging' }).first();
  expect(await row(hackathon.id)).toMatchObject({ frozen_at: opens_at, frozen: { method: 'mean' } });
  const before = await row(hackathon.id);
  await freezeRounds(world.deps);
  expect(await row(hackathon.id)).toEqual(before);
});

test('who settles while judging opens comes before it or is refused; what is frozen is what stands there', async () => {
  for (let n = 0; n < 4; n++) {
    const { hackathon, organiser, at } = await founded();
    await json(organiser, `${at}/round`, { method: 'mean' });
    const [settled, opened] = await Promise.all([
      json(organiser, `${at}/round`, { method: 'median' }),
      json(organiser, `${at}/phases/judging`, {
        opens_at: 'now',
        closes_at: '2031-01-01T10:00',
        reason: 'Go',
      }),
    ]);
    expect(opened.status).toBe(200);
    const round = await row(hackathon.id);
    expect([200, 403]).toContain(settled.status);
    expect(round.method).toBe(settled.status === 200 ? 'median' : 'mean');
    expect(round.frozen.method).toBe(round.method);
  }
});

describe('how the jury works', () => {
  test.each([
    ['en', 'ltr', 'How the jury works', 'one group'],
    ['nl', 'ltr', 'Zo werkt de jury', 'in één groep'],
    ['ar', 'rtl', 'كيف تعمل لجنة التحكيم', 'في مجموعة واحدة'],
  ])('everybody reads it in %s', async (lang, dir, title, words) => {
    const round = await makeRound(world.db, { open: ['drafting'] });
    await world.db('rounds').where({ id: round.roundId }).update({ stages: 2, sheets_each: 2 });
    const page = await world.visitor().get(`/hackathons/${round.hackathon.slug}/jury/method?lang=${lang}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`<html lang="${lang}" dir="${dir}"`);
    for (const text of [title, words, 'id="counted"']) expect(page.text).toContain(text);
    // The test for unequal batches, see ranking.batches.ts.
    expect(page.text).toMatch(/\b3\b\D+\b100\b/);
    expect(page.text).not.toMatch(/rounds\.\w+\.|jury\.\w+\./);
    expect(page.text).not.toContain('/results/check');
  });

  test('it says since when it is fixed, and follows the method, the scope and what is shown', async () => {
    const round = await makeRound(world.db, { open: ['drafting'] });
    const path = `/hackathons/${round.hackathon.slug}/jury/method`;
    const read = async () => (await world.visitor().get(path)).text;
    expect(await read()).toContain('This can still change.');
    await world
      .db('rounds')
      .where({ id: round.roundId })
      .update({ method: 'median', scope: 'challenge', shows: 'places' });
    const page = await read();
    expect(page).toContain('the sheet in the middle');
    expect(page).toContain('Each question has its own ranking.');
    expect(page).not.toContain('one group');
    await setPhases(world.db, round.hackathon.id, ['judging']);
    expect(await read()).toContain('It was fixed when judging opened');
  });

  test('a hackathon that is not open has no such page for others', async () => {
    const hackathon = await makeHackathon(world.db, { opened: false });
    expect((await world.visitor().get(`/hackathons/${hackathon.slug}/jury/method`)).status).toBe(404);
  });
});

describe('sentences of levels', () => {
  test('organisers read which languages are missing, nobody else does', async () => {
    const round = await makeRound(world.db, { open: ['drafting'], criteria: 1 });
    await world
      .db('criteria')
      .where({ round_id: round.roundId })
      .update({ levels: JSON.stringify({ 1: { en: 'A wish.', nl: 'Een wens.' }, 2: { nl: 'Een begin.' } }) });
    const path = `/hackathons/${round.hackathon.slug}/criteria`;
    const page = (await (await world.as(round.hackathon.organiser.login)).get(path)).text;
    expect(page).toContain('Some words are missing.');
    expect(page).toContain('English: sentences for 2, 3, 4, 5');
    expect(page).toContain('Dutch: name and sentences for 3, 4, 5');
    expect((await world.visitor().get(path)).text).not.toContain('Some words are missing.');
  });

  test('a juror reads the sentence in the own language, else in one that there is, marked as such', async () => {
    const round = await makeRound(world.db, { criteria: 1 });
    await world
      .db('criteria')
      .where({ round_id: round.roundId })
      .update({
        levels: JSON.stringify({ 1: { en: 'A wish.', nl: 'Een wens.' }, 2: { ar: 'بداية جيدة.' } }),
      });
    const page = await world.visitor().get(`/hackathons/${round.hackathon.slug}/criteria?lang=nl`);
    expect(page.text).toContain('lang="nl" dir="ltr">Een wens.');
    expect(page.text).toContain('lang="ar" dir="rtl">بداية جيدة.');
  });
});
