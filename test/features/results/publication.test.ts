// Publishing: what it needs, what it freezes, who may, and that it happens once.
import { readFileSync } from 'node:fs';
import { rank } from '../../../src/features/ranking/ranking';
import { parseRound } from '../../../src/features/ranking/ranking.input';
import { sha256 } from '../../../src/ids';
import { makeRole, setPhases } from '../../support/factories';
import { CANARY, type Judged, makeJudged, makeSheet } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const at = (judged: Judged) => `/hackathons/${judged.hackathon.slug}/results`;
const publish = (agent: Agent, judged: Judged, fields: Record<string, string> = {}) =>
  agent
    .post(`${at(judged)}/publication`)
    .type('form')
    .set('Accept', 'application/json')
    .send(fields);
const organiserOf = (judged: Judged) => world.as(judged.hackathon.organiser.login);

const FIVE = [
  [
    [5, 4],
    [4, 4],
    [5, 5],
    [4, 5],
    [5, 4],
  ],
  [
    [3, 3],
    [3, 2],
    [2, 3],
    [3, 3],
    [2, 2],
  ],
];

test('the JSON has exactly the shape others build on; ties share a place and the unjudged are listed', async () => {
  const judged = await makeJudged(
    world.db,
    [
      [
        [4, 4],
        [4, 4],
      ],
      [
        [5, 3.5],
        [3, 4.5],
      ],
      [[2, 2], null],
      [null, null],
    ],
    { step: 0.5, shows: 'places' },
  );
  const agent = await organiserOf(judged);
  const answer = await publish(agent, judged);
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ location: at(judged), publication: 1 });
  const { status, body, headers } = await world.visitor().get(`${at(judged)}.json`);
  expect(status).toBe(200);
  expect(headers['cache-control']).toBe('no-store');
  const [one, two, three, four] = judged.teams;
  const entry = (team: typeof one, place: number, band: number) => ({
    team: team!.id,
    teamName: team!.name,
    submission: team!.submission,
    place,
    low: expect.any(Number),
    high: expect.any(Number),
    score: expect.any(Number),
    band,
  });
  const tied = [entry(one, 1, 1), entry(two, 1, 1)].sort((a, b) => (a.teamName < b.teamName ? -1 : 1));
  expect(body).toEqual({
    publishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    publication: 1,
    prizes: [],
    rankings: [
      {
        scope: 'hackathon',
        method: 'calibrated',
        entries: [...tied, entry(three, 3, 2)],
        unranked: [{ team: four!.id, teamName: four!.name, submission: four!.submission }],
      },
    ],
  });
  const page = await world.visitor().get(at(judged));
  expect(page.text).toContain('Place 1, could be 1 to ');
  expect(page.text).toMatch(/Place 3(?:<|, could be 2 to 3)/);
  expect(page.text).toContain('Without a place');
});

test('without two sentences for every team it is refused and names the teams', async () => {
  const judged = await makeJudged(world.db, FIVE, { names: ['Has Words', 'Has None'], words: ['', ''] });
  await world.db('sheets').where({ submission_id: judged.teams[1]!.submission }).update({ feedback: '' });
  const agent = await organiserOf(judged);
  const answer = await publish(agent, judged);
  expect(answer.status).toBe(409);
  expect(answer.body.error).toBe('results.refused.feedback');
  expect(answer.body.message).toContain('Has None');
  expect(answer.body.message).not.toContain('Has Words');
  expect(answer.body.current).toEqual({ teams: [{ id: judged.teams[1]!.id, name: 'Has None' }] });
  const page = await agent
    .post(`${at(judged)}/publication`)
    .type('form')
    .send({ after: '0' });
  expect(page.status).toBe(409);
  expect(page.text).toContain('Has None');
  expect(await world.db('publications').where({ hackathon_id: judged.hackathon.id })).toEqual([]);
  expect(await world.db('rounds').where({ id: judged.round }).first('locked_at')).toEqual({
    locked_at: null,
  });
});

test('only organisers publish, in deliberation and results only', async () => {
  const judged = await makeJudged(world.db, FIVE);
  const others = [judged.jurors[0]!.login, judged.teams[0]!.members[0]!.login];
  for (const login of others) expect((await publish(await world.as(login), judged)).status).toBe(403);
  expect((await publish(world.visitor(), judged)).status).toBe(401);
  const elsewhere = await makeJudged(world.db, FIVE);
  expect((await publish(await organiserOf(elsewhere), judged)).status).toBe(403);
  await setPhases(world.db, judged.hackathon.id, ['judging']);
  const early = await publish(await organiserOf(judged), judged);
  expect(early.status).toBe(403);
  expect(early.body.error).toBe('hackathons.refused.tooEarly');
});

test('two at once publish exactly once', async () => {
  const judged = await makeJudged(world.db, FIVE);
  const agent = await organiserOf(judged);
  const answers = await Promise.all(Array.from({ length: 6 }, () => publish(agent, judged)));
  expect(answers.map((one) => one.status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  expect(await world.db('publications').where({ hackathon_id: judged.hackathon.id })).toHaveLength(1);
});

test('a correction needs a reason; the old publication stays readable as it was', async () => {
  const judged = await makeJudged(world.db, FIVE);
  const agent = await organiserOf(judged);
  await publish(agent, judged);
  const before = (await world.visitor().get(`${at(judged)}.json`)).body;
  expect((await publish(agent, judged, { after: '1' })).status).toBe(422);
  expect((await publish(agent, judged)).status).toBe(409);
  // A juror turns out to belong to the team that stood first.
  await world.db('conflicts').insert({
    id: 'found-later',
    hackathon_id: judged.hackathon.id,
    juror_id: judged.jurors[0]!.id,
    team_id: judged.teams[0]!.id,
    kind: 'declared',
    found_at: new Date(),
  });
  const twice = await Promise.all([
    publish(agent, judged, { after: '1', reason: 'A juror knew <b>the team</b>.' }),
    publish(agent, judged, { after: '1', reason: 'A juror knew <b>the team</b>.' }),
  ]);
  expect(twice.map((one) => one.status).sort()).toEqual([201, 409]);
  const now = (await world.visitor().get(`${at(judged)}.json`)).body;
  expect(now.publication).toBe(2);
  expect(now.rankings).not.toEqual(before.rankings);
  expect((await world.visitor().get(`${at(judged)}.json?publication=1`)).body).toEqual(before);
  expect((await world.visitor().get(`${at(judged)}?publication=3`)).status).toBe(404);
  const page = await world.visitor().get(at(judged));
  expect(page.text).toContain('A juror knew &lt;b&gt;the team&lt;/b&gt;.');
  expect(page.text).toContain('?publication=1');
  const old = await world.visitor().get(`${at(judged)}?publication=1`);
  expect(old.text).toContain('This is an earlier result.');
});

test('sheets written at the same moment: the result is the snapshot, and nothing changes after it', async () => {
  const judged = await makeJudged(world.db, FIVE);
  await setPhases(world.db, judged.hackathon.id, ['judging', 'results']);
  const sheets = await world.db('sheets').where({ round_id: judged.round }).select('id', 'juror_id');
  const jurors = new Map(
    await Promise.all(judged.jurors.map(async (j) => [j.id, await world.as(j.login)] as const)),
  );
  const agent = await organiserOf(judged);
  const change = async (sheet: { id: string; juror_id: string }, score: string) => {
    const juror = jurors.get(sheet.juror_id)!;
    await juror.post(`/sheets/${sheet.id}/reopening`).type('form').set('Accept', 'application/json').send({});
    const fields = Object.fromEntries(judged.criteria.map((id) => [`score[${id}]`, score]));
    return juror
      .post(`/sheets/${sheet.id}/handing-in`)
      .type('form')
      .set('Accept', 'application/json')
      .send({ ...fields, feedback: 'One sentence. And one more.' });
  };
  const [published] = await Promise.all([
    new Promise((resolve) => setTimeout(resolve, 40)).then(() => publish(agent, judged)),
    ...sheets.map((sheet, index) => change(sheet, String((index % 5) + 1))),
  ]);
  expect(published.status).toBe(201);
  const protocol = (await agent.get(`${at(judged)}/protocol.json`)).text;
  const pair = (submission: string, score: unknown) => `${submission} ${Number(score)}`;
  const frozen = JSON.parse(protocol).scores as { submission: string; score: number }[];
  const stored = await world
    .db('scores as s')
    .join('sheets as h', 'h.id', 's.sheet_id')
    .where({ 'h.round_id': judged.round })
    .whereNotNull('h.handed_in_at')
    .select('h.submission_id', 's.score');
  expect(frozen.map((one) => pair(one.submission, one.score)).sort()).toEqual(
    stored.map((one) => pair(one.submission_id, one.score)).sort(),
  );
  for (const sheet of sheets.slice(0, 3)) expect((await change(sheet, '1')).status).toBe(403);
  expect((await agent.get(`${at(judged)}/protocol.json`)).text).toBe(protocol);
});

describe('the protocol', () => {
  test('gives rank() the same result again, and its hash stands on the page', async () => {
    const judged = await makeJudged(world.db, FIVE);
    await publish(await organiserOf(judged), judged);
    for (const path of [
      `${at(judged)}/protocol.json`,
      `/hackathons/${judged.hackathon.slug}/protocol.json`,
    ]) {
      const { text, status } = await world.visitor().get(path);
      expect(status).toBe(200);
      const read = parseRound(text);
      if (!read.ok) throw new Error(read.problem.what);
      const { jurors: _, ...result } = rank(read.round);
      expect(JSON.parse(text).result).toEqual(result);
      const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
      expect(JSON.parse(text).code).toEqual({ version: expect.any(String), sha256: hash });
      expect((await world.visitor().get(at(judged))).text).toContain(sha256(text));
    }
  });

  test('names jurors by letters that are drawn anew for each publication', async () => {
    const judged = await makeJudged(
      world.db,
      Array.from({ length: 2 }, () => Array.from({ length: 12 }, (_, n) => [1 + (n % 5), 3])),
    );
    const agent = await organiserOf(judged);
    await publish(agent, judged);
    await publish(agent, judged, { reason: 'Once more.' });
    const texts = await Promise.all(
      [1, 2].map(async (n) => (await agent.get(`${at(judged)}/protocol.json?publication=${n}`)).text),
    );
    for (const text of texts) {
      for (const juror of judged.jurors) expect(text).not.toContain(juror.id);
      expect(text).not.toContain('declared');
      expect(JSON.parse(text).result.jurors).toBeUndefined();
      expect(JSON.parse(text).jurors).toEqual([...'ABCDEFGHIJKL']);
    }
    // 12 jurors, 5 patterns of scores: the same letters twice would be a chance of one in millions.
    expect(JSON.parse(texts[0]!).scores).not.toEqual(JSON.parse(texts[1]!).scores);
  });

  test('of fewer than five jurors goes to jury, ranked teams and organisers only', async () => {
    const judged = await makeJudged(world.db, [
      [
        [4, 4],
        [3, 3],
      ],
      [
        [2, 2],
        [1, 1],
      ],
    ]);
    await publish(await organiserOf(judged), judged);
    const path = `${at(judged)}/protocol.json`;
    for (const login of [
      judged.jurors[1]!.login,
      judged.teams[1]!.members[1]!.login,
      judged.hackathon.organiser.login,
    ])
      expect((await (await world.as(login)).get(path)).status).toBe(200);
    const elsewhere = await makeJudged(world.db, FIVE);
    for (const agent of [
      world.visitor(),
      await organiserOf(elsewhere),
      await world.as(elsewhere.teams[0]!.members[0]!.login),
    ])
      expect((await agent.get(path)).status).toBe(404);
    const page = (await world.visitor().get(at(judged))).text;
    expect(page).not.toContain('protocol.json');
    const text = (await (await organiserOf(judged)).get(path)).text;
    expect(page).toContain(sha256(text));
  });
});

test('names that a spreadsheet would run are plain text in the CSV, and markup is text on the page', async () => {
  const names = ['=HYPERLINK("http://evil.example";"x")', '<img src=x onerror=alert(1)>', '+1, "2"'];
  const judged = await makeJudged(world.db, [...FIVE, FIVE[1]!], { names });
  await publish(await organiserOf(judged), judged);
  const csv = await world
    .visitor()
    .get(`${at(judged)}.csv`)
    .buffer(true);
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(csv.text.startsWith('\ufeffscope,place,')).toBe(true);
  expect(csv.text).toContain(`"'=HYPERLINK(""http://evil.example"";""x"")"`);
  expect(csv.text).toContain(`"'+1, ""2"""`);
  expect(csv.text).not.toMatch(/(^|,)"?[=+@-]/m);
  const page = (await world.visitor().get(at(judged))).text;
  expect(page).not.toContain('<img src=x');
  const proposal = (await world.visitor().get(`/submissions/${judged.teams[1]!.submission}/published`)).text;
  expect(proposal).toContain('problem &lt;b&gt;of&lt;/b&gt;');
  expect(proposal).not.toContain('<img src=x');
  for (const member of judged.teams[1]!.members) expect(proposal).not.toContain(`>${member.display_name}<`);
});

test("a team reads the jury's words and its scores beside all teams; nobody else does", async () => {
  const judged = await makeJudged(world.db, FIVE);
  const [team, other] = judged.teams;
  const member = await world.as(team!.members[1]!.login);
  const path = `/teams/${team!.id}/feedback`;
  expect((await member.get(path)).status).toBe(404);
  await publish(await organiserOf(judged), judged);
  expect((await member.get(at(judged))).text).toContain(`href="${path}"`);
  const page = await member.get(path);
  expect(page.status).toBe(200);
  expect(page.text.indexOf(CANARY)).toBeGreaterThan(0);
  expect(page.text.indexOf(CANARY)).toBeLessThan(page.text.indexOf('Criterion 1'));
  expect(page.text).toContain('Score 4.60.');
  expect(page.text).toContain('All teams: 2.60 to 4.60, on average 3.60.');
  expect(page.text).toContain('5 people read and scored your proposal.');
  for (const juror of judged.jurors) expect(page.text).not.toContain(juror.display_name);
  expect(page.text).not.toContain('no page may tell');
  const outsiders = [other!.members[0]!.login, judged.jurors[0]!.login];
  for (const login of outsiders) expect((await (await world.as(login)).get(path)).status).toBe(404);
  expect((await world.visitor().get(path).set('Accept', 'application/json')).status).toBe(401);
  expect((await (await organiserOf(judged)).get(path)).status).toBe(200);
});

test('the organiser sees what is missing, and the order only from deliberation on', async () => {
  const judged = await makeJudged(world.db, FIVE, { names: ['Alder', 'Birch'] });
  await makeSheet(world.db, {
    round: judged.round,
    team: judged.teams[0]!,
    juror: await makeRole(world.db, judged.hackathon, 'juror'),
    criteria: judged.criteria,
    sheet: [1, 1],
    handedIn: false,
  });
  const agent = await organiserOf(judged);
  const page = (await agent.get(`${at(judged)}/publication`)).text;
  expect(page).toContain('1 sheet is not handed in');
  expect(page).toContain('The order as it stands');
  expect(page).toContain('Publish the results now');
  await setPhases(world.db, judged.hackathon.id, ['judging']);
  const early = (await agent.get(`${at(judged)}/publication`)).text;
  expect(early).not.toContain('The order as it stands');
  expect(early).not.toContain('Publish the results now');
  expect((await (await world.as(judged.jurors[0]!.login)).get(`${at(judged)}/publication`)).status).toBe(403);
});

test('all messages of results stand in three languages', () => {
  const keys = (value: unknown, at = ''): string[] =>
    typeof value === 'string'
      ? [at.replace(/_(zero|one|two|few|many|other)$/, '')]
      : Object.entries(value as object).flatMap(([key, one]) => keys(one, `${at}.${key}`));
  for (const name of ['results', 'recommendations']) {
    const [en, nl, ar] = ['en', 'nl', 'ar'].map((tag) =>
      [...new Set(keys(JSON.parse(readFileSync(`src/i18n/${tag}/${name}.json`, 'utf8'))))].sort(),
    );
    expect(nl).toEqual(en);
    expect(ar).toEqual(en);
  }
});
