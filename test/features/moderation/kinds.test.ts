// Every kind of thing that can be reported: who knows it, and that a withdrawn one is read nowhere until it is
// given back.
import { writeFile } from 'node:fs/promises';
import { NotFound } from '../../../src/errors';
import { findThing } from '../../../src/features/moderation/moderation.reports.actions';
import { wordsId } from '../../../src/features/results/results.view';
import { lastVersion } from '../../../src/features/submissions/submissions.queries';
import { reportables } from '../../../src/reportables';
import { ACTORS, fillMatrix, type Things } from '../../matrix/fixture';
import { type MadePerson, makeRole } from '../../support/factories';
import { type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let things: Things;
let judged: Judged;
let recommendation: string;
let moderatorOfJudged: MadePerson;
const agents = new Map<string, Agent>();

const CANARY = 'canarywords';
const WORDS = `${CANARY}. Go on.`;
const CERTIFICATE = 'the-address-of-a-certificate';
const REMARK = 'what-a-juror-says-about-an-example';
const READERS = ['member', 'captain', 'otherTeam', 'adviser', 'juror', 'organiser'];

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  const { db } = world;
  things = await fillMatrix(db, (id) => id);
  await db('moderation_cases').delete();
  for (const name of READERS) agents.set(name, await world.as(things.people[name]!.login));
  agents.set('visitor', world.visitor());
  const mark = (table: string, id: string, words: object) => db(table).where({ id }).update(words);
  await mark('entries', things.message, { body: CANARY });
  await mark('evidence_cards', things.card, {
    claim: CANARY,
    source: CANARY,
    url: `https://x.org/${CANARY}`,
  });
  await mark('teams', things.team, { name: CANARY, name_key: CANARY, pitch: CANARY });
  await mark('feedback_items', things.advice, { body: CANARY });
  await mark('seat_changes', things.removal, { reason: CANARY });
  await mark('help_requests', things.helpOpen, { topic: CANARY, details: CANARY });
  await mark('files', things.file, { name: `${CANARY}.txt` });
  await mark('people', things.people.member!.id, { display_name: CANARY });
  await mark('submission_versions', (await lastVersion(db, things.submission))!.id, {
    files: JSON.stringify([{ id: things.file, name: `${CANARY}.txt`, bytes: 4, type: 'text/plain' }]),
  });
  const temporary = await world.deps.files.temporary();
  await writeFile(temporary, 'plan');
  await mark('files', things.file, { stored_as: await world.deps.files.keep(temporary) });
  judged = await makeJudged(db, [[[5, 4]], [[3, 3]], [[2, 2]]], {
    names: [CANARY, 'Second', 'Third'],
    words: [WORDS, 'It is good. Go on.', 'It is good. Go on.'],
  });
  moderatorOfJudged = await makeRole(db, judged.hackathon, 'moderator');
  const authority = await makeRole(db, judged.hackathon, 'authority');
  const organiser = await world.as(judged.hackathon.organiser.login);
  await organiser.post(`/hackathons/${judged.hackathon.slug}/results/publication`).type('form').send({});
  const sent = await organiser
    .post(`/submissions/${judged.teams[0]!.submission}/recommendation`)
    .type('form')
    .set('Accept', 'application/json')
    .send({ authority: authority.id, letter: CANARY });
  recommendation = sent.body.id;
  await world
    .db('recommendations')
    .where({ id: recommendation })
    .update({ decision: 'adopted', reason: CANARY, answered_at: new Date() });
  await db('certificates').insert({
    id: CERTIFICATE,
    hackathon_id: judged.hackathon.id,
    person_id: judged.jurors[0]!.id,
    role: 'juror',
    name: 'Somebody',
    facts: JSON.stringify({
      role: 'juror',
      proposals: 3,
      from: new Date().toISOString(),
      until: new Date().toISOString(),
    }),
    issued_at: new Date(),
  });
  await db('sample_remarks').insert({
    id: REMARK,
    hackathon_id: things.hackathon.id,
    person_id: things.people.juror!.id,
    text: CANARY,
    written_at: new Date(),
  });
  agents.set('captainOfJudged', await world.as(judged.teams[0]!.members[0]!.login));
});
afterAll(() => world.close());

const ROOM = ['captain', 'adviser', 'moderator'];
const HERE = Object.keys(ACTORS).filter(
  (name) => ACTORS[name]!.length > 1 && !name.startsWith('otherHackathon'),
);
const PEOPLE = HERE.filter((name) => !['juror', 'otherJuror', 'authority', 'founder'].includes(name));
const EVERYBODY = Object.keys(ACTORS);

/** Who may know each thing, beside its author. */
const KNOWN: Record<string, { id: () => string; by: string[] }> = {
  hackathon: { id: () => things.hackathon.id, by: EVERYBODY },
  challenge: { id: () => things.hackathon.challenge.id, by: EVERYBODY },
  evidence: { id: () => things.card, by: HERE.filter((name) => name !== 'authority' && name !== 'founder') },
  team: { id: () => things.team, by: EVERYBODY },
  person: { id: () => `${things.team}.${things.people.member!.id}`, by: PEOPLE },
  feedback: { id: () => things.advice, by: ['captain', 'adviser'] },
  file: { id: () => things.file, by: ['captain', 'adviser', 'juror', 'otherJuror', 'organiser'] },
  message: { id: () => things.message, by: ROOM },
  'help-request': {
    id: () => things.helpOpen,
    by: ['captain', 'adviser', 'expert', 'organiser', 'moderator'],
  },
  slot: { id: () => things.slot, by: PEOPLE },
  submission: { id: () => judged.teams[0]!.submission, by: EVERYBODY },
  recommendation: { id: () => recommendation, by: EVERYBODY },
  certificate: { id: () => CERTIFICATE, by: EVERYBODY },
  // Those of another hackathon: see jury-words.test.ts.
  'jury-words': { id: () => wordsId(judged.teams[0]!.submission, WORDS), by: [] },
  remark: { id: () => REMARK, by: ['organiser'] },
  removal: { id: () => things.removal, by: ['organiser'] },
};

test('everybody who knows a thing can report it, and nobody else finds out that it is there', async () => {
  expect(Object.keys(KNOWN).sort()).toEqual(reportables.map((one) => one.kind).sort());
  const wrong: string[] = [];
  for (const [kind, { id, by }] of Object.entries(KNOWN)) {
    for (const actor of EVERYBODY.filter((name) => name !== 'member')) {
      const reader = actor === 'visitor' ? null : things.people[actor]!;
      const knows = await findThing(world.deps, reportables, reader, { kind, id: id() }).then(
        () => true,
        (error) => {
          if (!(error instanceof NotFound)) throw error;
          return false;
        },
      );
      if (knows !== by.includes(actor)) wrong.push(`${kind} as ${actor}: ${knows}`);
    }
  }
  expect(wrong).toEqual([]);
});

/** Reports one of each kind, by somebody who reads it where it stands and finds the way back. */
async function reportAll(): Promise<void> {
  const by: Record<string, string> = {
    removal: 'organiser',
    remark: 'organiser',
    'jury-words': 'captainOfJudged',
  };
  const all = [
    ...Object.entries(KNOWN).map(([kind, { id }]) => ({ kind, id: id(), who: by[kind] ?? 'captain' })),
  ];
  all.push({ kind: 'submission', id: things.submission, who: 'juror' });
  for (const { kind, id, who } of all) {
    const sent = await agents
      .get(who)!
      .post('/reports')
      .type('form')
      .set('Accept', 'application/json')
      .send({ kind, id, reason: 'hate' });
    expect([kind, sent.status]).toEqual([kind, 201]);
    const thanks = (await agents.get(who)!.get(`/reports/${sent.body.id}`)).text;
    const back = /<a href="([^"#]+)[^"]*">Back to where you were/.exec(thanks)?.[1];
    expect([kind, back]).toEqual([kind, expect.any(String)]);
    expect([kind, (await agents.get(who)!.get(back!)).status]).toEqual([kind, 200]);
  }
}

test('every place that the queue gives opens for whoever reads the queue; elsewhere it says who reads it there', async () => {
  await reportAll();
  const kinds = new Set<string>();
  const wrong: string[] = [];
  const closed = new Set<string>();
  const moderators: [string, string][] = [
    [things.hackathon.slug, things.people.moderator!.login],
    [judged.hackathon.slug, moderatorOfJudged.login],
  ];
  for (const [slug, login] of moderators) {
    const agent = await world.as(login);
    const queue = (await agent.get(`/hackathons/${slug}/reports`)).text;
    for (const card of queue.split('id="case-').slice(1)) {
      const one = await world
        .db('moderation_cases')
        .where({ id: card.split('"')[0]! })
        .first();
      kinds.add(one.kind);
      const href = /<a href="([^"]+)">Look at it in its place/.exec(card)?.[1];
      if (!href) {
        closed.add(one.kind);
        expect(card).toContain('can open this place. The words stand above.');
      } else {
        const { status } = await agent.get(href.split('#')[0]!);
        if (status !== 200) wrong.push(`${one.kind} ${href}: ${status}`);
      }
    }
  }
  expect([...kinds].sort()).toEqual(Object.keys(KNOWN).sort());
  expect(wrong).toEqual([]);
  expect([...closed].sort()).toEqual(['feedback', 'jury-words', 'remark', 'removal', 'submission']);
  await world.db('moderation_cases').delete();
});

/** Where any of the things stands. */
function pages(): string[] {
  const at = `/hackathons/${things.hackathon.slug}`;
  const then = `/hackathons/${judged.hackathon.slug}`;
  const last = judged.teams[0]!;
  return [
    ...[
      '',
      '.json',
      '/teams',
      '/teams.json',
      '/evidence',
      '/evidence.json',
      '/help-requests',
      '/office-hours',
    ].map((one) => at + one),
    ...['/help-requests.json', '/people', '/people-without-team', '/jury', '/jury.json', '/exercise'].map(
      (one) => at + one,
    ),
    ...['', '.json', '/room', '/submission', '/submission.json'].map((one) => `/teams/${things.team}${one}`),
    `/rooms/${things.room}/messages.json?after=0`,
    `/submissions/${things.submission}/versions/1`,
    `/removals/${things.removal}`,
    `/submissions/${things.submission}/versions/1.json`,
    `/files/${things.file}`,
    `/sheets/${things.sheet}`,
    ...['', '/teams', '/results', '/results.json', '/results.csv', '/protocol.json', '/recommendations'].map(
      (one) => then + one,
    ),
    ...[`/submissions/${last.submission}/published`, `/submissions/${last.submission}/versions/1`],
    ...[`/teams/${last.id}`, `/teams/${last.id}/feedback`, `/recommendations/${recommendation}`],
    ...['/desk', '/notices'],
  ];
}

/** `actor path` of every answer in which the words stand. */
async function readers(who = [...agents.keys()]): Promise<string[]> {
  const found: string[] = [];
  for (const actor of who) {
    for (const path of pages()) {
      const answer = await agents.get(actor)!.get(path);
      const whole = `${answer.text ?? ''} ${JSON.stringify(answer.headers)}`;
      if (whole.includes(CANARY)) found.push(`${actor} ${path}`);
    }
  }
  return found;
}

test('what was withdrawn is on no page, in no JSON and no file for anybody; what is given back is there again', async () => {
  const before = await readers(['captain', 'juror']);
  expect(new Set(before.map((one) => one.split(' ')[1])).size).toBeGreaterThan(20);
  const hand = { ...things.people.moderator!, role: 'moderator' as const };
  const taken: (() => Promise<void>)[] = [];
  const ids = {
    ...Object.fromEntries(Object.entries(KNOWN).map(([kind, { id }]) => [kind, [id()]])),
    team: [things.team, judged.teams[0]!.id],
  } as Record<string, string[]>;
  for (const kind of reportables.filter((one) => one.withdraw)) {
    for (const id of ids[kind.kind]!) {
      const kept = await world.db.transaction((trx) => kind.withdraw!(world.deps, trx, id, hand));
      expect([kind.kind, kept]).toEqual([kind.kind, expect.any(Object)]);
      const stored = JSON.parse(JSON.stringify(kept));
      // The name on a certificate is not kept: its owner writes another.
      if (kind.restore)
        taken.push(() => world.db.transaction((trx) => kind.restore!(world.deps, trx, id, stored, hand)));
    }
  }
  expect(await readers()).toEqual([]);
  const version = await world.db('submission_versions').where({ id: judged.teams[0]!.version }).first();
  expect(JSON.stringify(version)).not.toContain(CANARY);
  for (const giveBack of taken) await giveBack();
  expect(await readers(['captain', 'juror'])).toEqual(before);
});

test('a moderator opens a file that was reported, also once it is withdrawn; one that nobody reported is not theirs', async () => {
  const moderator = await world.as(things.people.moderator!.login);
  const path = `/files/${things.file}`;
  expect((await moderator.get(path)).status).toBe(404);
  const sent = await agents
    .get('juror')!
    .post('/reports')
    .type('form')
    .set('Accept', 'application/json')
    .send({ kind: 'file', id: things.file, reason: 'private' });
  expect((await moderator.get(path)).status).toBe(200);
  const decision = { decision: 'withdraw', rule: '4', reason: 'It shows a passport.' };
  const decided = await moderator.post(`/reports/${sent.body.id}/decision`).type('form').send(decision);
  expect(decided.status).toBe(303);
  expect((await moderator.get(path)).status).toBe(200);
  for (const name of ['captain', 'juror']) expect((await agents.get(name)!.get(path)).status).toBe(404);
  const told = (await agents.get('juror')!.get(`/reports/${sent.body.id}`)).text;
  expect(told).not.toContain('Back to where you were');
});
