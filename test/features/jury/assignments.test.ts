// Who reads what: by hand, drawn evenly, never in conflict.
import type { Knex } from 'knex';
import { giveRole, makeAdviser, makeHackathon, makeRole, makeTeam, setPhases } from '../../support/factories';
import { type MadeRound, makeRound, makeSheet, makeSubmission } from '../../support/made-round';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, fields: Record<string, string> = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);
const organiserOf = (round: MadeRound) => world.as(round.hackathon.organiser.login);
const at = (round: MadeRound, page: string) => `/hackathons/${round.hackathon.slug}/${page}`;
const sheetsOf = (db: Knex, round: MadeRound) =>
  db('sheets').select('submission_id', 'juror_id').where({ round_id: round.roundId });

describe('by hand', () => {
  test('a reader is added once, and only somebody of the jury to a proposal that was handed in', async () => {
    const round = await makeRound(world.db);
    const organiser = await organiserOf(round);
    const fields = { juror: round.jurors[0]!.id, submission: round.submissions[0]!.id };
    const made = await json(organiser, at(round, 'assignments'), fields);
    expect([made.status, made.body.location]).toEqual([201, at(round, 'assignments')]);
    const again = await json(organiser, at(round, 'assignments'), fields);
    expect([again.status, again.body.current]).toEqual([409, { id: made.body.id }]);
    const expert = await makeRole(world.db, round.hackathon, 'expert');
    const wrong = await json(organiser, at(round, 'assignments'), { ...fields, juror: expert.id });
    expect([wrong.status, Object.keys(wrong.body.fields)]).toEqual([422, ['juror']]);
    const other = await makeRound(world.db);
    const foreign = { ...fields, submission: other.submissions[0]!.id };
    expect((await json(organiser, at(round, 'assignments'), foreign)).status).toBe(422);
    expect((await json(organiser, at(round, 'assignments'), { ...fields, balanced: '2' })).status).toBe(422);
  });

  test('a sheet that holds nothing can be taken away, one that was begun stays', async () => {
    const round = await makeRound(world.db);
    const organiser = await organiserOf(round);
    const empty = await makeSheet(world.db, round, round.submissions[0]!, round.jurors[0]!);
    const begun = await makeSheet(world.db, round, round.submissions[1]!, round.jurors[0]!, { scores: [3] });
    expect((await json(organiser, `/sheets/${empty}/removal`)).status).toBe(200);
    expect((await json(organiser, `/sheets/${begun}/removal`)).status).toBe(409);
    const juror = await world.as(round.jurors[0]!.login);
    expect((await json(juror, `/sheets/${begun}/removal`)).status).toBe(404);
    expect(await sheetsOf(world.db, round)).toHaveLength(1);
  });

  test.each(['participant', 'juror', 'expert', 'moderator'] as const)('a %s assigns nobody', async (role) => {
    const round = await makeRound(world.db);
    const agent = await world.as((await makeRole(world.db, round.hackathon, role)).login);
    expect((await agent.get(at(round, 'assignments'))).status).toBe(403);
    expect((await json(agent, at(round, 'assignments'), { balanced: '1' })).status).toBe(403);
    expect((await json(agent, at(round, 'criteria'), { 'title[en]': 'X', weight: '1' })).status).toBe(403);
  });
});

describe('conflicts that are found', () => {
  const cases: [string, (round: MadeRound) => Promise<void>][] = [
    [
      'member',
      async ({ submissions, hackathon, jurors }) => {
        const ended = { ended_at: new Date(), ended_by: jurors[0]!.id };
        await world.db('memberships').insert({
          id: `left-${jurors[0]!.id}`,
          team_id: submissions[0]!.team.id,
          hackathon_id: hackathon.id,
          person_id: jurors[0]!.id,
          joined_at: new Date(),
          ...ended,
        });
      },
    ],
    [
      'adviser',
      async ({ submissions, jurors }) => {
        const team_id = submissions[0]!.team.id;
        const now = new Date();
        await world.db('advisers').insert({ team_id, person_id: jurors[0]!.id, since: now, ended_at: now });
      },
    ],
    [
      'organisation',
      async ({ submissions, hackathon, jurors }) => {
        await makeAdviser(world.db, hackathon, submissions[0]!.team, ' Youth  House ');
        await world.db('roles').where({ person_id: jurors[0]!.id }).update({ organisation: 'youth house' });
      },
    ],
    [
      'invited',
      async ({ submissions, hackathon, jurors }) => {
        await world.db('join_requests').insert({
          id: `asked-${jurors[0]!.id}`,
          team_id: submissions[0]!.team.id,
          hackathon_id: hackathon.id,
          person_id: jurors[0]!.id,
          asked_at: new Date(),
          decided_at: new Date(),
          decision: 'refused',
        });
      },
    ],
  ];
  test.each(cases)('%s: refused by hand with the reason, recorded, never drawn', async (kind, arrange) => {
    const round = await makeRound(world.db, { jurors: 3 });
    await arrange(round);
    const organiser = await organiserOf(round);
    const [juror] = round.jurors;
    const [submission] = round.submissions;
    const fields = { juror: juror!.id, submission: submission!.id };
    const refused = await json(organiser, at(round, 'assignments'), fields);
    expect([refused.status, refused.body.error]).toEqual([409, `jury.refused.conflict.${kind}`]);
    expect(await world.db('conflicts').where({ hackathon_id: round.hackathon.id })).toMatchObject([
      { juror_id: juror!.id, team_id: submission!.team.id, kind },
    ]);
    const drawn = await json(organiser, at(round, 'assignments'), { balanced: '3' });
    expect(drawn.status).toBe(201);
    expect(drawn.body.short).toEqual([
      { submission: submission!.id, sheets: 2, wanted: 3, lack: 'conflicts' },
    ]);
    expect(await sheetsOf(world.db, round)).not.toContainEqual({
      submission_id: submission!.id,
      juror_id: juror!.id,
    });
    const page = await organiser.get(`${at(round, 'assignments')}?each=3`);
    expect(page.text).toContain('Readers missing: 1');
  });

  test('an empty organisation is none, and one in another hackathon says nothing here', async () => {
    const round = await makeRound(world.db, { jurors: 2 });
    const [juror] = round.jurors;
    await makeAdviser(world.db, round.hackathon, round.submissions[0]!.team, ' ');
    await world.db('roles').where({ person_id: juror!.id }).update({ organisation: '' });
    const other = await makeHackathon(world.db);
    await giveRole(world.db, other.id, juror!, 'expert', other.organiser);
    await world
      .db('advisers')
      .insert({ team_id: (await makeTeam(world.db, other)).id, person_id: juror!.id, since: new Date() });
    await makeAdviser(world.db, round.hackathon, round.submissions[0]!.team, 'Youth House');
    await giveRole(world.db, other.id, juror!, 'moderator', other.organiser, 'Youth House');
    const fields = { juror: juror!.id, submission: round.submissions[0]!.id };
    expect((await json(await organiserOf(round), at(round, 'assignments'), fields)).status).toBe(201);
  });

  test('who works for the owner of the question may read; the organiser is told', async () => {
    const round = await makeRound(world.db);
    await world
      .db('roles')
      .where({ person_id: round.jurors[0]!.id })
      .update({ organisation: 'CITY of Nieuwhaven' });
    const organiser = await organiserOf(round);
    const fields = { juror: round.jurors[0]!.id, submission: round.submissions[0]!.id };
    expect((await json(organiser, at(round, 'assignments'), fields)).status).toBe(201);
    expect((await organiser.get(at(round, 'assignments'))).text).toContain('the organisation that asks');
  });
});

describe('drawn evenly', () => {
  test('every proposal gets its readers and nobody reads two more than another', async () => {
    const round = await makeRound(world.db, { teams: 7, jurors: 4 });
    const answer = await json(await organiserOf(round), at(round, 'assignments'), { balanced: '2' });
    expect(answer.body).toMatchObject({ sheets: 14, short: [], uneven: false, groups: 1 });
    const sheets = await sheetsOf(world.db, round);
    const loads = round.jurors.map((juror) => sheets.filter((one) => one.juror_id === juror.id).length);
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
    for (const { id } of round.submissions)
      expect(sheets.filter((one) => one.submission_id === id)).toHaveLength(2);
  });

  test('what is assigned stays; drawing again, and twice at once, adds only what is missing', async () => {
    const round = await makeRound(world.db, { teams: 4, jurors: 4 });
    const kept = await makeSheet(world.db, round, round.submissions[0]!, round.jurors[3]!, { scores: [5] });
    const organiser = await organiserOf(round);
    const answers = await Promise.all([
      json(organiser, at(round, 'assignments'), { balanced: '2' }),
      json(organiser, at(round, 'assignments'), { balanced: '2' }),
    ]);
    expect(answers.map((one) => one.body.sheets).sort()).toEqual([0, 7]);
    expect(await sheetsOf(world.db, round)).toHaveLength(8);
    expect(await world.db('sheets').where({ id: kept })).toHaveLength(1);
    await makeSubmission(world.db, round.hackathon, await makeTeam(world.db, round.hackathon));
    expect((await json(organiser, at(round, 'assignments'), { balanced: '2' })).body.sheets).toBe(2);
  });

  test.each(['0', '21', '-1', '1.5', 'all', ''])('%j readers are refused', async (balanced) => {
    const round = await makeRound(world.db, { teams: 1, jurors: 1 });
    const answer = await json(await organiserOf(round), at(round, 'assignments'), { balanced });
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, ['balanced']]);
  });

  test('before judging readers can be named, after it no more', async () => {
    const round = await makeRound(world.db, { open: ['drafting'] });
    const organiser = await organiserOf(round);
    expect((await json(organiser, at(round, 'assignments'), { balanced: '1' })).status).toBe(201);
    await setPhases(world.db, round.hackathon.id, ['deliberation']);
    const late = await json(organiser, at(round, 'assignments'), { balanced: '2' });
    expect([late.status, late.body.error]).toEqual([403, 'jury.refused.assignTooLate']);
    expect((await organiser.get(at(round, 'assignments'))).status).toBe(200);
  });
});
