// What the jury says to a team can be reported in two taps, names nobody of the jury, and stays away once withdrawn.
import { requireVoice } from '../../../src/features/moderation/moderation.rights';
import { wordsId } from '../../../src/features/results/results.view';
import { reportables } from '../../../src/reportables';
import { type MadePerson, makeRole } from '../../support/factories';
import { type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let judged: Judged;
let member: Agent;
let organiser: Agent;
let author: MadePerson;
beforeAll(async () => {
  world = await createWorld();
  judged = await makeJudged(world.db, [Array(5).fill([5, 4]), Array(5).fill([2, 2])], { words: ['', ''] });
  const [rude] = await world.db('sheets').where({ submission_id: judged.teams[0]!.submission });
  author = judged.jurors.find((juror) => juror.id === rude.juror_id)!;
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
  expect(html).not.toContain('banner toast');
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
  const moderator = await world.as((await makeRole(world.db, judged.hackathon, 'moderator')).login);
  const queue = (await moderator.get(`/hackathons/${judged.hackathon.slug}/reports`)).text;
  expect(queue).toContain('too stupid');
  for (const juror of judged.jurors) expect(queue).not.toContain(juror.display_name);
  expect(queue).toContain('Written by somebody of the jury.');
  const decision = { decision: 'withdraw-and-mute', mute_for: '7', rule: '1', reason: 'It is unkind.' };
  const decided = await moderator
    .post(`/reports/${sent.body.id}/decision`)
    .type('form')
    .set('Accept', 'application/json')
    .send(decision);
  expect(decided.status).toBe(200);
  expect(await world.db('mutes').pluck('person_id')).toEqual([author.id]);
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

test('the juror is told and cannot write; no page, list or answer of whoever decides tells which juror', async () => {
  const slug = judged.hackathon.slug;
  const { id } = await world.db('moderation_cases').where({ kind: 'jury-words' }).first('id');
  const own = await world.as(author.login);
  expect((await own.get(`/reports/${id}/decision`)).text).toContain('too stupid');
  const told = await world.db('notices').where({ person_id: author.id, kind: 'ownDecided' }).pluck('href');
  expect(told).toEqual([`/reports/${id}/decision`]);
  const speaks = () => {
    const person = { id: author.id, locale: 'en' };
    return requireVoice(world.db, judged.hackathon.id, person, new Date());
  };
  await expect(speaks()).rejects.toMatchObject({ message: 'moderation.refused.muted' });
  const spoken = { reason: 'I was tired.' };
  expect((await own.post(`/reports/${id}/objection`).type('form').send(spoken)).status).toBe(303);
  for (const juror of judged.jurors.filter((one) => one.id !== author.id)) {
    const other = await world.as(juror.login);
    expect((await other.get(`/reports/${id}/decision`)).status).toBe(404);
    expect(await world.db('notices').where({ person_id: juror.id, kind: 'ownDecided' })).toEqual([]);
  }
  const moderator = await world.as((await makeRole(world.db, judged.hackathon, 'moderator')).login);
  const [mute] = await world.db('mutes').pluck('id');
  const answers = [];
  for (const agent of [moderator, organiser, member])
    for (const path of [
      `/hackathons/${slug}/reports`,
      `/reports/${id}`,
      `/reports/${id}/decision`,
      '/notices',
    ])
      answers.push(await agent.get(path));
  expect(answers[0]!.text).toContain('Muted now');
  expect(answers[0]!.text).toContain('I was tired.');
  const heard = { outcome: 'reversed', reason: 'They said sorry.' };
  for (const [path, fields] of [
    [`/reports/${id}/decision`, { decision: 'mute', mute_for: '1', rule: '1', reason: 'Again.' }],
    [`/reports/${id}/outcome`, heard],
    [`/mutes/${mute}/end`, {}],
  ] as const)
    answers.push(await moderator.post(path).type('form').set('Accept', 'application/json').send(fields));
  expect(answers.slice(-3).map((one) => one.status)).toEqual([409, 200, 409]);
  answers.push(await moderator.get(`/hackathons/${slug}/reports`));
  for (const answer of answers)
    for (const secret of [author.id, author.display_name, author.login])
      expect(`${JSON.stringify(answer.headers)}${answer.text}`).not.toContain(secret);
  await expect(speaks()).resolves.toBeUndefined();
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
      authors: kind === 'remark' ? [judged.jurors[0]!.id] : expect.any(Array),
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

test('words that changed since they were published have no author any more', async () => {
  const text = 'Such a waste of paper.';
  const { db } = world;
  const [team] = judged.teams;
  const juror = judged.jurors.find((one) => one.id !== author.id)!;
  const sheet = () => db('sheets').where({ submission_id: team!.submission, juror_id: juror.id });
  await sheet().update({ feedback: text });
  const reportable = reportables.find((one) => one.kind === 'jury-words')!;
  await db('ranking_entries')
    .where({ submission_id: team!.submission })
    .update({ feedback: JSON.stringify({ jury: [text], translate: [], chair: '' }) });
  const found = () =>
    reportable.find(world.deps, judged.teams[0]!.members[0]!, wordsId(team!.submission, text));
  expect((await found())!.authors).toEqual([juror.id]);
  // Changed since it was published: nobody is taken for its author.
  await sheet().update({ feedback: `${text} And so on.` });
  expect((await found())!.authors).toEqual([]);
});
