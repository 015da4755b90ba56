// Results told group by group: nobody finds a group before it is shown, on any path; two hands, a withdrawal and a
// restart leave one right state.
import { io as connect, type Socket } from 'socket.io-client';
import { setPhases } from '../../support/factories';
import { CANARY, type Judged, makeJudged } from '../../support/judged';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

// Three groups, told from the last to the first.
const NAMES = ['Alderbird', 'Birchcat', 'Cedardog'];
const rows = (score: number) => Array.from({ length: 5 }, () => [score, score]);
const THREE = [rows(5), rows(3), rows(1)];

const at = (judged: Judged) => `/hackathons/${judged.hackathon.slug}/results`;
const post = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const organiserOf = (judged: Judged) => world.as(judged.hackathon.organiser.login);
const prepare = (agent: Agent, judged: Judged) => post(agent, `${at(judged)}/announcement`);
const versionOf = async (judged: Judged) =>
  (await world.db('announcements').where({ hackathon_id: judged.hackathon.id }).first('version'))?.version;
const step = async (agent: Agent, judged: Judged, act = 'next', version?: number) =>
  post(agent, `${at(judged)}/announcement/step`, {
    act,
    version: String(version ?? (await versionOf(judged))),
  });
const stage = async (judged: Judged) => (await world.visitor().get(`${at(judged)}/stage`)).text;
const shownOn = (text: string) => NAMES.filter((name) => text.includes(`<bdi>${name}</bdi>`));

/** Everything that knows of results, and what each says to this reader. */
async function everywhere(judged: Judged, agent: Agent): Promise<string> {
  const paths = [
    ...['', '.json', '.csv', '/protocol.json', '/check', '/stage.json'].map((end) => at(judged) + end),
    `/hackathons/${judged.hackathon.slug}/protocol.json`,
    `/hackathons/${judged.hackathon.slug}/vote.json`,
    `/hackathons/${judged.hackathon.slug}/certificate`,
    `/hackathons/${judged.hackathon.slug}/recommendations`,
    `/hackathons/${judged.hackathon.slug}.json`,
    `/teams/${judged.teams[0]!.id}/feedback`,
    `/submissions/${judged.teams[0]!.submission}/published`,
    '/desk',
    '/notices',
  ];
  const texts = await Promise.all(
    paths.map(async (path) => {
      const answer = await agent.get(path).buffer(true);
      return `${answer.status} ${path} ${JSON.stringify(answer.headers)} ${answer.text}`;
    }),
  );
  return texts.join('\n');
}
const OF_RESULTS = new RegExp(
  `${CANARY}|Group [123]\\b|Place [123]\\b|"place"|"band"|200 [^ ]*/results |200 [^ ]*/published`,
);

test('group by group: before each is shown no path tells it, with the last everything is public', async () => {
  const judged = await makeJudged(world.db, THREE, { names: NAMES });
  const agent = await organiserOf(judged);
  const readers: [string, Agent][] = [
    ['visitor', world.visitor()],
    ['member', await world.as(judged.teams[0]!.members[0]!.login)],
  ];
  expect((await world.visitor().get(`${at(judged)}/stage`)).status).toBe(404);
  expect((await prepare(agent, judged)).status).toBe(201);
  const seen = ['', 'Cedardog', 'Birchcat'];
  for (const [revealed, names] of seen.entries()) {
    const screen = await stage(judged);
    expect(shownOn(screen).join()).toBe(names);
    // Cloth, too, is drawn of what is shown only.
    expect(screen.match(/class="weave cloth/g) ?? []).toHaveLength(revealed === 0 ? 0 : 1);
    expect(screen).not.toContain(CANARY);
    for (const [who, reader] of readers)
      expect([who, revealed, OF_RESULTS.exec(await everywhere(judged, reader))?.[0]]).toEqual([
        who,
        revealed,
        undefined,
      ]);
    const json = await world.visitor().get(`${at(judged)}/stage.json`);
    expect(json.body).toEqual({ stage: { state: expect.stringMatching(/^announcing \d+$/) } });
    expect(json.headers['cache-control']).toBe('no-store');
    expect((await step(agent, judged)).body.published).toBe(revealed === 2);
  }
  expect(shownOn(await stage(judged))).toEqual(['Alderbird']);
  const results = await world.visitor().get(at(judged));
  expect(results.text).toContain('Group 1');
  const [row] = await world.db('publications').where({ hackathon_id: judged.hackathon.id });
  const protocol = JSON.parse(row.protocol);
  expect(protocol.publishedAt).toBe(row.published_at.toISOString());
  expect(results.text).toContain(row.protocol_sha256);
  expect(await versionOf(judged)).toBeUndefined();
});

test('back hides a group again; of presses at the same moment one counts; publish all is one publication', async () => {
  const judged = await makeJudged(world.db, THREE, { names: NAMES });
  const agent = await organiserOf(judged);
  expect(
    (await Promise.all([1, 2, 3].map(() => prepare(agent, judged)))).map((one) => one.status).sort(),
  ).toEqual([201, 409, 409]);
  const presses = await Promise.all(Array.from({ length: 4 }, () => step(agent, judged, 'next', 1)));
  expect(presses.map((one) => one.status).sort()).toEqual([200, 409, 409, 409]);
  expect(shownOn(await stage(judged))).toEqual(['Cedardog']);
  await step(agent, judged, 'back');
  expect(shownOn(await stage(judged))).toEqual([]);
  await step(agent, judged, 'back');
  // Somebody saw a group: it cannot be taken back as if nothing had been.
  expect((await post(agent, `${at(judged)}/announcement/withdrawal`)).status).toBe(409);
  expect((await post(agent, `${at(judged)}/publication`)).body.error).toBe('results.refused.announcing');
  const version = await versionOf(judged);
  const all = await Promise.all(['all', 'next', 'all'].map((act) => step(agent, judged, act, version)));
  expect(all.filter((one) => one.status === 200)).toHaveLength(1);
  if ((await versionOf(judged)) !== undefined) await step(agent, judged, 'all');
  expect(await world.db('publications').where({ hackathon_id: judged.hackathon.id })).toHaveLength(1);
  expect((await step(agent, judged, 'next', 1)).body.error).toBe('results.refused.published');
});

test('a large group takes several screens; what is told can be read again, what is not cannot be asked for', async () => {
  const judged = await makeJudged(world.db, [rows(5), ...Array.from({ length: 18 }, () => rows(1))], {
    names: ['Zebra', ...Array.from({ length: 18 }, (_, n) => `Team ${n + 10}`)],
  });
  const agent = await organiserOf(judged);
  await prepare(agent, judged);
  const named = (text: string) => text.match(/(?<=<b><bdi>)[^<]+/g) ?? [];
  const screen = async (n: number | string) =>
    named((await world.visitor().get(`${at(judged)}/stage?screen=${n}`)).text);
  await step(agent, judged);
  const first = await stage(judged);
  expect(named(first)).toEqual(['Team 10', 'Team 11', 'Team 12', 'Team 13', 'Team 14', 'Team 15']);
  expect(first).toContain('Proposals 1 to 6 of 18');
  for (const asked of [2, 4, 0, -1, 'x', '1e9']) expect(await screen(asked)).toEqual(named(first));
  await step(agent, judged);
  expect(named(await stage(judged))[0]).toBe('Team 16');
  expect(await screen(1)).toEqual(named(first));
  // Past the rest of the group comes the last screen: with it everything is public, and nothing was left out.
  const control = (await agent.get(`${at(judged)}/announcement`)).text;
  expect(control).toContain('Or pass over the rest of this group: Group 1 comes next.');
  expect((await step(agent, judged, 'group')).body.published).toBe(true);
  expect(named(await stage(judged))).toEqual(['Zebra']);
  expect(await screen(3)).toContain('Team 27');
});

test('an announcement nobody saw is withdrawn and the jury goes on; only organisers drive it', async () => {
  const judged = await makeJudged(world.db, THREE, { names: NAMES });
  const agent = await organiserOf(judged);
  for (const login of [judged.jurors[0]!.login, judged.teams[0]!.members[0]!.login]) {
    const other = await world.as(login);
    expect((await prepare(other, judged)).status).toBe(403);
    expect((await other.get(`${at(judged)}/announcement`)).status).toBe(403);
  }
  await prepare(agent, judged);
  const locked = () => world.db('rounds').where({ id: judged.round }).first('locked_at');
  expect((await locked()).locked_at).not.toBeNull();
  const member = await world.as(judged.teams[0]!.members[0]!.login);
  for (const end of ['step', 'withdrawal']) {
    const answer = await post(member, `${at(judged)}/announcement/${end}`, { act: 'all', version: '1' });
    expect([403, 422]).toContain(answer.status);
  }
  expect((await post(agent, `${at(judged)}/announcement/withdrawal`)).status).toBe(200);
  expect((await locked()).locked_at).toBeNull();
  expect((await world.visitor().get(`${at(judged)}/stage`)).status).toBe(404);
  await setPhases(world.db, judged.hackathon.id, ['judging']);
  expect((await prepare(agent, judged)).status).toBe(403);
});

test('what was prepared is published, whatever is written meanwhile and if the server starts again', async () => {
  const judged = await makeJudged(world.db, THREE, { names: NAMES });
  const agent = await organiserOf(judged);
  await prepare(agent, judged);
  await step(agent, judged);
  await world.restart(async () => {
    await world.db('scores').where({ round_id: judged.round }).update({ score: 1 });
  });
  expect(shownOn(await stage(judged))).toEqual(['Cedardog']);
  await step(await organiserOf(judged), judged, 'all');
  const { rankings } = (await world.visitor().get(`${at(judged)}.json`)).body;
  expect(rankings[0].entries.map((one: { teamName: string; place: number }) => one.place)).toEqual([1, 2, 3]);
});

test('the socket says that something changed and never what; a hall without a sign-in has no socket', async () => {
  const judged = await makeJudged(world.db, THREE, { names: NAMES });
  const agent = await organiserOf(judged);
  await prepare(agent, judged);
  const live: Socket = await world.live(judged.teams[0]!.members[0]!.login);
  const heard: unknown[] = [];
  live.onAny((event, data) => heard.push([event, data]));
  const answer = await live.timeout(5000).emitWithAck('stage:join', { hackathonId: judged.hackathon.id });
  expect(answer).toEqual({ ok: true, data: null });
  const told = new Promise<void>((resolve) => live.once('stage:changed', () => resolve()));
  await step(agent, judged);
  await told;
  expect(heard).toEqual([['stage:changed', { hackathonId: judged.hackathon.id }]]);
  expect((await live.timeout(5000).emitWithAck('stage:join', { hackathonId: 'nothing' })).ok).toBe(false);
  const stranger = connect(world.base, { transports: ['websocket'], reconnection: false });
  await expect(
    new Promise<void>((resolve, reject) => {
      stranger.on('connect', () => resolve());
      stranger.on('connect_error', reject);
    }),
  ).rejects.toThrow();
  stranger.close();
});

test('with places the screen says places and ranges; a method without groups tells the first three one by one', async () => {
  const judged = await makeJudged(world.db, [...THREE, rows(2), rows(4)], {
    names: [...NAMES, 'Dogwood', 'Elmfish'],
    shows: 'places',
  });
  await world.db('rounds').where({ id: judged.round }).update({ method: 'mean' });
  const agent = await organiserOf(judged);
  await prepare(agent, judged);
  const control = await agent.get(`${at(judged)}/announcement`);
  expect(control.text).toContain('0 of 4 screens are shown.');
  await step(agent, judged);
  const screen = await stage(judged);
  expect(screen).toContain('Place 4 and after');
  expect(screen).toContain('Place 5');
  expect(screen).toContain('Cedardog');
  expect(screen).not.toContain('Birchcat');
});

test('the public page speaks in groups by name, without a place or a score; the team reads its own range', async () => {
  const judged = await makeJudged(world.db, [rows(4), rows(4), rows(1)], {
    names: ['Zinnia', 'Aster', 'Moss'],
  });
  const agent = await organiserOf(judged);
  const prize = 'prize-1';
  await world.db('prizes').insert({
    id: prize,
    hackathon_id: judged.hackathon.id,
    kind: 'mention',
    position: 1,
    name: JSON.stringify({ en: 'The Listener' }),
  });
  await world.db('prize_awards').insert({
    id: 'award-1',
    prize_id: prize,
    submission_id: judged.teams[2]!.submission,
    reason: 'They asked <b>everybody</b>.',
    awarded_by: judged.jurors[0]!.id,
    awarded_at: new Date(),
  });
  expect((await post(agent, `${at(judged)}/publication`)).status).toBe(201);
  const page = (await world.visitor().get(at(judged))).text;
  expect(page.indexOf('Aster</bdi>')).toBeLessThan(page.indexOf('Zinnia</bdi></a>'));
  expect(page).toContain('These 2 proposals cannot be told apart.');
  expect(page).not.toMatch(/Place \d|4[.,]00|class="range"/);
  expect(page).toContain('They asked &lt;b&gt;everybody&lt;/b&gt;.');
  const proposal = (await world.visitor().get(`/submissions/${judged.teams[2]!.submission}/published`)).text;
  expect(proposal).toContain('The Listener');
  expect(proposal).toContain('Group 2 of 2.');
  const own = (
    await (await world.as(judged.teams[0]!.members[0]!.login)).get(`/teams/${judged.teams[0]!.id}/feedback`)
  ).text;
  expect(own).toContain('Group 1 of 2. Between place 1 and place 2 of 3.');
  expect(own).not.toContain('The Listener');
  const { prizes } = (await world.visitor().get(`${at(judged)}.json`)).body;
  expect(prizes).toEqual([
    {
      name: { en: 'The Listener' },
      kind: 'mention',
      scope: 'hackathon',
      team: judged.teams[2]!.id,
      submission: judged.teams[2]!.submission,
      reason: 'They asked <b>everybody</b>.',
    },
  ]);
  for (const lang of ['nl', 'ar'])
    expect((await world.visitor().get(`${at(judged)}?lang=${lang}`)).text).not.toMatch(/>results\.[a-z]/);
});
