// A declaration of conflict that was a mistake: who takes it back, until when, and what becomes of the sheet.
import { makeAdviser, makeRole, setPhases } from '../../support/factories';
import { type MadeRound, makeRound, makeSheet } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string | string[]> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const at = (round: MadeRound, page: string) => `/hackathons/${round.hackathon.slug}/${page}`;

async function declared(round: MadeRound, n = 0) {
  const juror = round.jurors[0]!;
  const { team } = round.submissions[n]!;
  const agent = await world.as(juror.login);
  expect((await json(agent, at(round, 'conflicts'), { team: team.id })).status).toBe(200);
  const row = await world.db('conflicts').where({ juror_id: juror.id, team_id: team.id }).first();
  return { juror, team, agent, path: at(round, `declarations/${row.id}/withdrawal`), id: row.id };
}

test('a juror takes it back on the same day while the proposal was not given to them, and can read it then', async () => {
  const round = await makeRound(world.db, { teams: 2 });
  const { agent, path, juror, team } = await declared(round);
  expect((await agent.get(at(round, 'conflicts'))).text).toContain(`action="${path}"`);
  const back = await agent.post(path).type('form').send({});
  expect([back.status, back.headers.location]).toEqual([303, at(round, 'conflicts')]);
  expect(await world.db('conflicts').where({ juror_id: juror.id })).toEqual([]);
  expect(await world.db('conflicts_taken_back').where({ juror_id: juror.id })).toMatchObject([
    { team_id: team.id, taken_back_by: juror.id, reason: '' },
  ]);
  expect((await agent.get(at(round, 'conflicts'))).text).toContain('You took it back');
  expect((await json(agent, path)).status).toBe(404);
  const hand = { juror: juror.id, submission: round.submissions[0]!.id };
  const organiser = await world.as(round.hackathon.organiser.login);
  expect((await json(organiser, at(round, 'assignments'), hand)).status).toBe(201);
});

test('not on another day, and not once the proposal was given to them: then they ask an organiser', async () => {
  const round = await makeRound(world.db, { teams: 2 });
  const early = await declared(round);
  await world
    .db('conflicts')
    .where({ id: early.id })
    .update({ found_at: new Date(Date.now() - 26 * 3_600_000) });
  await makeSheet(world.db, round, round.submissions[1]!, early.juror);
  const given = await declared(round, 1);
  for (const { agent, path } of [early, given]) {
    const answer = await json(agent, path, { reason: 'I was wrong.' });
    expect([answer.status, answer.body.error]).toEqual([403, 'jurors.refused.askOrganiser']);
    expect((await agent.get(at(round, 'conflicts'))).text).not.toContain(path);
  }
  expect(await world.db('conflicts').where({ juror_id: early.juror.id })).toHaveLength(2);
});

test('an organiser takes it back with a reason: the sheet is what it was, the juror is told, the log knows', async () => {
  const round = await makeRound(world.db);
  const juror = round.jurors[0]!;
  const sheet = await makeSheet(world.db, round, round.submissions[0]!, juror, {
    scores: [3, 4],
    handedIn: true,
  });
  const { path, agent, id, team } = await declared(round);
  expect((await world.db('sheets').where({ id: sheet }).first()).conflict_at).not.toBeNull();
  const organiser = await world.as(round.hackathon.organiser.login);
  const list = (await organiser.get(at(round, 'declarations'))).text;
  for (const words of [juror.display_name, team.name, path]) expect(list).toContain(words);
  const empty = await organiser.post(path).type('form').send({ reason: ' ' });
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('Write why. The juror reads it.');
  expect(empty.text).toContain('<details class="more" open>');
  const back = await json(organiser, path, { reason: 'Another team with the same name.' });
  expect(back.status).toBe(200);
  const now = await world.db('sheets').where({ id: sheet }).first();
  expect([now.conflict_at, now.handed_in_at === null]).toEqual([null, false]);
  expect(await world.db('notices').where({ person_id: juror.id, kind: 'declarationTakenBack' })).toHaveLength(
    1,
  );
  expect((await agent.get(at(round, 'conflicts'))).text).toContain('Another team with the same name.');
  expect((await organiser.get(at(round, 'declarations'))).text).toContain('Another team with the same name.');
  expect(
    await world.db('activity').where({ act: 'takeDeclarationBack', hackathon_id: round.hackathon.id }),
  ).toMatchObject([{ person_id: round.hackathon.organiser.id, subject_id: juror.id }]);
  expect((await json(organiser, path, { reason: 'Twice.' })).status).toBe(404);
  expect(await world.db('conflicts').where({ id })).toEqual([]);
});

test('what the system found stays, also where the juror declared it as well', async () => {
  const round = await makeRound(world.db);
  const juror = round.jurors[0]!;
  const { path, agent } = await declared(round);
  await world.db('roles').where({ person_id: juror.id }).update({ organisation: 'Youth House' });
  await makeAdviser(world.db, round.hackathon, round.submissions[0]!.team, 'Youth House');
  const organiser = await world.as(round.hackathon.organiser.login);
  for (const by of [agent, organiser]) {
    const answer = await json(by, path, { reason: 'It was nothing.' });
    expect([answer.status, answer.body.error]).toEqual([403, 'jurors.refused.found']);
  }
  const sheet = await makeSheet(world.db, round, round.submissions[1]!, juror, { scores: [3, 3] });
  await world.db('advisers').insert({
    team_id: round.submissions[1]!.team.id,
    person_id: juror.id,
    since: new Date(),
  });
  await json(agent, `/sheets/${sheet}`, { note: 'still here' });
  const recorded = await world.db('conflicts').where({ juror_id: juror.id, kind: 'adviser' }).first();
  const answer = await json(organiser, at(round, `declarations/${recorded.id}/withdrawal`), {
    reason: 'It was nothing.',
  });
  expect([answer.status, answer.body.error]).toEqual([403, 'jurors.refused.found']);
});

test('nobody else takes it back, nobody once scoring is over, no organiser who sits in a team', async () => {
  const round = await makeRound(world.db);
  const { path } = await declared(round);
  const strangers = [
    round.jurors[1]!,
    round.submissions[0]!.team.members[0]!,
    await makeRole(world.db, round.hackathon, 'moderator'),
    (await makeRound(world.db)).hackathon.organiser,
  ];
  for (const one of strangers)
    expect((await json(await world.as(one.login), path, { reason: 'No.' })).status).toBe(404);
  const inTeam = round.submissions[1]!.team.members[0]!;
  await world
    .db('roles')
    .where({ person_id: inTeam.id, hackathon_id: round.hackathon.id })
    .update({ role: 'organiser' });
  const refused = await json(await world.as(inTeam.login), path, { reason: 'No.' });
  expect([refused.status, refused.body.error]).toEqual([403, 'jury.refused.interest']);
  await setPhases(world.db, round.hackathon.id, ['deliberation']);
  const organiser = await world.as(round.hackathon.organiser.login);
  const late = await json(organiser, path, { reason: 'Too late.' });
  expect([late.status, late.body.error]).toEqual([403, 'jurors.refused.backTooLate']);
  const page = (await organiser.get(at(round, 'declarations'))).text;
  expect(page).toContain('Scoring is over.');
  expect(page).not.toContain('/withdrawal"');
});
