// Before publication nothing leaves: every page, feed, header and file is crawled for planted words and scores.
import { giveRole, makeAdviser, makeHackathon, makeRole, setPhases } from '../../support/factories';
import { CANARY, type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let judged: Judged;
let everybody: [string, Agent][];

// With weights 63 and 37 the means are 4.37 and 2.63, which stand nowhere else.
const ODD = [Array(5).fill([4, 5]), Array(5).fill([3, 2])];
const WEIGHTS = { weights: [63, 37] };
const SECRET = new RegExp(`${CANARY}|no page may tell|4[.,]37|2[.,]63|Place 1|Group [12]\\b|"place"|"score"`);

beforeAll(async () => {
  world = await createWorld();
  judged = await makeJudged(world.db, ODD, WEIGHTS);
  const { db } = world;
  const [team, other] = judged.teams;
  const expert = await makeAdviser(db, judged.hackathon, team!);
  const moderator = await makeRole(db, judged.hackathon, 'moderator');
  const authority = await makeRole(db, judged.hackathon, 'authority');
  const elsewhere = await makeHackathon(db);
  const sits = other!.members[1]!;
  await giveRole(db, judged.hackathon.id, sits, 'organiser', judged.hackathon.organiser);
  everybody = [
    ['visitor', world.visitor()],
    ['member', await world.as(team!.members[0]!.login)],
    ['member of another team', await world.as(other!.members[0]!.login)],
    ['organiser who sits in a team', await world.as(sits.login)],
    ['expert', await world.as(expert.login)],
    ['moderator', await world.as(moderator.login)],
    ['authority', await world.as(authority.login)],
    ['organiser of another hackathon', await world.as(elsewhere.organiser.login)],
  ];
});
afterAll(() => world.close());

function starts(): string[] {
  const at = `/hackathons/${judged.hackathon.slug}`;
  const list = [
    '/',
    '/desk',
    '/hackathons',
    at,
    `${at}.json`,
    `${at}/teams`,
    `${at}/teams.json`,
    `${at}/recommendations`,
  ];
  for (const path of [
    'results',
    'results.json',
    'results.csv',
    'results/protocol.json',
    'protocol.json',
    'results/publication',
    'results/stage',
    'results/stage.json',
    'results/announcement',
    'chair',
    'final',
    'prizes',
    'objections',
    'jury',
    'jury.json',
    'deliberation',
    'jury-feedback',
    'assignments',
    'criteria',
  ])
    list.push(`${at}/${path}`);
  for (const team of judged.teams) {
    list.push(
      `/teams/${team.id}`,
      `/teams/${team.id}.json`,
      `/teams/${team.id}/feedback`,
      `/teams/${team.id}/submission`,
      `/teams/${team.id}/submission.json`,
      `/teams/${team.id}/room`,
      `/teams/${team.id}/room.json`,
      `/submissions/${team.submission}/published`,
      `/submissions/${team.submission}/versions/1`,
    );
  }
  return list;
}

/** Everything that can be reached by links, with what was found there. */
async function crawl(agent: Agent): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const queue = starts();
  while (queue.length > 0 && found.size < 50) {
    const path = queue.shift()!;
    if (found.has(path)) continue;
    const answer = await agent.get(path).buffer(true);
    found.set(path, JSON.stringify(answer.headers) + answer.text);
    for (const match of String(answer.text).matchAll(/href="(\/[^"#]*)/g)) {
      const next = match[1]!.replaceAll('&amp;', '&');
      if (!/lang=|^\/(css|js|img)|\/login|\/sign-up|asset/.test(next)) queue.push(next);
    }
  }
  return found;
}

async function leaks(): Promise<string[]> {
  const wrong: string[] = [];
  for (const [who, agent] of everybody) {
    const found = await crawl(agent);
    expect(found.size).toBeGreaterThan(25);
    for (const [path, text] of found) {
      const match = SECRET.exec(text);
      if (match) wrong.push(`${who} ${path}: ${match[0]}`);
    }
  }
  return wrong;
}

test('in judging and in deliberation nobody outside jury and organisers finds a word or a score', async () => {
  await setPhases(world.db, judged.hackathon.id, ['judging']);
  expect(await leaks()).toEqual([]);
  await setPhases(world.db, judged.hackathon.id, ['deliberation', 'results']);
  expect(await leaks()).toEqual([]);
});

test('the answer before publication is that of a page that is not there, for everybody, organisers too', async () => {
  const at = `/hackathons/${judged.hackathon.slug}`;
  const all: [string, Agent][] = [
    ...everybody,
    ['organiser', await world.as(judged.hackathon.organiser.login)],
    ['juror', await world.as(judged.jurors[0]!.login)],
  ];
  const paths: [string, string][] = [
    [`${at}/results`, `${at}/resultz`],
    [`${at}/results.json`, `${at}/resultz.json`],
    [`${at}/results.csv`, `${at}/resultz.csv`],
    [`${at}/results/protocol.json`, `${at}/resultz/protocol.json`],
    [`${at}/results/stage`, `${at}/resultz/stage`],
    [`${at}/results/stage.json`, `${at}/resultz/stage.json`],
    [`${at}/protocol.json`, `${at}/pratocol.json`],
    [
      `/submissions/${judged.teams[0]!.submission}/published`,
      `/submissionz/${judged.teams[0]!.submission}/published`,
    ],
  ];
  for (const [who, agent] of all) {
    for (const [path, missing] of paths) {
      const real = await agent.get(path).set('Accept-Encoding', 'identity').buffer(true);
      const none = await agent.get(missing).set('Accept-Encoding', 'identity').buffer(true);
      const without = (text: string) =>
        text
          .replaceAll(path, '·')
          .replaceAll(missing, '·')
          .replaceAll(encodeURIComponent(path), '·')
          .replaceAll(encodeURIComponent(missing), '·')
          .replaceAll(/[0-9a-z]{8,12}(?=<\/bdi>)| aria-current="page"/g, '');
      expect([who, path, real.status]).toEqual([who, path, 404]);
      expect(without(real.text)).toBe(without(none.text));
      for (const name of [
        'cache-control',
        'content-type',
        'content-length',
        'content-disposition',
        'last-modified',
      ]) {
        if (name !== 'content-length' || path.length === missing.length)
          expect([who, path, name, real.headers[name]]).toEqual([who, path, name, none.headers[name]]);
      }
      const head = await agent.head(path);
      expect(head.status).toBe(404);
    }
  }
});

test('after publication the same crawl finds the places, and still no private note and no juror', async () => {
  const organiser = await world.as(judged.hackathon.organiser.login);
  const answer = await organiser
    .post(`/hackathons/${judged.hackathon.slug}/results/publication`)
    .type('form')
    .send({});
  expect(answer.status).toBe(303);
  const [, visitor] = everybody[0]!;
  const found = await crawl(visitor);
  expect(found.get(`/hackathons/${judged.hackathon.slug}/results`)).toContain('Group 1');
  for (const text of found.values()) expect(text).not.toMatch(new RegExp(`no page may tell|${CANARY}`));
  for (const juror of judged.jurors) for (const text of found.values()) expect(text).not.toContain(juror.id);
});
