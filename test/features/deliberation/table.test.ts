// The jury's table: open to the jury when it meets, notes that nobody overwrites, prizes that move no place.
import { makeRole, setPhases } from '../../support/factories';
import { type MadeRound, makeAgreedRound } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let round: MadeRound;
let agents: Record<'juror' | 'other' | 'knows' | 'organiser' | 'member' | 'expert', Agent>;
beforeAll(async () => {
  world = await createWorld();
  round = await makeAgreedRound(world.db);
  const knows = round.jurors[2]!;
  await world.db('conflicts').insert({
    id: 'c1',
    hackathon_id: round.hackathon.id,
    juror_id: knows.id,
    team_id: round.submissions[0]!.team.id,
    kind: 'declared',
    found_at: new Date(),
  });
  agents = {
    juror: await world.as(round.jurors[0]!.login),
    other: await world.as(round.jurors[1]!.login),
    knows: await world.as(knows.login),
    organiser: await world.as(round.hackathon.organiser.login),
    member: await world.as(round.submissions[1]!.team.members[0]!.login),
    expert: await world.as((await makeRole(world.db, round.hackathon, 'expert')).login),
  };
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string>) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const table = () => `/hackathons/${round.hackathon.slug}/deliberation`;
const note = (n: number) => `/submissions/${round.submissions[n]!.id}/discussion-note`;
const prize = async (name: string, kind: 'place' | 'mention'): Promise<string> =>
  (
    await json(agents.organiser, `/hackathons/${round.hackathon.slug}/prizes`, {
      'name[en]': name,
      'name[ar]': 'جائزة',
      kind,
    })
  ).body.id;

test('jury and organisers read groups and ranges, and nothing of how strict anybody is', async () => {
  for (const agent of [agents.juror, agents.organiser]) {
    const page = (await agent.get(table())).text;
    expect(page).toContain('Group 1');
    expect(page).toMatch(/Very likely between place|very likely\./);
    expect(page).toContain('Secret words 0.');
    expect(page).not.toMatch(/Strict:|Generous:|Counts less|severity/i);
  }
  for (const agent of [agents.member, agents.expert])
    expect((await agent.get(table())).text).not.toContain('Secret words');
});

test('who knows a team reads none of its sheets, notes nothing about it and gives it no prize', async () => {
  const page = (await agents.knows.get(table())).text;
  expect(page).not.toContain('Secret words 0.');
  expect(page).toContain('Secret words 1.');
  expect(page).toContain('You know this team.');
  const id = await prize('For courage', 'mention');
  const given = { submission: round.submissions[0]!.id, reason: 'I like them.' };
  expect((await json(agents.knows, `/prizes/${id}/awards`, given)).body.error).toBe(
    'deliberation.refused.conflict',
  );
  const said = await json(agents.knows, note(0), { text: 'I like them.', version: '0' });
  expect([said.status, said.body.error]).toEqual([403, 'deliberation.refused.conflict']);
});

test('of ten who note at once one is first, and the others read what stands there', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      json(n % 2 ? agents.juror : agents.other, note(1), { text: `Note ${n}.`, version: '0' }),
    ),
  );
  const won = answers.filter((answer) => answer.status === 200);
  expect(won).toHaveLength(1);
  const stale = answers.filter((answer) => answer.status === 409);
  expect(stale).toHaveLength(9);
  const stands = (await world.db('discussion_notes').first('text')).text;
  for (const answer of stale) expect(answer.body.current).toEqual({ version: 1, text: stands });
  const page = await agents.other.post(note(1)).type('form').send({ text: 'My late words.', version: '0' });
  expect(page.status).toBe(409);
  for (const text of ['My late words.', stands, 'name="version" value="1"'])
    expect(page.text).toContain(text);
});

test('a prize for a place stays in its group, goes to one, needs a reason, and moves nothing', async () => {
  const first = await prize('First prize', 'place');
  const award = (n: number, reason = 'It was tried.') =>
    json(agents.juror, `/prizes/${first}/awards`, { submission: round.submissions[n]!.id, reason });
  expect((await award(3)).body.error).toBe('deliberation.refused.outside');
  expect(Object.keys((await award(0, ' ')).body.fields)).toEqual(['reason']);
  const sheets = await world.db('scores').orderBy(['sheet_id', 'criterion_id']);
  const given = await award(0);
  expect(given.status).toBe(201);
  expect(await world.db('scores').orderBy(['sheet_id', 'criterion_id'])).toEqual(sheets);
  expect((await agents.juror.get(table())).text).toContain('It was tried.');
  expect((await agents.knows.get(table())).text).not.toContain('It was tried.');
  const removal = `/prizes/${first}/removal`;
  expect((await json(agents.organiser, removal, {})).body.error).toBe('deliberation.refused.awarded');
  expect((await json(agents.juror, removal, {})).status).toBe(404);
  expect((await json(agents.juror, `/prize-awards/${given.body.id}/removal`, {})).status).toBe(200);
  expect((await json(agents.organiser, removal, {})).status).toBe(200);
});

test('nobody but jury and organisers finds prizes, notes or awards', async () => {
  const id = await prize('For the bravest', 'mention');
  await json(agents.juror, `/prizes/${id}/awards`, {
    submission: round.submissions[1]!.id,
    reason: 'A hidden reason.',
  });
  const at = `/hackathons/${round.hackathon.slug}`;
  for (const agent of [agents.member, agents.expert, world.visitor()]) {
    for (const path of [at, `${at}/deliberation`, `${at}/prizes`, `${at}/results`, `${at}/chair`, '/desk'])
      expect((await agent.get(path)).text).not.toMatch(/A hidden reason|For the bravest|Note \d\./);
    expect((await json(agent, `/prizes/${id}/awards`, { submission: 'x', reason: 'y' })).status).not.toBe(
      201,
    );
  }
});

test('a score that comes after the jury began to meet is refused with every typed word on the page', async () => {
  const sheet = await world.db('sheets').where({ juror_id: round.jurors[0]!.id }).first('id');
  const page = await agents.juror
    .post(`/sheets/${sheet.id}`)
    .type('form')
    .send({ feedback: 'Typed on the train.', note: 'For me alone.', version: '1' });
  expect(page.status).toBe(403);
  expect(page.text).toContain('Typed on the train.');
  expect(page.text).toContain('For me alone.');
  expect(page.text).toContain('The jury meets now.');
});

test('after publication jurors change nothing, and before the jury meets there is no table', async () => {
  await world.db('rounds').where({ id: round.roundId }).update({ locked_at: new Date() });
  expect((await json(agents.juror, note(2), { text: 'Late.', version: '0' })).body.error).toBe(
    'jury.refused.published',
  );
  expect((await json(agents.organiser, note(2), { text: 'Late.', version: '0' })).status).toBe(200);
  await world.db('rounds').where({ id: round.roundId }).update({ locked_at: null });
  await setPhases(world.db, round.hackathon.id, ['judging']);
  expect((await agents.juror.get(table())).status).toBe(403);
  expect((await json(agents.juror, note(3), { text: 'Early.', version: '0' })).body.error).toBe(
    'jury.refused.notYet',
  );
});
