// Five hundred proposals and sixty jurors: the chair's desk, the jury's table, the big screen and the results stay
// pages a phone can carry.

import { setPhases } from '../../support/factories';
import { type MadeRound, makeRound } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

const PROPOSALS = 500;
const JURORS = 60;
const MOST_BYTES = 150_000;

let world: World;
let round: MadeRound;
let organiser: Agent;
beforeAll(async () => {
  world = await createWorld();
  round = await makeRound(world.db, { teams: 1, jurors: 1, criteria: 2 });
  await fill();
  organiser = await world.as(round.hackathon.organiser.login);
});
afterAll(() => world.close());

/** Copies of the first team, its proposal and the first juror; four sheets a proposal, each fifth not handed in. */
async function fill(): Promise<void> {
  const { db } = world;
  const names = { team: round.submissions[0]!.team.id, first: round.submissions[0]!.id };
  const given = { ...names, juror: round.jurors[0]!.id, round: round.roundId, hackathon: round.hackathon.id };
  const copy = async (table: string, of: string, changes: string, to: number) => {
    const columns = await db(table).columnInfo();
    const set = new Map(changes.split(' | ').map((one) => one.split(' = ') as [string, string]));
    const list = Object.keys(columns);
    await db.raw(
      `insert into ${table} (${list.join(', ')})
       select ${list.map((name) => set.get(name) ?? `t.${name}`).join(', ')}
         from ${table} t, generate_series(2, ${to}) n where ${of}`,
      given,
    );
  };
  const id = (kind: string) => `'${kind}-' || n`;
  await copy(
    'teams',
    't.id = :team',
    `id = ${id('team')} | name = 'Night buses of the ' || n || 'th town' | name_key = 'town ' || n | weave_seed = ${id('w')}`,
    PROPOSALS,
  );
  await copy('submissions', 't.id = :first', `id = ${id('sub')} | team_id = ${id('team')}`, PROPOSALS);
  await copy(
    'submission_versions',
    't.submission_id = :first',
    `id = ${id('ver')} | submission_id = ${id('sub')}`,
    PROPOSALS,
  );
  await copy(
    'people',
    't.id = :juror',
    `id = ${id('juror')} | login = ${id('juror')} | login_key = ${id('juror')} | display_name = 'Amira van der Berg ' || n`,
    JURORS,
  );
  await copy('roles', `t.person_id = :juror`, `id = ${id('role')} | person_id = ${id('juror')}`, JURORS);
  await db.raw(
    `insert into sheets (id, round_id, submission_id, juror_id, feedback, note, assigned_by, assigned_at,
                         changed_at, handed_in_at)
     select 'sheet-' || n || '-' || m, :round, 'sub-' || n, 'juror-' || (2 + (n * 7 + m * 11) % ${JURORS - 1}),
            'It was tried. Go on.', '', :juror, now(), now(), case when (n + m) % 5 > 0 then now() end
       from generate_series(2, ${PROPOSALS}) n, generate_series(1, 4) m`,
    given,
  );
  await db.raw(
    `insert into scores (sheet_id, round_id, criterion_id, score)
     select h.id, h.round_id, c.id, 1 + abs(hashtext(h.id || c.id)) % 5
       from sheets h, criteria c where h.handed_in_at is not null and c.round_id = h.round_id`,
  );
}

const at = (page: string) => `/hackathons/${round.hackathon.slug}/${page}`;
const next = (html: string) => /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&');

test('the matrix shows each proposal once, on pages of a weight that stays, in English and Arabic', async () => {
  const seen: string[] = [];
  let path: string | undefined = at('chair');
  for (let pages = 0; path && pages < 3; pages++) {
    const { text } = await organiser.get(path);
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES);
    seen.push(...[...text.matchAll(/rowheader"><bdi>([^<]+)/g)].map((match) => match[1]!));
    path = next(text);
  }
  expect(new Set(seen).size).toBe(75);
  const arabic = await organiser.get(`${at('chair')}?lang=ar&from=475`);
  expect(Buffer.byteLength(arabic.text)).toBeLessThan(MOST_BYTES);
  expect(arabic.text).not.toContain('rel="next"');
  for (const wrong of ['-1', '9999', 'x', '1e3'])
    expect((await organiser.get(`${at('chair')}?from=${wrong}`)).status).toBe(200);
});

test('the jury reads all proposals ten at a time, and notes and awards lead back to the page they came from', async () => {
  await setPhases(world.db, round.hackathon.id, ['deliberation']);
  const prize = (id: string, kind: string) => ({
    id,
    hackathon_id: round.hackathon.id,
    kind,
    position: 1,
    name: JSON.stringify({ en: `The ${kind}` }),
  });
  await world.db('prizes').insert([prize('mention', 'mention'), prize('place', 'place')]);
  const juror = await world.as(round.jurors[0]!.login);
  const ids = (html: string) => [...html.matchAll(/id="team-([^"]+)"/g)].map((match) => match[1]!);
  const seen: string[] = [];
  let path: string | undefined = at('deliberation');
  for (let pages = 0; path && pages < 3; pages++) {
    const { text } = await juror.get(path);
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES);
    expect(text.match(/<option /g)?.length ?? 0).toBeLessThanOrEqual(40);
    seen.push(...ids(text));
    path = next(text);
  }
  expect(new Set(seen).size).toBe(30);
  const last = (await juror.get(`${at('deliberation')}?from=490&lang=ar`)).text;
  expect(ids(last)).toHaveLength(10);
  expect(last).not.toContain('rel="next"');
  for (const wrong of ['-1', '9999', 'x']) {
    const { text } = await juror.get(`${at('deliberation')}?from=${wrong}`);
    expect(ids(text)).toEqual(seen.slice(0, 10));
  }
  // The twenty-fifth: its page is found by its name, also when a note is refused.
  const known = seen[24]!;
  const note = await juror
    .post(`/submissions/${known}/discussion-note`)
    .type('form')
    .send({ text: 'Talk about it.', version: '0' });
  const back = (await juror.get(note.headers.location!)).text;
  expect(ids(back)).toEqual(seen.slice(20, 30));
  expect(back).toContain('Talk about it.');
  const stale = await juror
    .post(`/submissions/${known}/discussion-note`)
    .type('form')
    .send({ text: 'My late words.', version: '0' });
  expect(stale.text).toContain('My late words.');
  expect(ids(stale.text)).toEqual(seen.slice(20, 30));
  const form = /action="(\/prizes\/mention\/awards[^"]*)"/.exec(back)![1]!;
  const given = { submission: known, reason: 'They listened.' };
  const award = await juror.post(form).type('form').send(given);
  expect(award.headers.location).toBe(`${at('deliberation')}?from=20#prize-mention`);
  const refused = await juror.post(form).type('form').send({ submission: known, reason: ' ' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(`value="${known}" selected`);
});

test('words for teams are written on pages of twenty, and saving leads to the page where the team stands', async () => {
  const teams = (html: string) => [...html.matchAll(/<li[^>]* id="team-([^"]+)"/g)].map((match) => match[1]!);
  const first = (await organiser.get(at('jury-feedback'))).text;
  expect(Buffer.byteLength(first)).toBeLessThan(MOST_BYTES);
  expect(teams(first)).toHaveLength(20);
  const last = teams((await organiser.get(`${at('jury-feedback')}?from=480`)).text);
  expect(last).toHaveLength(20);
  const given = { text: 'It was tried. Go on.' };
  const saved = await organiser.post(`/submissions/${last[0]}/jury-feedback`).type('form').send(given);
  expect(teams((await organiser.get(saved.headers.location!)).text)).toContain(last[0]);
  await world.db('jury_feedback').delete();
});

test('the results are read page by page, all places are in the CSV, and no page is heavy', async () => {
  await setPhases(world.db, round.hackathon.id, ['deliberation', 'results']);
  await world.db('jury_feedback').insert({
    round_id: round.roundId,
    submission_id: round.submissions[0]!.id,
    text: 'It was tried. Go on.',
    written_by: round.hackathon.organiser.id,
    written_at: new Date(),
  });
  for (const shows of ['bands', 'places']) {
    await world.db('publications').delete();
    await world.db('rounds').where({ id: round.roundId }).update({ shows, locked_at: null });
    const made = await organiser.post(at('results/publication')).type('form').send({});
    expect(made.status).toBe(303);
    const visitor = world.visitor();
    const seen = new Set<string>();
    let pages = 0;
    for (let path: string | undefined = at('results'); path; pages++) {
      const { text } = await visitor.get(path);
      expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES);
      for (const match of text.matchAll(/href="\/submissions\/([^/"]+)\/published"/g)) seen.add(match[1]!);
      path = next(text);
    }
    expect([seen.size, pages]).toEqual([PROPOSALS, 13]);
    expect(Buffer.byteLength((await visitor.get(`${at('results')}?lang=ar`)).text)).toBeLessThan(MOST_BYTES);
    const screen = (await visitor.get(`${at('results/stage')}?screen=2`)).text;
    expect(Buffer.byteLength(screen)).toBeLessThan(MOST_BYTES / 2);
    expect(screen.match(/<b><bdi>/g)!.length).toBeLessThanOrEqual(8);
    expect((await visitor.get(at('results.csv'))).text.trim().split('\r\n')).toHaveLength(PROPOSALS + 1);
  }
});
