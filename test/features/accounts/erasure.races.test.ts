// Deleting an account while its owner, and others about them, go on acting: nothing comes back to life.
import { randomUUID } from 'node:crypto';
import { LEFT } from '../../../src/db/personal-data';
import { createInvitation } from '../../../src/features/hackathons/invitations.actions';
import { newId } from '../../../src/ids';
import { makeHackathon, makeRole, makeTeam } from '../../support/factories';
import { type Agent, createWorld, PASSWORD, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
});
afterAll(() => world.close());

const CANARY = 'a word that must not come back';
type Act = () => Promise<{ status: number; text: string }>;

/** Acts one after the other until one says that the person is no more, or the end. */
async function until(over: () => boolean, act: Act, seen: number[]): Promise<void> {
  while (!over()) seen.push((await act()).status);
  seen.push((await act()).status);
}

const send = (agent: Agent, path: string, body: object) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(body);

test('a person who writes, joins, asks and hands in while they are erased is gone all the same', async () => {
  const { db, deps } = world;
  const hackathon = await makeHackathon(db, { seats: [2, 6] });
  for (const name of ['one', 'two']) {
    const team = await makeTeam(db, hackathon, { size: 2, name: `team ${name}` });
    const other = await makeTeam(db, hackathon, { size: 1, name: `other ${name}` });
    const [leaving, staying] = team.members as [(typeof team.members)[0], (typeof team.members)[0]];
    await db('people')
      .where({ id: leaving.id })
      .update({ display_name: `${CANARY} ${name}` });
    const own = await world.as(leaving.login);
    const theirs = await world.as(staying.login);
    const organiser = await world.as(hackathon.organiser.login);
    const room = (await own.get(`/teams/${team.id}/room.json`)).body.room.id;
    const submission = (await own.get(`/teams/${team.id}/submission.json`)).body.submission.id;
    const keys = ['problem', 'affected', 'evidence', 'proposal', 'authority', 'first_step'];
    await send(
      own,
      `/submissions/${submission}/draft`,
      Object.fromEntries(
        keys.flatMap((key) => [
          [`section[${key}]`, 'Our words.'],
          [`version[${key}]`, '0'],
        ]),
      ),
    ).expect(200);
    const invitation = await db.transaction(async (trx) =>
      createInvitation(deps, trx, {
        hackathonId: hackathon.id,
        role: 'expert',
        uses: 99,
        expiresAt: new Date(Date.now() + 1e8),
        madeBy: hackathon.organiser.id,
        now: new Date(),
      }),
    );
    let over = false;
    const seen: number[] = [];
    let number = 0;
    const acts: Act[] = [
      () => send(own, `/rooms/${room}/messages`, { body: CANARY, client_id: randomUUID() }),
      () => send(own, `/rooms/${room}/messages`, { body: CANARY, client_id: randomUUID() }),
      () => send(own, `/teams/${other.id}/members`, {}),
      () =>
        send(own, `/hackathons/${hackathon.slug}/teams`, {
          name: `${CANARY} ${newId()}`,
          pitch: CANARY,
          challenge: hackathon.challenge.slug,
          languages: 'en',
          joining: 'open',
        }),
      () =>
        send(own, `/hackathons/${hackathon.slug}/evidence`, {
          claim: CANARY,
          kind: 'practice',
          source: CANARY,
          language: 'en',
        }),
      () => send(own, '/account/name', { display_name: CANARY }),
      () => send(own, `/teams/${team.id}/help-requests`, { topic: 'Help', language: 'en', details: CANARY }),
      () => send(own, `/invitations/${invitation.token}/acceptance`, {}),
      () =>
        send(theirs, `/submissions/${submission}/draft`, {
          'section[cost]': `Ten ${number}`,
          'version[cost]': String(number++),
        }),
      () => send(theirs, `/submissions/${submission}/versions`, {}),
      () =>
        send(organiser, `/hackathons/${hackathon.slug}/placements`, { person: leaving.id, team: other.id }),
      () => world.visitor().post('/login').type('form').send({ login: leaving.login, password: PASSWORD }),
    ];
    const streams = acts.map((act) => until(() => over, act, seen));
    const erasures = await Promise.all([
      send(own, '/account/erasure', { password: PASSWORD }),
      send(own, '/account/erasure', { password: PASSWORD }),
    ]);
    over = true;
    await Promise.all(streams);
    expect(erasures.map((answer) => answer.status)).toContain(200);
    expect(seen.filter((status) => status >= 500)).toEqual([]);

    const id = leaving.id;
    expect(await db('people').where({ id }).first('display_name', 'disabled_at')).toEqual({
      display_name: LEFT,
      disabled_at: expect.any(Date),
    });
    expect(
      await db('entries').where({ author_id: id }).whereNotNull('body').whereNot({ kind: 'system' }),
    ).toEqual([]);
    for (const [table, column] of [
      ['memberships', 'person_id'],
      ['roles', 'person_id'],
      ['login_sessions', 'person_id'],
    ] as const)
      expect([
        table,
        await db(table)
          .where({ [column]: id })
          .whereNull('ended_at'),
      ]).toEqual([table, []]);
    expect(await db('evidence_cards').where({ written_by: id }).whereNull('withdrawn_at')).toEqual([]);
    expect(
      await db('teams').where({ founded_by: id }).whereNull('archived_at').whereNot({ id: team.id }),
    ).toEqual([]);
    const texts = await db.raw(
      `select
      (select string_agg(roster::text, ' ') from submission_versions where submission_id = :submission) as rosters,
      (select string_agg(claim || source, ' ') from evidence_cards where written_by = :id) as cards,
      (select string_agg(details, ' ') from help_requests where asked_by = :id) as help,
      (select string_agg(name || pitch, ' ') from teams where founded_by = :id) as teams`,
      { submission, id },
    );
    expect(JSON.stringify(texts.rows[0])).not.toContain(CANARY);
    const numbers = await db('entries').where({ room_id: room }).orderBy('seq').pluck('seq');
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }
});

test('of two organisers who leave at once, one stays', async () => {
  const { db } = world;
  const hackathon = await makeHackathon(db);
  const second = await makeRole(db, hackathon, 'organiser');
  const both = await Promise.all([hackathon.organiser, second].map((one) => world.as(one.login)));
  const answers = await Promise.all(
    both.map((agent) => send(agent, '/account/erasure', { password: PASSWORD })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  expect(
    await db('roles').where({ hackathon_id: hackathon.id, role: 'organiser' }).whereNull('ended_at'),
  ).toHaveLength(1);
});
