// What the jury says to a team can be reported in two taps, names nobody of the jury, and stays away once withdrawn.
import { wordsId } from '../../../src/features/results/results.view';
import { reportables } from '../../../src/reportables';
import { makeRole } from '../../support/factories';
import { type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let judged: Judged;
let member: Agent;
let organiser: Agent;
beforeAll(async () => {
  world = await createWorld();
  judged = await makeJudged(world.db, [Array(5).fill([5, 4]), Array(5).fill([2, 2])], { words: ['', ''] });
  const [rude] = await world.db('sheets').where({ submission_id: judged.teams[0]!.submission });
  await world.db('sheets').update({ feedback: 'It is good. Go on.' });
  await world
    .db('sheets')
    .where({ id: rude.id })
    .update({ feedback: 'You are too stupid for this. Go home.' });
  member = await world.as(judged.teams[0]!.members[0]!.login);
  organiser = await world.as(judged.hackathon.organiser.login);
  expect((await publish()).status).toBe(201);
});
afterAll(() => world.close());

const publish = (fields: Record<string, string> = {}) =>
  organiser
    .post(`/hackathons/${judged.hackathon.slug}/results/publication`)
    .type('form')
    .set('Accept', 'application/json')
    .send(fields);
const page = () => `/teams/${judged.teams[0]!.id}/feedback`;

test('two taps report it, a moderator reads the words and no name, and no correction brings them back', async () => {
  const html = (await member.get(page())).text;
  const said = html.slice(html.indexOf('too stupid'));
  const link = /href="(\/reports\/new\?kind=jury-words&amp;id=[^"]+)"/
    .exec(said)![1]!
    .replaceAll('&amp;', '&');
  const asked = await member.get(link);
  expect(asked.status).toBe(200);
  expect(asked.text).toContain('What the jury says to a team');
  const id = new URL(link, 'http://x').searchParams.get('id')!;
  const stranger = await world.as(judged.teams[1]!.members[0]!.login);
  for (const agent of [stranger, world.visitor(), await world.as(judged.jurors[0]!.login)])
    expect((await agent.get(link)).status).toBe(404);
  const sent = await member
    .post('/reports')
    .type('form')
    .set('Accept', 'application/json')
    .send({ kind: 'jury-words', id, reason: 'hate' });
  expect(sent.status).toBe(201);
  expect(await world.db('case_authors')).toEqual([]);
  const moderator = await world.as((await makeRole(world.db, judged.hackathon, 'moderator')).login);
  const queue = (await moderator.get(`/hackathons/${judged.hackathon.slug}/reports`)).text;
  expect(queue).toContain('too stupid');
  for (const juror of judged.jurors) expect(queue).not.toContain(juror.display_name);
  const decision = { decision: 'withdraw', rule: '1', reason: 'It is unkind.' };
  expect((await moderator.post(`/reports/${sent.body.id}/decision`).type('form').send(decision)).status).toBe(
    303,
  );
  const after = (await member.get(page())).text;
  expect(after).not.toContain('too stupid');
  expect(after).toContain('A moderator withdrew this.');
  expect((await publish({ after: '1', reason: 'A slip.' })).status).toBe(201);
  expect((await member.get(page())).text).not.toContain('too stupid');
  expect((await organiser.get(`/hackathons/${judged.hackathon.slug}/deliberation`)).text).not.toContain(
    'too stupid',
  );
  expect(JSON.stringify(await world.db('ranking_entries').select('feedback'))).not.toContain('too stupid');
});

test('what is given back stands again wherever it stood, a remark of the exercise too', async () => {
  const { db } = world;
  const [team] = judged.teams;
  await db('sample_remarks').insert({
    id: 'remark-of-a-juror',
    hackathon_id: judged.hackathon.id,
    person_id: judged.jurors[0]!.id,
    text: 'Nonsense.',
    written_at: new Date(),
  });
  const stored = async () => [
    await db('sheets').where({ submission_id: team!.submission }).orderBy('id').pluck('feedback'),
    await db('ranking_entries')
      .where({ submission_id: team!.submission })
      .orderBy('ranking_id')
      .pluck('feedback'),
    await db('sample_remarks').pluck('text'),
  ];
  const before = await stored();
  const hand = { ...judged.hackathon.organiser, role: 'organiser' as const };
  for (const [kind, id] of [
    ['jury-words', wordsId(team!.submission, 'It is good. Go on.')],
    ['remark', 'remark-of-a-juror'],
  ] as const) {
    const reportable = reportables.find((one) => one.kind === kind)!;
    expect(await reportable.find(world.deps, judged.hackathon.organiser, id)).toMatchObject({
      authors: kind === 'remark' ? [judged.jurors[0]!.id] : [],
    });
    const kept = await db.transaction((trx) => reportable.withdraw!(world.deps, trx, id, hand));
    expect(await reportable.find(world.deps, judged.hackathon.organiser, id)).toBeNull();
    expect(await stored()).not.toEqual(before);
    const back = JSON.parse(JSON.stringify(kept));
    await db.transaction((trx) => reportable.restore!(world.deps, trx, id, back, hand));
    expect(await stored()).toEqual(before);
  }
  const exercise = (await organiser.get(`/hackathons/${judged.hackathon.slug}/exercise`)).text;
  expect(exercise).toContain('/reports/new?kind=remark&amp;id=remark-of-a-juror');
});
