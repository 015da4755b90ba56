// A juror's own sheet through the doors: saving, handing in, and nobody else's eyes.

import { rank } from '../../../src/features/ranking/ranking';
import { makeHackathon, makePerson, makeRole, setPhases } from '../../support/factories';
import { type MadeRound, makeRound, makeSheet } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const row = (id: string) => world.db('sheets').where({ id }).first();

async function one(given: Parameters<typeof makeRound>[1] = {}) {
  const round = await makeRound(world.db, given);
  const sheet = await makeSheet(world.db, round, round.submissions[0]!, round.jurors[0]!);
  const agent = await world.as(round.jurors[0]!.login);
  return { round, sheet, agent };
}
const full = (round: MadeRound, score = '4') =>
  Object.fromEntries(round.criteria.map((id) => [`score[${id}]`, score]));

test('the list of own sheets as JSON is exactly what the contract says', async () => {
  const { round, sheet, agent } = await one();
  const answer = await agent.get(`/hackathons/${round.hackathon.slug}/jury.json`);
  expect(answer.status).toBe(200);
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.body).toEqual({
    sheets: [
      {
        id: sheet,
        submission: round.submissions[0]!.id,
        team: round.submissions[0]!.team.name,
        state: 'open',
        version: 1,
        scale: { min: 1, max: 5, step: 1 },
        criteria: [
          { id: round.criteria[0], title: 'Point 1', titles: { en: 'Point 1', ar: 'نقطة 1' } },
          { id: round.criteria[1], title: 'Point 2', titles: { en: 'Point 2', ar: 'نقطة 2' } },
        ],
      },
    ],
  });
});

test('parts are saved one by one, and what is not sent stays', async () => {
  const { round, sheet, agent } = await one();
  const first = await json(agent, `/sheets/${sheet}`, { [`score[${round.criteria[0]}]`]: '3', version: '1' });
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({
    id: sheet,
    version: 2,
    scored: 1,
    saved: expect.stringMatching(/\d\d:\d\d/),
  });
  const second = await json(agent, `/sheets/${sheet}`, { feedback: 'Good.', version: '2' });
  expect(second.body.version).toBe(3);
  await json(agent, `/sheets/${sheet}`, { note: 'mine', version: '3' });
  expect(await row(sheet)).toMatchObject({ feedback: 'Good.', note: 'mine', version: 4 });
  const page = await agent.get(`/sheets/${sheet}`);
  expect(page.text).toContain('3. Good');
  expect(page.text).toContain('1 of 2 scored');
  expect((await agent.get(`/hackathons/${round.hackathon.slug}/jury.json`)).body.sheets[0].state).toBe(
    'begun',
  );
});

test('a browser without script goes to the next point after saving', async () => {
  const { round, sheet, agent } = await one();
  const answer = await agent
    .post(`/sheets/${sheet}`)
    .type('form')
    .send({ [`score[${round.criteria[0]}]`]: '2', version: '1', show: round.criteria[1] });
  expect(answer.status).toBe(303);
  expect(answer.headers.location).toBe(
    `/sheets/${sheet}?criterion=${round.criteria[1]}#criterion-${round.criteria[1]}`,
  );
});

test.each(['0', '6', '2.5', 'NaN', '', 'five', '-1', '1e1'])(
  'the score %j is refused with 422',
  async (score) => {
    const { round, sheet, agent } = await one({ teams: 1, jurors: 1 });
    const field = `score[${round.criteria[0]}]`;
    const answer = await json(agent, `/sheets/${sheet}`, { [field]: score, version: '1' });
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.fields)).toEqual([field]);
    expect(await world.db('scores').where({ sheet_id: sheet })).toEqual([]);
  },
);

test('a point of another hackathon, a made-up one and unknown fields are refused', async () => {
  const { round, sheet, agent } = await one();
  const other = await makeRound(world.db, { teams: 0, jurors: 0 });
  for (const id of [other.criteria[0]!, 'nothing'])
    expect((await json(agent, `/sheets/${sheet}`, { [`score[${id}]`]: '3' })).status).toBe(422);
  expect((await json(agent, `/sheets/${sheet}`, { juror: 'x' })).status).toBe(422);
  expect((await json(agent, `/sheets/${sheet}`, { ...full(round), state: 'handed-in' })).status).toBe(422);
  expect((await row(sheet)).version).toBe(1);
});

test('a stale version is refused and shows what stands there now', async () => {
  const { round, sheet, agent } = await one();
  await json(agent, `/sheets/${sheet}`, { feedback: 'From the laptop.', ...full(round, '5'), version: '1' });
  const stale = await json(agent, `/sheets/${sheet}`, { feedback: 'From the phone.', version: '1' });
  expect(stale.status).toBe(409);
  expect(stale.body.error).toBe('jury.refused.stale');
  expect(stale.body.current).toEqual({
    version: 2,
    score: Object.fromEntries(round.criteria.map((id) => [id, 5])),
    feedback: 'From the laptop.',
    note: '',
    translate: 'no',
  });
  const page = await agent
    .post(`/sheets/${sheet}`)
    .type('form')
    .send({ feedback: 'From the phone.', version: '1' });
  expect(page.status).toBe(409);
  expect(page.text).toContain('From the phone.');
  expect(page.text).toContain('From the laptop.');
  expect(page.text).toContain('name="version" value="2"');
});

test('of ten saves at once with the same version one wins, and nothing is half-saved', async () => {
  const { round, sheet, agent } = await one();
  for (let version = 1; version <= 4; version++) {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        json(agent, `/sheets/${sheet}`, {
          ...full(round, String((n % 5) + 1)),
          feedback: `Try ${n}.`,
          version: String(version),
        }),
      ),
    );
    const won = answers.flatMap((answer, n) => (answer.status === 200 ? [n] : []));
    expect(won).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
    expect(await row(sheet)).toMatchObject({ feedback: `Try ${won[0]}.`, version: version + 1 });
    const scores = await world.db('scores').where({ sheet_id: sheet }).pluck('score');
    expect(scores.map(Number)).toEqual([(won[0]! % 5) + 1, (won[0]! % 5) + 1]);
  }
});

test('a sheet that is not complete is not handed in; what is missing is named and what was typed is saved', async () => {
  const { round, sheet, agent } = await one();
  const answer = await json(agent, `/sheets/${sheet}/handing-in`, {
    [`score[${round.criteria[0]}]`]: '4',
    note: 'kept',
    version: '1',
  });
  expect(answer.status).toBe(422);
  expect(answer.body.error).toBe('jury.refused.incomplete');
  expect(Object.keys(answer.body.fields).sort()).toEqual([`score[${round.criteria[1]}]`, 'feedback'].sort());
  expect(await row(sheet)).toMatchObject({ handed_in_at: null, note: 'kept', version: 2 });
});

test('handing in twice is as good as once; a handed-in sheet is opened again before it changes', async () => {
  const { round, sheet, agent } = await one();
  await json(agent, `/sheets/${sheet}`, { ...full(round), feedback: 'Good. Ask a club.' });
  expect((await json(agent, `/sheets/${sheet}/handing-in`)).body.state).toBe('handed-in');
  const at = (await row(sheet)).handed_in_at;
  expect((await json(agent, `/sheets/${sheet}/handing-in`)).status).toBe(200);
  expect((await row(sheet)).handed_in_at).toEqual(at);
  const late = await json(agent, `/sheets/${sheet}`, full(round, '1'));
  expect([late.status, late.body.error]).toEqual([409, 'jury.refused.handedIn']);
  expect((await agent.get(`/sheets/${sheet}`)).text).toContain('Open it again');
  expect((await json(agent, `/sheets/${sheet}/reopening`)).status).toBe(200);
  expect((await json(agent, `/sheets/${sheet}`, full(round, '1'))).status).toBe(200);
  expect((await row(sheet)).handed_in_at).toBeNull();
});

test('“I know this team” takes the sheet out and tells the organiser', async () => {
  const { round, sheet, agent } = await one();
  await json(agent, `/sheets/${sheet}`, full(round));
  const answer = await json(agent, `/sheets/${sheet}/conflict`, { reason: 'My cousin is in it.' });
  expect(answer.body).toMatchObject({
    state: 'conflict',
    location: `/hackathons/${round.hackathon.slug}/jury`,
  });
  for (const path of ['', '/handing-in', '/reopening', '/conflict'])
    expect((await json(agent, `/sheets/${sheet}${path}`)).status).toBe(409);
  const organiser = await world.as(round.hackathon.organiser.login);
  const page = await organiser.get(`/hackathons/${round.hackathon.slug}/assignments`);
  expect(page.text).toContain('Knows the team');
  expect(page.text).not.toContain('My cousin');
  const again = await json(organiser, `/hackathons/${round.hackathon.slug}/assignments`, {
    juror: round.jurors[0]!.id,
    submission: round.submissions[0]!.id,
  });
  expect([again.status, again.body.current]).toEqual([409, { conflict: 'declared' }]);
});

test('a conflict that came up after the assignment takes the sheet out at the next save', async () => {
  const { round, sheet, agent } = await one();
  const team = round.submissions[0]!.team;
  await world.db('advisers').insert({ team_id: team.id, person_id: round.jurors[0]!.id, since: new Date() });
  const answer = await json(agent, `/sheets/${sheet}`, full(round));
  expect([answer.status, answer.body.error]).toEqual([409, 'jury.refused.conflict.adviser']);
  expect((await row(sheet)).conflict_at).not.toBeNull();
  expect(await world.db('conflicts').where({ juror_id: round.jurors[0]!.id })).toMatchObject([
    { kind: 'adviser' },
  ]);
});

describe('in each phase', () => {
  test('before judging nothing is read or written, after it nothing is written', async () => {
    const { round, sheet, agent } = await one({ open: ['drafting'] });
    expect((await agent.get(`/sheets/${sheet}`)).status).toBe(403);
    expect((await json(agent, `/sheets/${sheet}`, full(round))).status).toBe(403);
    for (const open of [['deliberation'], ['results']] as const) {
      await setPhases(world.db, round.hackathon.id, [...open]);
      expect((await agent.get(`/sheets/${sheet}`)).status).toBe(200);
      for (const path of ['', '/handing-in', '/reopening', '/conflict'])
        expect((await json(agent, `/sheets/${sheet}${path}`)).status).toBe(403);
    }
    expect((await row(sheet)).version).toBe(1);
  });

  test('deliberation closes the scores even while judging is still open', async () => {
    const { round, sheet, agent } = await one({ open: ['judging', 'deliberation'] });
    const answer = await json(agent, `/sheets/${sheet}`, full(round));
    expect([answer.status, answer.body.error]).toEqual([403, 'jury.refused.deliberation']);
  });

  test('once deliberation began it cannot begin later: nobody scores after reading the others', async () => {
    const { round, sheet, agent } = await one();
    const organiser = await world.as(round.hackathon.organiser.login);
    const move = (fields: Record<string, string>) =>
      json(organiser, `/hackathons/${round.hackathon.slug}/phases/deliberation`, { ...fields, reason: 'x' });
    expect((await move({ opens_at: 'now' })).status).toBe(200);
    // Nobody has scored yet: the mistake can be mended.
    expect((await move({ opens_at: '2030-01-01T10:00', closes_at: '2030-02-01T10:00' })).status).toBe(200);
    expect((await json(agent, `/sheets/${sheet}`, full(round))).status).toBe(200);
    expect((await move({ opens_at: 'now' })).status).toBe(200);
    expect((await organiser.get(`/hackathons/${round.hackathon.slug}/deliberation`)).status).toBe(200);
    const back = await move({ opens_at: '2030-01-01T10:00' });
    expect([back.status, Object.keys(back.body.fields)]).toEqual([422, ['opens_at']]);
    expect((await json(agent, `/sheets/${sheet}`, full(round, '1'))).status).toBe(403);
    expect((await move({ closes_at: '2030-03-01T10:00' })).status).toBe(200);
  });

  test('a published round does not change', async () => {
    const { round, sheet, agent } = await one();
    await world.db('rounds').where({ id: round.roundId }).update({ locked_at: new Date() });
    expect((await json(agent, `/sheets/${sheet}`, full(round))).body.error).toBe('jury.refused.published');
  });
});

describe('who sees a sheet', () => {
  const CANARY = 'canary-note-4711';
  const WORDS = 'canary-words-0815.';

  async function everybody(open: Parameters<typeof makeRound>[1]) {
    const round = await makeRound(world.db, open);
    const [submission] = round.submissions;
    const scores = [1, 1];
    const given = { scores, feedback: WORDS, note: CANARY, handedIn: true };
    const sheet = await makeSheet(world.db, round, submission!, round.jurors[0]!, given);
    const stranger = await makeHackathon(world.db, { open: ['judging'] });
    const logins = {
      own: round.jurors[0]!.login,
      juror: round.jurors[1]!.login,
      organiser: round.hackathon.organiser.login,
      member: submission!.team.members[0]!.login,
      expert: (await makeRole(world.db, round.hackathon, 'expert')).login,
      moderator: (await makeRole(world.db, round.hackathon, 'moderator')).login,
      elsewhere: (await makeRole(world.db, stranger, 'juror')).login,
      nobody: (await makePerson(world.db)).login,
    };
    const slug = round.hackathon.slug;
    const paths = ['jury', 'jury.json', 'assignments', 'deliberation', 'jury-feedback', 'criteria'].map(
      (page) => `/hackathons/${slug}/${page}`,
    );
    return { sheet, logins, paths };
  }

  test('in judging only its juror; nothing of it is on any page of anybody else', async () => {
    const { sheet, logins, paths } = await everybody({ open: ['judging'] });
    for (const [who, login] of Object.entries(logins)) {
      const agent = await world.as(login);
      const answer = await agent.get(`/sheets/${sheet}`);
      expect([who, answer.status]).toEqual([who, who === 'own' ? 200 : 404]);
      if (who === 'own') {
        expect(answer.text).toContain(CANARY);
        continue;
      }
      for (const path of ['', '/handing-in', '/reopening', '/conflict'])
        expect([who, path, (await json(agent, `/sheets/${sheet}${path}`)).status]).toEqual([who, path, 404]);
      for (const path of paths) {
        const page = await agent.get(path);
        expect(page.text).not.toContain(CANARY);
        expect(page.text).not.toContain('canary-words');
        if (path.endsWith('deliberation')) expect([who, page.status]).toEqual([who, 403]);
      }
    }
    expect((await world.visitor().get(`/sheets/${sheet}`)).status).toBe(302);
  });

  test('in deliberation jurors and organisers see scores and words, never the note', async () => {
    const { sheet, logins, paths } = await everybody({ open: ['deliberation'] });
    for (const [who, login] of Object.entries(logins)) {
      const agent = await world.as(login);
      expect((await agent.get(`/sheets/${sheet}`)).status).toBe(who === 'own' ? 200 : 404);
      for (const path of paths) {
        const page = await agent.get(path);
        expect(page.text).not.toContain(CANARY);
        const reads = path.endsWith('deliberation') && ['own', 'juror', 'organiser'].includes(who);
        expect([who, path, page.text.includes('canary-words')]).toEqual([who, path, reads]);
        if (reads) expect(page.text).toContain('1. Not yet');
      }
    }
  });

  test('a juror who lost the role has no sheets', async () => {
    const { round, sheet, agent } = await one();
    await world.db('roles').where({ person_id: round.jurors[0]!.id }).update({ ended_at: new Date() });
    expect((await agent.get(`/sheets/${sheet}`)).status).toBe(404);
    expect((await json(agent, `/sheets/${sheet}`, full(round))).status).toBe(404);
  });
});

test('what people wrote stands on the page as text', async () => {
  const { sheet, agent } = await one();
  const markup = '<img src=x onerror="alert(1)"></textarea><script>';
  await json(agent, `/sheets/${sheet}`, { feedback: markup, note: markup });
  const page = await agent.get(`/sheets/${sheet}`);
  expect(page.text).not.toContain('<img src=x');
  expect(page.text).toContain('&lt;img src=x');
});

test("a juror reads the team's name and files, no names of members", async () => {
  const { round, sheet, agent } = await one();
  const page = await agent.get(`/sheets/${sheet}`);
  const { team } = round.submissions[0]!;
  expect(page.text).toContain(team.name);
  expect(page.text).toContain('costs.pdf');
  for (const member of team.members) expect(page.text).not.toContain(member.display_name);
});

test.each(['en', 'nl', 'ar'])('every page of the jury is whole in %s', async (lang) => {
  const { round, sheet, agent } = await one();
  const organiser = await world.as(round.hackathon.organiser.login);
  const at = `/hackathons/${round.hackathon.slug}`;
  const pages = [
    await agent.get(`/sheets/${sheet}?lang=${lang}`),
    await agent.get(`${at}/jury?lang=${lang}`),
    await organiser.get(`${at}/criteria?lang=${lang}`),
    await organiser.get(`${at}/assignments?lang=${lang}`),
    await organiser.get(`${at}/jury-feedback?lang=${lang}`),
  ];
  for (const page of pages) {
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/\bjury\.[a-z]+\.|undefined|\[object/);
    expect(page.text).toContain(`lang="${lang}"`);
  }
});

test('handing in needs two sentences for the team, counted as the page says', async () => {
  const { round, sheet, agent } = await one();
  const hand = (feedback: string) =>
    json(agent, `/sheets/${sheet}/handing-in`, { ...full(round), feedback, translate: 'yes' });
  for (const few of ['Good.', '...', 'It costs 2.50 in all', '! ?']) {
    const answer = await hand(few);
    expect([few, answer.status, Object.keys(answer.body.fields)]).toEqual([few, 422, ['feedback']]);
  }
  const saved = await json(agent, `/sheets/${sheet}`, { feedback: 'فكرة جيدة؟ نعم!' });
  expect(saved.body.words).toBe('Sentences: 2 of 2.');
  expect((await hand('فكرة جيدة؟ نعم!')).status).toBe(200);
  expect(await row(sheet)).toMatchObject({ to_translate: true });
});

test('a sheet that is put off comes last, says why to the chair only, and returns when it is touched', async () => {
  const round = await makeRound(world.db, { teams: 3, jurors: 1 });
  const [juror] = round.jurors;
  const ids: string[] = [];
  for (const submission of round.submissions) ids.push(await makeSheet(world.db, round, submission, juror!));
  const agent = await world.as(juror!.login);
  const desk = async () => (await agent.get(`/hackathons/${round.hackathon.slug}/jury`)).text;
  const first = async () => /class="lit"[\s\S]*?href="\/sheets\/([^"]+)"/.exec(await desk())?.[1];
  const order = [await first()];
  expect((await json(agent, `/sheets/${order[0]}/skipping`, { reason: ' ' })).status).toBe(422);
  const skipped = await json(agent, `/sheets/${order[0]}/skipping`, { reason: 'It is late.' });
  expect([skipped.status, skipped.body.version]).toEqual([200, 1]);
  order.push(await first());
  await json(agent, `/sheets/${order[1]}/skipping`, { reason: 'I am on a train.' });
  order.push(await first());
  await json(agent, `/sheets/${order[2]}/skipping`, { reason: 'It is long.' });
  expect([...order].sort()).toEqual([...ids].sort());
  expect(await first()).toBe(order[0]);
  expect(await desk()).toContain('3 put off.');
  await json(agent, `/sheets/${order[1]}`, { note: 'Now.', version: '1' });
  expect(await first()).toBe(order[1]);
  expect(await row(order[1]!)).toMatchObject({ skipped_at: null, skip_reason: '' });
  const organiser = await world.as(round.hackathon.organiser.login);
  const chair = (await organiser.get(`/hackathons/${round.hackathon.slug}/chair`)).text;
  expect(chair).toContain('It is late.');
  expect(chair).not.toContain('I am on a train.');
});

test('a sheet shows the own scores of other sheets beside it, never those of another juror', async () => {
  const round = await makeRound(world.db, { teams: 2, jurors: 2 });
  const [mine, theirs] = round.jurors;
  const sheet = await makeSheet(world.db, round, round.submissions[0]!, mine!);
  await makeSheet(world.db, round, round.submissions[1]!, mine!, { scores: [2, 3] });
  await makeSheet(world.db, round, round.submissions[0]!, theirs!, { scores: [5, 5], handedIn: true });
  const page = (await (await world.as(mine!.login)).get(`/sheets/${sheet}`)).text;
  const earlier = /class="small quiet earlier"[\s\S]*?<\/p>/.exec(page)![0];
  expect(earlier).toContain('<b>2</b>');
  expect(earlier).toContain(round.submissions[1]!.team.name);
  expect(earlier).not.toContain('<b>5</b>');
});

test('50 jurors save while the chair publishes: what is published is its frozen input, and later saves are refused', async () => {
  const round = await makeRound(world.db, {
    teams: 2,
    jurors: 50,
    criteria: 1,
    open: ['judging', 'results'],
  });
  const sheets: [string, Agent][] = [];
  for (const [n, juror] of round.jurors.entries()) {
    const given = { scores: [3], feedback: 'Good. Ask a club.', handedIn: true };
    const id = await makeSheet(world.db, round, round.submissions[n % 2]!, juror, given);
    sheets.push([id, await world.as(juror.login)]);
  }
  await world.db('sheets').where({ id: sheets[0]![0] }).update({ to_translate: true });
  const organiser = await world.as(round.hackathon.organiser.login);
  const at = `/hackathons/${round.hackathon.slug}`;
  const rescore = async ([id, agent]: [string, Agent], score: string) => {
    await json(agent, `/sheets/${id}/reopening`);
    return json(agent, `/sheets/${id}/handing-in`, { ...full(round, score) });
  };
  const [published, ...saves] = await Promise.all([
    json(organiser, `${at}/results/publication`),
    ...sheets.map((one, n) => rescore(one, String((n % 5) + 1))),
  ]);
  expect(published.status).toBe(201);
  expect(saves.map((save) => save.status).filter((status) => ![200, 403].includes(status))).toEqual([]);
  const protocol = JSON.parse((await organiser.get(`${at}/protocol.json`)).text);
  const stored = await world
    .db('scores as s')
    .join('sheets as h', 'h.id', 's.sheet_id')
    .where({ 'h.round_id': round.roundId })
    .whereNotNull('h.handed_in_at')
    .select('h.submission_id', 's.score');
  const counted = (rows: { submission: string; score: unknown }[]) =>
    rows.map((one) => `${one.submission} ${Number(one.score)}`).sort();
  expect(counted(protocol.scores)).toEqual(
    counted(stored.map((one) => ({ submission: one.submission_id, score: one.score }))),
  );
  const { text } = await world.visitor().get(`${at}/protocol.json`);
  expect(text).not.toMatch(/severity|"spread"|narrow-range|disagrees/);
  for (const juror of round.jurors.slice(0, 5)) {
    expect(text).not.toContain(juror.id);
    expect(text).not.toContain(juror.display_name);
  }
  const shown = (await world.visitor().get(`${at}/results.json`)).text;
  expect(shown).toContain(rank(protocol).entries[0]!.submission);
  expect(shown).not.toMatch(/severity|"spread"/);
  expect((await rescore(sheets[0]!, '1')).status).toBe(403);
  const { team } = round.submissions[0]!;
  const words = await (await world.as(team.members[0]!.login)).get(`/teams/${team.id}/feedback`);
  expect(words.text.match(/Please translate/g)).toHaveLength(1);
});
