// Everything at once: hundreds of mixed changes by many people. Whoever comes second is told so; nobody waits
// in a circle, and afterwards every rule of the house still holds.
import type { Test } from 'supertest';
import { grantRole, holdPerson } from '../../src/features/hackathons/hackathons.queries';
import { newId } from '../../src/ids';
import {
  giveRole,
  type MadeHackathon,
  makeAdviser,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
  setPhases,
} from '../support/factories';
import { type Agent, createWorld, type World } from '../support/world';

let world: World;
let hackathon: MadeHackathon;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '100' });
  hackathon = await makeHackathon(world.db, { seats: [2, 3] });
  await setPhases(world.db, hackathon.id, ['inquiry', 'teams', 'drafting', 'judging']);
});
afterAll(() => world.close());

const post = (agent: Agent, path: string, fields: object = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);

/** The same order each run. */
function shuffled<T>(items: T[], seed: number): T[] {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return items
    .map((item) => ({ item, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Every statement that Postgres gave up because two waited for each other. */
async function deadlocks(): Promise<number> {
  await world.db.raw('select pg_stat_clear_snapshot()');
  const { rows } = await world.db.raw(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0].deadlocks);
}

/**
 * Sends all of them, twenty-five at a time, and gives the codes back. Where no connection was to spare in time
 * (503) nothing was done, and the same is sent again, as good clients do; the fifth 503 counts.
 */
async function storm(acts: (() => Test)[], seed: number): Promise<number[]> {
  const codes: number[] = [];
  const queue = shuffled(acts, seed);
  const worker = async () => {
    for (let act = queue.pop(); act; act = queue.pop()) {
      let { status } = await act();
      for (let tries = 0; status === 503 && tries < 5; tries += 1) ({ status } = await act());
      codes.push(status);
    }
  };
  await Promise.all(Array.from({ length: 25 }, worker));
  return codes;
}

const ANSWERS = [200, 201, 403, 404, 409, 410, 422];

async function requireRules(): Promise<void> {
  const { rows: faults } = await world.db.raw(`
    select 'two seats' as fault, person_id as of from memberships where ended_at is null
      group by hackathon_id, person_id having count(*) > 1
    union all
    select 'too many seats', m.team_id from memberships m join teams t on t.id = m.team_id
      join hackathons h on h.id = t.hackathon_id where m.ended_at is null
      group by m.team_id, h.seats_max having count(*) > h.seats_max
    union all
    select 'captains', t.id from teams t where t.archived_at is null
      and (select count(*) from memberships m where m.team_id = t.id and m.ended_at is null
             and m.captain_since is not null) <> 1
    union all
    select 'archived with members', t.id from teams t where t.archived_at is not null
      and exists (select from memberships m where m.team_id = t.id and m.ended_at is null)
    union all
    select 'archived with requests', t.id from teams t where t.archived_at is not null
      and (exists (select from join_requests r where r.team_id = t.id and r.decided_at is null)
        or exists (select from help_requests q where q.team_id = t.id and q.state in ('open', 'claimed')))
    union all
    select 'seated and asking', r.person_id from join_requests r where r.decided_at is null
      and exists (select from memberships m where m.hackathon_id = r.hackathon_id
             and m.person_id = r.person_id and m.ended_at is null)
    union all
    select 'used too often', id from invitations where uses > uses_max
    union all
    select 'scores and takes part', a.person_id from roles a join roles b
      on b.person_id = a.person_id and b.hackathon_id = a.hackathon_id
      where a.role = 'juror' and b.role = 'participant' and a.ended_at is null and b.ended_at is null
    union all
    select 'claimed without advice', q.id from help_requests q where q.state = 'claimed'
      and not exists (select from advisers a where a.team_id = q.team_id and a.person_id = q.claimed_by
             and a.ended_at is null)
    union all
    select 'a gap', r.id from rooms r where r.head <> (select count(*) from entries e where e.room_id = r.id)`);
  expect(faults).toEqual([]);
}

test('two hundred changes at once: seats, captains, requests, invitations, calls for help, phases', async () => {
  const before = await deadlocks();
  const teams = [
    await makeTeam(world.db, hackathon, { size: 2, joining: 'open' }),
    await makeTeam(world.db, hackathon, { size: 1, joining: 'request' }),
    await makeTeam(world.db, hackathon, { size: 2, joining: 'invite' }),
    await makeTeam(world.db, hackathon, { size: 1, joining: 'open' }),
  ];
  const people = await Promise.all(
    Array.from({ length: 8 }, () => makeRole(world.db, hackathon, 'participant')),
  );
  const agents = await Promise.all(people.map((person) => world.as(person.login)));
  const members = teams.flatMap((team) => team.members.map((person) => ({ team, person })));
  const seated = await Promise.all(members.map(({ person }) => world.as(person.login)));
  const organiser = await world.as(hackathon.organiser.login);
  const experts = await Promise.all(
    Array.from({ length: 3 }, async () => world.as((await makeRole(world.db, hackathon, 'expert')).login)),
  );
  const captainOf = (index: number) => seated[members.findIndex((one) => one.team === teams[index])]!;
  const link = await post(captainOf(2), `/teams/${teams[2]!.id}/invitations`, { uses: '2', hours: '2' });
  const requests: string[] = [];
  for (const agent of agents.slice(0, 4)) {
    const asked = await post(agent, `/teams/${teams[1]!.id}/requests`, { motivation: '' });
    requests.push(asked.body.id);
  }
  const help: string[] = [];
  for (const index of [0, 1, 2]) {
    const fields = { topic: 'What does it cost?', language: 'en', details: '' };
    help.push((await post(captainOf(index), `/teams/${teams[index]!.id}/help-requests`, fields)).body.id);
  }
  expect([link.body.id, ...requests, ...help].every(Boolean)).toBe(true);

  const base = `/hackathons/${hackathon.slug}`;
  const acts: (() => Test)[] = [];
  for (const [index, agent] of agents.entries()) {
    acts.push(() => post(agent, `/teams/${teams[0]!.id}/members`));
    acts.push(() => post(agent, `/teams/${teams[3]!.id}/members`));
    acts.push(() => post(agent, `${link.body.location}/acceptance`));
    acts.push(() => post(agent, `/teams/${teams[1]!.id}/requests`, { motivation: 'Please' }));
    acts.push(() =>
      post(agent, `${base}/teams`, {
        name: `Found ${index % 5}`,
        challenge: hackathon.challenge.slug,
        languages: 'en',
        joining: 'open',
      }),
    );
    acts.push(() =>
      post(organiser, `${base}/placements`, { person: people[index]!.id, team: teams[index % 4]!.id }),
    );
  }
  for (const id of requests) {
    acts.push(() => post(captainOf(1), `/requests/${id}/acceptance`));
    acts.push(() => post(captainOf(1), `/requests/${id}/refusal`));
  }
  for (const [index, { team, person }] of members.entries()) {
    const agent = seated[index]!;
    const mate = team.members.find((one) => one !== person);
    for (let n = 0; n < 3; n++) {
      acts.push(() =>
        post(agent, `/teams/${team.id}/departure`, mate && n > 0 ? { successor: mate.id } : {}),
      );
      if (mate) acts.push(() => post(agent, `/teams/${team.id}/captaincy`, { member: mate.id }));
      acts.push(() => post(agent, `/teams/${team.id}/members`));
    }
    acts.push(() =>
      post(agent, `/teams/${team.id}/help-requests`, { topic: 'Law?', language: 'en', details: '' }),
    );
  }
  for (const id of help) {
    for (const expert of experts) {
      acts.push(() => post(expert, `/help-requests/${id}/claim`));
      acts.push(() => post(expert, `/help-requests/${id}/release`));
      acts.push(() => post(expert, `/help-requests/${id}/completion`, { note: 'Done.' }));
    }
    for (const agent of seated.slice(0, 3)) acts.push(() => post(agent, `/help-requests/${id}/cancellation`));
  }
  for (let n = 0; n < 6; n++) {
    acts.push(() => post(organiser, `${base}/phases/results`, { opens_at: '2030-01-01T10:00', reason: 'x' }));
    acts.push(() => post(organiser, `${base}/criteria`, { id: `c-${n}`, 'title[en]': 'C', weight: '1' }));
    acts.push(() =>
      post(experts[n % 3]!, `${base}/evidence`, {
        claim: `Claim ${n}`,
        kind: 'law',
        source: 'The law',
        language: 'en',
      }),
    );
    acts.push(() =>
      post(captainOf(n % 4), `/teams/${teams[n % 4]!.id}/invitations`, { uses: '1', hours: '1' }),
    );
  }
  expect(acts.length).toBeGreaterThan(150);
  const codes = await storm(acts, 20_261_121);
  expect(codes.filter((code) => !ANSWERS.includes(code))).toEqual([]);
  expect(codes.filter((code) => code < 300).length).toBeGreaterThan(20);
  expect(await deadlocks()).toBe(before);
  await requireRules();
});

test('taking part and scoring exclude each other, however many doors are used at once', async () => {
  const before = await deadlocks();
  const organiser = await world.as(hackathon.organiser.login);
  const base = `/hackathons/${hackathon.slug}`;
  const link = await post(organiser, `${base}/invitations`, { role: 'juror', uses: '40' });
  const acts: (() => Test)[] = [];
  const people = [];
  for (let n = 0; n < 8; n++) {
    const person = await makePerson(world.db);
    people.push(person);
    const agent = await world.as(person.login);
    if (n % 2 === 0) {
      const id = newId();
      await world.db('participation_questions').insert({
        id,
        hackathon_id: hackathon.id,
        person_id: person.id,
        outcome: 'unsure',
        asked_at: new Date(),
      });
      for (let m = 0; m < 4; m++)
        acts.push(() =>
          post(organiser, `${base}/participation-questions/${id}/decision`, { decision: 'welcome' }),
        );
    }
    for (let m = 0; m < 4; m++) {
      acts.push(() => post(agent, `${link.body.location}/acceptance`));
      acts.push(() => post(agent, `${base}/participation`, { age: 'within' }));
    }
  }
  const codes = await storm(acts, 7);
  expect(codes.filter((code) => !ANSWERS.includes(code))).toEqual([]);
  expect(await deadlocks()).toBe(before);
  await requireRules();
  for (const person of people) {
    const roles = await world.db('roles').where({ person_id: person.id }).whereNull('ended_at').pluck('role');
    expect(roles).toHaveLength(1);
  }
});

test('an organiser who decides about a person waits for the role that is being granted, and not in a circle', async () => {
  const organiser = await world.as(hackathon.organiser.login);
  const person = await makePerson(world.db);
  const id = newId();
  await world.db('participation_questions').insert({
    id,
    hackathon_id: hackathon.id,
    person_id: person.id,
    outcome: 'unsure',
    asked_at: new Date(),
  });
  const path = `/hackathons/${hackathon.slug}/participation-questions/${id}/decision`;
  // What accepting an invitation does, halted between its two steps.
  const decided = await world.db.transaction(async (trx) => {
    await holdPerson(trx, person.id);
    const answer = post(organiser, path, { decision: 'welcome' }).then((one) => one);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { organiser: by } = hackathon;
    await grantRole(trx, {
      hackathonId: hackathon.id,
      personId: person.id,
      role: 'juror',
      grantedBy: by.id,
      at: new Date(),
    });
    return { answer };
  });
  const answer = await decided.answer;
  expect([answer.status, answer.body.error]).toEqual([409, 'hackathons.refused.already.juror']);
});

test('more people than connections use one link into a team at once, and each gets an answer', async () => {
  const team = await makeTeam(world.db, hackathon, { size: 1, joining: 'invite' });
  const captain = await world.as(team.members[0]!.login);
  const link = await post(captain, `/teams/${team.id}/invitations`, { uses: '30', hours: '2' });
  const agents = await Promise.all(
    Array.from({ length: 24 }, async () =>
      world.as((await makeRole(world.db, hackathon, 'participant')).login),
    ),
  );
  const answers = await Promise.all(agents.map((agent) => post(agent, `${link.body.location}/acceptance`)));
  expect(answers.map((one) => one.status).sort()).toEqual([200, 200, ...Array(22).fill(409)]);
});

test('hand-ins, saves, advice and files of one team at once, while members leave and the end moves', async () => {
  const before = await deadlocks();
  const own = await makeHackathon(world.db, { seats: [2, 6] });
  await setPhases(world.db, own.id, ['teams', 'drafting']);
  const team = await makeTeam(world.db, own, { size: 5 });
  const adviser = await world.as((await makeAdviser(world.db, own, team)).login);
  const agents = await Promise.all(team.members.map((person) => world.as(person.login)));
  const organiser = await world.as(own.organiser.login);
  const { id } = (await agents[0]!.get(`/teams/${team.id}/submission.json`)).body.submission;
  const all = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step'];
  const texts = Object.fromEntries(all.map((key) => [`section[${key}]`, `First ${key}.`]));
  expect((await post(agents[0]!, `/submissions/${id}/draft`, texts)).status).toBe(200);
  const acts: (() => Test)[] = [];
  for (const agent of agents) {
    for (let n = 0; n < 6; n++) {
      acts.push(() => post(agent, `/submissions/${id}/versions`));
      acts.push(() =>
        post(agent, `/submissions/${id}/draft`, {
          [`section[${all[n]}]`]: `Text ${n}.`,
          [`version[${all[n]}]`]: '1',
        }),
      );
    }
    acts.push(() =>
      post(adviser, `/submissions/${id}/feedback`, { section: 'cost', kind: 'question', body: 'How?' }),
    );
  }
  for (const agent of agents.slice(0, 3)) acts.push(() => post(agent, `/teams/${team.id}/departure`));
  for (let n = 0; n < 4; n++)
    acts.push(() =>
      post(organiser, `/hackathons/${own.slug}/phases/drafting`, {
        closes_at: '2030-02-01T10:00',
        reason: 'x',
      }),
    );
  acts.push(() =>
    post(organiser, `/hackathons/${own.slug}/phases/drafting`, { closes_at: 'now', reason: 'End' }),
  );
  const codes = await storm(acts, 11);
  expect(codes.filter((code) => !ANSWERS.includes(code))).toEqual([]);
  expect(await deadlocks()).toBe(before);
  await requireRules();
  const { rows: late } = await world.db.raw(
    `select v.id from submission_versions v join phase_changes c on c.hackathon_id = ? and c.phase = 'drafting'
      where v.submission_id = ? and v.handed_in_at >= c.new_closes_at + interval '15 minutes'`,
    [own.id, id],
  );
  expect(late).toEqual([]);
  const { rows: numbers } = await world.db.raw(
    'select count(*)::int as count, max(number) as last from submission_versions where submission_id = ?',
    [id],
  );
  expect(numbers[0].count).toBe(numbers[0].last ?? 0);
});

test('sheets, the draw, criteria, the opening of deliberation and two publications at once', async () => {
  const before = await deadlocks();
  const judged = await makeHackathon(world.db);
  await setPhases(world.db, judged.id, ['judging']);
  const organiser = await world.as(judged.organiser.login);
  const second = await makePerson(world.db);
  await giveRole(world.db, judged.id, second, 'organiser', judged.organiser);
  const other = await world.as(second.login);
  const jurors = await Promise.all(
    Array.from({ length: 3 }, async () => world.as((await makeRole(world.db, judged, 'juror')).login)),
  );
  const base = `/hackathons/${judged.slug}`;
  await post(organiser, `${base}/criteria`, { id: 'clarity', 'title[en]': 'Clear', weight: '1' });
  const sections = { problem: { text: 'We asked.', version: 1 } };
  for (let n = 0; n < 3; n++) {
    const team = await makeTeam(world.db, judged);
    const id = newId();
    const at = new Date();
    await world.db('submissions').insert({ id, team_id: team.id, hackathon_id: judged.id, begun_at: at });
    await world.db('submission_versions').insert({
      id: newId(),
      submission_id: id,
      number: 1,
      challenge_id: judged.challenge.id,
      sections: JSON.stringify(sections),
      files: '[]',
      roster: JSON.stringify({ team: team.name, weave_seed: team.id, members: [] }),
      sha256: '0'.repeat(64),
      handed_in_by: team.members[0]!.id,
      handed_in_at: at,
    });
  }
  expect((await post(organiser, `${base}/assignments`, { balanced: '3' })).status).toBe(201);
  const acts: (() => Test)[] = [];
  for (const juror of jurors) {
    const { sheets } = (await juror.get(`${base}/jury.json`)).body;
    for (const sheet of sheets) {
      for (let n = 0; n < 4; n++)
        acts.push(() => post(juror, `/sheets/${sheet.id}`, { 'score[clarity]': '4' }));
      const whole = { 'score[clarity]': '3', feedback: 'It is clear. It can work.' };
      for (let n = 0; n < 3; n++) acts.push(() => post(juror, `/sheets/${sheet.id}/handing-in`, whole));
      acts.push(() => post(juror, `/sheets/${sheet.id}/reopening`));
    }
  }
  for (let n = 0; n < 4; n++) {
    acts.push(() => post(organiser, `${base}/assignments`, { balanced: '3' }));
    acts.push(() => post(other, `${base}/criteria`, { id: 'clarity', weight: String(n + 1) }));
  }
  expect((await storm(acts, 3)).filter((code) => !ANSWERS.includes(code))).toEqual([]);
  for (const juror of jurors)
    for (const sheet of (await juror.get(`${base}/jury.json`)).body.sheets)
      await post(juror, `/sheets/${sheet.id}/handing-in`, {
        'score[clarity]': '3',
        feedback: 'It is clear. It can work.',
      });
  const late: (() => Test)[] = [];
  for (const juror of jurors)
    for (const sheet of (await juror.get(`${base}/jury.json`)).body.sheets)
      for (let n = 0; n < 3; n++) late.push(() => post(juror, `/sheets/${sheet.id}/reopening`));
  late.push(() => post(organiser, `${base}/phases/deliberation`, { opens_at: 'now', reason: 'All are in' }));
  for (const agent of [organiser, other, organiser, other])
    late.push(() => post(agent, `${base}/results/publication`));
  expect((await storm(late, 5)).filter((code) => !ANSWERS.includes(code))).toEqual([]);
  await Promise.all([organiser, other].map((agent) => post(agent, `${base}/results/publication`)));
  expect(await deadlocks()).toBe(before);
  const publications = await world.db('publications').where({ hackathon_id: judged.id });
  expect(publications.length).toBeLessThanOrEqual(1);
  // What counts was handed in and stayed so: the frozen file holds exactly the sheets that are closed now.
  if (publications[0]) {
    const frozen = JSON.parse(publications[0].protocol).scores.length;
    const closed = await world
      .db('sheets as h')
      .join('rounds as r', 'r.id', 'h.round_id')
      .where({ 'r.hackathon_id': judged.id })
      .whereNotNull('h.handed_in_at');
    expect(frozen).toBe(closed.length);
  }
});
