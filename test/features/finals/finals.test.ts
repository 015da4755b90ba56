// The final: who reaches it, who may be read more from then on, and that nobody learns of it from outside.
import { finalistsFrom } from '../../../src/features/finals/finals.policy';
import { makeRole, setPhases } from '../../support/factories';
import { type MadeRound, makeRound, makeSheet } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const at = (round: MadeRound, page: string) => `/hackathons/${round.hackathon.slug}/${page}`;
const finalists = (round: MadeRound) =>
  world
    .db('finalists')
    .where({ round_id: round.roundId })
    .orderBy('place')
    .select('submission_id', 'because');

/** Eight proposals, two sheets each; the first two far ahead. */
async function firstRoundIn(given: { jurors?: number } = {}) {
  const round = await makeRound(world.db, { teams: 8, jurors: given.jurors ?? 6, criteria: 2 });
  await world
    .db('rounds')
    .where({ id: round.roundId })
    .update({ stages: 2, sheets_each: 2, final_sheets: 2 });
  for (const [n, submission] of round.submissions.entries())
    for (const m of [0, 1]) {
      const level = n < 2 ? 5 : 1 + (n % 2);
      await makeSheet(world.db, round, submission, round.jurors[(n + m) % 4]!, {
        scores: [level, n < 2 ? 5 - (n % 2) : level],
        feedback: 'Good.',
        handedIn: true,
      });
    }
  const organiser = await world.as(round.hackathon.organiser.login);
  return { round, organiser };
}

const ranked = (lines: [place: number, band: number | null][]) =>
  lines.map(([place, band], n) => ({ submission: `s${n + 1}`, place, band }));
const ids = (entries: ReturnType<typeof ranked>, proposals: number, oneIn: number) =>
  finalistsFrom(entries, proposals, oneIn).map((one) => `${one.submission_id} ${one.because}`);

test('the top share reaches the final, and whoever cannot be told apart from the last of it', () => {
  const plain = ranked([1, 2, 3, 4, 5, 6, 7, 8].map((place) => [place, place]));
  expect(ids(plain, 8, 4)).toEqual(['s1 share', 's2 share']);
  expect(ids(plain, 8, 3)).toEqual(['s1 share', 's2 share', 's3 share']);
  const close = ranked([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 2],
    [5, 3],
    [6, 3],
  ]);
  expect(ids(close, 8, 4)).toEqual(['s1 share', 's2 share', 's3 close', 's4 close']);
  const tied = ranked([
    [1, null],
    [2, null],
    [2, null],
    [4, null],
  ]);
  expect(ids(tied, 4, 4)).toEqual(['s1 share', 's2 share', 's3 close']);
  expect(ids(ranked([[1, 1]]), 1, 4)).toEqual(['s1 share']);
  expect(ids(ranked([]), 3, 4)).toEqual([]);
});

test('it is opened once, keeps who is in it, and readers are drawn for these only', async () => {
  const { round, organiser } = await firstRoundIn();
  const [one, two] = await Promise.all([
    json(organiser, at(round, 'final')),
    json(organiser, at(round, 'final')),
  ]);
  expect([one.status, two.status].sort()).toEqual([200, 409]);
  const best = round.submissions.slice(0, 2).map((each) => each.id);
  const inside = (await finalists(round)).map((each) => each.submission_id);
  expect(inside.sort()).toEqual([...best].sort());
  const drawn = await json(organiser, at(round, 'assignments'), { balanced: '4' });
  expect([drawn.status, drawn.body.sheets]).toEqual([201, 4]);
  for (const { id } of round.submissions) {
    const sheets = await world.db('sheets').where({ submission_id: id });
    expect(sheets).toHaveLength(best.includes(id) ? 4 : 2);
  }
  const other = round.submissions[5]!.id;
  const byHand = (submission: string) =>
    json(organiser, at(round, 'assignments'), { juror: round.jurors[4]!.id, submission });
  const refused = await byHand(other);
  expect([refused.status, refused.body.error]).toEqual([409, 'finals.refused.notInFinal']);
  await world
    .db('sheets')
    .where({ submission_id: other, juror_id: round.jurors[1]!.id })
    .update({ conflict_at: new Date() });
  expect((await byHand(other)).status).toBe(201);
  const page = await organiser.get(at(round, 'final'));
  expect(page.text).toContain('The final is open.');
  for (const { id, team } of round.submissions) expect(page.text.includes(team.name)).toBe(best.includes(id));
});

test('while a sheet of the first round is open, or a proposal has none, it stays closed with words', async () => {
  const { round, organiser } = await firstRoundIn();
  const sheet = await makeSheet(world.db, round, round.submissions[3]!, round.jurors[5]!, { scores: [3] });
  const open = await json(organiser, at(round, 'final'));
  expect([open.status, open.body.error, open.body.current]).toEqual([
    409,
    'finals.refused.open',
    { proposals: 8, open: 1, unread: 0 },
  ]);
  await world.db('sheets').where({ id: sheet }).update({ conflict_at: new Date() });
  await world.db('sheets').where({ submission_id: round.submissions[7]!.id }).delete();
  const unread = await json(organiser, at(round, 'final'));
  expect([unread.status, unread.body.error]).toEqual([409, 'finals.refused.unread']);
  expect(await finalists(round)).toEqual([]);
});

test('one stage has no final; before judging and once the jury meets none is opened; only organisers open one', async () => {
  const { round, organiser } = await firstRoundIn();
  for (const who of [round.jurors[0]!, round.submissions[0]!.team.members[0]!]) {
    const agent = await world.as(who.login);
    expect((await json(agent, at(round, 'final'))).status).toBe(403);
    expect((await agent.get(at(round, 'final'))).status).toBe(403);
  }
  for (const phase of ['drafting', 'deliberation'] as const) {
    await setPhases(world.db, round.hackathon.id, [phase]);
    expect((await json(organiser, at(round, 'final'))).body.error).toBe('finals.refused.notNow');
  }
  await setPhases(world.db, round.hackathon.id, ['judging']);
  await world.db('rounds').where({ id: round.roundId }).update({ stages: 1 });
  expect((await json(organiser, at(round, 'final'))).body.error).toBe('finals.refused.oneStage');
  expect(await finalists(round)).toEqual([]);
});

test('with a ranking for each question each has its own finalists', async () => {
  const { round, organiser } = await firstRoundIn();
  await world.db('rounds').where({ id: round.roundId }).update({ scope: 'challenge' });
  const [{ id: other }] = await world
    .db('challenges')
    .insert({
      ...(await world.db('challenges').where({ id: round.hackathon.challenge.id }).first()),
      id: `other-${round.roundId}`,
      slug: 'other',
      title: '{"en":"Other"}',
      in_short: '{}',
      brief: '{}',
      asked_by: '{}',
      position: 2,
    })
    .returning('id');
  const late = round.submissions.slice(4).map((one) => one.id);
  await world.db('submission_versions').whereIn('submission_id', late).update({ challenge_id: other });
  expect((await json(organiser, at(round, 'final'))).status).toBe(200);
  const inside = (await finalists(round)).map((one) => one.submission_id);
  expect(inside.filter((id) => late.includes(id)).length).toBeGreaterThanOrEqual(2);
  for (const { id } of round.submissions.slice(0, 2)) expect(inside).toContain(id);
});

test('outside the jury and the organisers nothing changes when the final opens', async () => {
  const { round, organiser } = await firstRoundIn();
  const expert = await world.as((await makeRole(world.db, round.hackathon, 'expert')).login);
  const member = await world.as(round.submissions[0]!.team.members[0]!.login);
  const paths = ['', 'jury/method', 'criteria', 'teams', 'steps', 'results', 'results.json'].map((page) =>
    at(round, page).replace(/\/$/, ''),
  );
  paths.push(`/teams/${round.submissions[0]!.team.id}`, `/teams/${round.submissions[7]!.team.id}`, '/desk');
  const bare = (text: string) => text.replaceAll(/nonce-[\w+/=-]+|\b[a-z0-9]{10}\n/g, '');
  const seen = async () => {
    const texts = [];
    for (const agent of [world.visitor(), expert, member])
      for (const path of paths) texts.push(bare((await agent.get(path)).text));
    return texts;
  };
  const before = await seen();
  await json(organiser, at(round, 'final'));
  expect((await finalists(round)).length).toBeGreaterThan(1);
  const after = await seen();
  for (const text of after) expect(text).not.toContain('final is open');
  for (const [n, text] of after.entries()) expect(text.length).toBe(before[n]!.length);
});

test('nothing is published or prepared before the final was opened and read; too late it needs a public reason', async () => {
  const { round, organiser } = await firstRoundIn();
  const publish = (fields: Record<string, string> = {}) =>
    json(organiser, at(round, 'results/publication'), fields);
  const prepare = () => json(organiser, at(round, 'results/announcement'));
  const refused = async (code: string, reason = '') => {
    for (const answer of [await publish(reason ? { reason } : {}), await prepare()])
      expect([answer.status, answer.body.error]).toEqual([409, code]);
    expect(await world.db('publications').where({ hackathon_id: round.hackathon.id })).toEqual([]);
  };
  await world.db('sheets').where({ round_id: round.roundId }).update({ feedback: 'It was tried. Go on.' });
  await setPhases(world.db, round.hackathon.id, ['judging', 'results']);
  await refused('finals.refused.unopened', 'We forgot it.');
  expect((await organiser.get(at(round, 'results/publication'))).text).toContain('the final was not opened');
  expect((await json(organiser, at(round, 'final'))).status).toBe(200);
  await refused('finals.refused.notReadAgain');
  await json(organiser, at(round, 'assignments'), { balanced: '4' });
  await refused('finals.refused.sheetsOpen', 'Somebody is ill.');
  await setPhases(world.db, round.hackathon.id, ['deliberation', 'results']);
  await refused('finals.refused.sheetsOpen');
  const page = await organiser.get(at(round, 'results/publication'));
  expect(page.text).toContain('Why was the final not read?');
  const [open] = await world.db('sheets').where({ round_id: round.roundId, handed_in_at: null }).limit(1);
  const done = { handed_in_at: new Date(), feedback: 'It was tried. Go on.' };
  await world.db('sheets').where({ round_id: round.roundId }).whereNot({ id: open.id }).update(done);
  await refused('finals.refused.sheetsOpen');
  await world.db('juror_terms').insert({
    hackathon_id: round.hackathon.id,
    person_id: open.juror_id,
    stopped_at: new Date(),
    changed_at: new Date(),
  });
  expect((await publish()).status).toBe(201);

  const late = await firstRoundIn();
  await world
    .db('sheets')
    .where({ round_id: late.round.roundId })
    .update({ feedback: 'It was tried. Go on.' });
  await setPhases(world.db, late.round.hackathon.id, ['deliberation', 'results']);
  const given = { reason: 'Two jurors fell ill.' };
  expect((await json(late.organiser, at(late.round, 'results/publication'), given)).status).toBe(201);
  const results = (await world.visitor().get(at(late.round, 'results'))).text;
  expect(results).toContain('The final was not read to its end.');
  expect(results).toContain('Two jurors fell ill.');
});
