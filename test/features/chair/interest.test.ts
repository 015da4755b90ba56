// Whoever sits in a team or in the jury does not look behind the scores, also when they organise.
import { giveRole, makeRole, setPhases } from '../../support/factories';
import { type MadeRound, makeAgreedRound } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let round: MadeRound;
let free: Agent;
let member: Agent;
let judge: Agent;
beforeAll(async () => {
  world = await createWorld();
  round = await makeAgreedRound(world.db);
  const { hackathon, submissions, jurors } = round;
  const sits = submissions[1]!.team.members[0]!;
  for (const person of [sits, jurors[0]!])
    await giveRole(world.db, hackathon.id, person, 'organiser', hackathon.organiser);
  free = await world.as(hackathon.organiser.login);
  member = await world.as(sits.login);
  judge = await world.as(jurors[0]!.login);
});
afterAll(() => world.close());

const at = (page: string) => `/hackathons/${round.hackathon.slug}/${page}`;
const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);

const PAGES = ['chair', 'final', 'prizes', 'results/publication', 'results/announcement', 'jury-feedback'];
type Acts = [string, Record<string, string>?][];
const CHAIRS: Acts = [['final'], ['jury-reminders']];
const ACTS: Acts = [
  ...CHAIRS,
  ['prizes', { 'name[en]': 'Mine', kind: 'place' }],
  ['results/publication'],
  ['results/announcement'],
  ['results/announcement/step', { act: 'next', version: '1' }],
  ['results/announcement/withdrawal'],
];

/** What was not refused for the interest. */
async function open(
  agent: Agent,
  pages: readonly string[],
  { code = 'jury.refused.interest', acts = ACTS } = {},
): Promise<string[]> {
  const wrong: string[] = [];
  for (const page of pages) {
    const { status, text } = await agent.get(at(page));
    const refused = (await agent.get(at(page)).set('Accept', 'application/json')).body.error;
    const named = [...round.submissions.map((one) => one.team.name), 'Secret words'].filter((name) =>
      text.includes(name),
    );
    if (status !== 403 || refused !== code || named.length > 0) wrong.push(`${page} ${status} ${named}`);
  }
  for (const [path, fields] of acts) {
    const { body } = await json(agent, at(path), fields);
    if (body.error !== code) wrong.push(`POST ${path} ${JSON.stringify(body)}`);
  }
  if (acts !== ACTS) return wrong;
  const words = await json(agent, `/submissions/${round.submissions[1]!.id}/jury-feedback`, {
    text: 'Best.',
  });
  if (words.body.error !== code) wrong.push('POST jury-feedback');
  return wrong;
}

test('an organiser in a team opens no page of the chair and does none of its acts, in any phase', async () => {
  for (const phases of [['judging'], ['deliberation', 'results']] as const) {
    await setPhases(world.db, round.hackathon.id, [...phases]);
    expect(await open(member, PAGES)).toEqual([]);
    for (const page of PAGES) expect([page, (await free.get(at(page))).status]).toEqual([page, 200]);
  }
});

test('an organiser in the jury has no page of the chair while scores can change, and later none that says how strict jurors are', async () => {
  await setPhases(world.db, round.hackathon.id, ['judging']);
  expect(await open(judge, PAGES)).toEqual([]);
  await setPhases(world.db, round.hackathon.id, ['deliberation', 'results']);
  expect(await open(judge, ['chair', 'final'], { acts: CHAIRS })).toEqual([]);
  for (const page of PAGES.slice(2)) {
    const { status, text } = await judge.get(at(page));
    expect([page, status]).toEqual([page, 200]);
    expect(text).not.toMatch(/strict|generous/i);
  }
});

test('a juror who organises sits at the table as a juror; an organiser with a team has no seat', async () => {
  const table = await judge.get(at('deliberation'));
  expect(table.status).toBe(200);
  expect(table.text).not.toContain(at('chair'));
  const closed = await member.get(at('deliberation'));
  expect(closed.status).toBe(403);
  expect(closed.text).not.toMatch(/Secret words|Group 1/);
  const note = `/submissions/${round.submissions[0]!.id}/discussion-note`;
  expect((await json(member, note, { text: 'Good.', version: '0' })).body.error).toBe(
    'jury.refused.interest',
  );
  expect((await json(judge, note, { text: 'Good.', version: '0' })).status).toBe(200);
});

test('who reads what is closed to them from the opening of the final on, because it says who is in it', async () => {
  await setPhases(world.db, round.hackathon.id, ['judging']);
  expect((await member.get(at('assignments'))).status).toBe(200);
  await world.db('rounds').where({ id: round.roundId }).update({ stages: 2 });
  expect((await json(free, at('final'))).status).toBe(200);
  for (const agent of [member, judge]) {
    expect((await agent.get(at('assignments'))).status).toBe(403);
    const drawn = await json(agent, at('assignments'), { balanced: '4' });
    expect(drawn.body.error).toBe('jury.refused.interest');
  }
  expect((await free.get(at('assignments'))).status).toBe(200);
  await world.db('finals').where({ round_id: round.roundId }).delete();
  await world.db('rounds').where({ id: round.roundId }).update({ stages: 1 });
  await setPhases(world.db, round.hackathon.id, ['deliberation', 'results']);
});

test('where no organiser is free of it, the page says whom to invite, and names nobody', async () => {
  const own = { hackathon_id: round.hackathon.id, role: 'organiser' };
  const row = await world
    .db('roles')
    .where({ ...own, person_id: round.hackathon.organiser.id })
    .first();
  await world.db('roles').where({ id: row.id }).delete();
  const alone = { code: 'jury.refused.interestAlone', acts: CHAIRS };
  expect(await open(judge, ['chair', 'final'], alone)).toEqual([]);
  const page = (await member.get(at('chair'))).text;
  expect(page).toContain('invite one on the page “People”');
  const other = await makeRole(world.db, round.hackathon, 'organiser');
  expect((await (await world.as(other.login)).get(at('chair'))).status).toBe(200);
  await world.db('roles').insert(row);
});

test('after publication it stays so: nobody of a team corrects, nobody of the jury reads how strict jurors are', async () => {
  expect((await json(free, at('results/publication'))).status).toBe(201);
  expect(await open(member, PAGES)).toEqual([]);
  expect(await open(judge, ['chair', 'final'], { acts: CHAIRS })).toEqual([]);
  const rival = `/teams/${round.submissions[0]!.team.id}/feedback`;
  expect((await member.get(rival)).status).toBe(404);
  expect((await member.get(`/teams/${round.submissions[1]!.team.id}/feedback`)).status).toBe(200);
  expect((await free.get(rival)).status).toBe(200);
});
