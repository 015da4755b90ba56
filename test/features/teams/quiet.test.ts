// Quiet hours: any member sets them, in the hackathon's zone; what is told meanwhile waits silently.
import type { Socket } from 'socket.io-client';
import { restOf } from '../../../src/features/teams/teams.quiet.queries';
import {
  type MadeHackathon,
  type MadeTeam,
  makeAdviser,
  makeHackathon,
  makeTeam,
} from '../../support/factories';
import { until } from '../../support/until';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let team: MadeTeam;

beforeAll(async () => {
  // Nobody listens there: mails only have to wait.
  world = await createWorld({ SMTP_URL: 'smtp://127.0.0.1:9' });
  hackathon = await makeHackathon(world.db);
  team = await makeTeam(world.db, hackathon);
});
afterAll(() => world.close());

const post = (agent: Agent, path: string, fields: object = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);

const rest = async (at: string) =>
  (await restOf(world.db, team.id, world.db.raw('?::timestamptz', [at])))?.toISOString() ?? null;

test('members set them and end them, others cannot, and half or no hours are refused', async () => {
  const [, second] = team.members;
  const member = await world.as(second!.login);
  const path = `/teams/${team.id}/quiet-hours`;
  expect((await post(member, path, { from: '22:00', until: '08:00' })).status).toBe(200);
  expect((await member.get(`/teams/${team.id}`)).text).toContain('Your team rests from 22:00 to 08:00');
  for (const wrong of [
    { from: '22:00', until: '' },
    { from: '22:00', until: '22:00' },
    { from: '25:00', until: '08:00' },
  ])
    expect((await post(member, path, wrong)).status).toBe(422);
  const again = await member.post(path).type('form').send({ from: '22:00', until: '' });
  expect([again.status, again.text.includes('Fill in both times')]).toEqual([422, true]);
  const adviser = await world.as((await makeAdviser(world.db, hackathon, team)).login);
  for (const other of [adviser, await world.as(hackathon.organiser.login)])
    expect((await post(other, path, { from: '', until: '' })).status).toBe(403);
  expect((await post(member, path, { from: '', until: '' })).status).toBe(200);
  expect(await rest('2026-11-22T02:00:00Z')).toBeNull();
});

test('they hold over midnight, by the clock of the hackathon, also when that clock changes', async () => {
  await world.db('teams').where({ id: team.id }).update({ quiet_from: '22:00', quiet_until: '08:00' });
  expect(await rest('2026-11-22T20:59:00Z')).toBeNull();
  expect(await rest('2026-11-22T21:00:00Z')).toBe('2026-11-23T07:00:00.000Z');
  expect(await rest('2026-11-23T06:59:00Z')).toBe('2026-11-23T07:00:00.000Z');
  expect(await rest('2026-11-23T07:00:00Z')).toBeNull();
  // In the night to 29 March 2026 an hour is left out.
  expect(await rest('2026-03-28T23:00:00Z')).toBe('2026-03-29T06:00:00.000Z');
  await world.db('teams').where({ id: team.id }).update({ quiet_from: '13:00', quiet_until: '14:30' });
  expect(await rest('2026-11-22T12:30:00Z')).toBe('2026-11-22T13:30:00.000Z');
  expect(await rest('2026-11-22T13:30:00Z')).toBeNull();
});

test('advice in quiet hours is among the notices without a sound, and its mail waits for the morning', async () => {
  const adviser = await makeAdviser(world.db, hackathon, team);
  const expert = await world.as(adviser.login);
  const member = await world.as(team.members[0]!.login);
  const { body } = await member.get(`/teams/${team.id}/submission.json`);
  const heard: string[] = [];
  const socket: Socket = await world.live(team.members[0]!.login);
  socket.on('notice', ({ kind }) => heard.push(kind));
  const advise = () =>
    post(expert, `/submissions/${body.submission.id}/feedback`, {
      section: 'cost',
      kind: 'question',
      body: 'Who pays?',
    });
  await world
    .db('people')
    .where({ id: team.members[0]!.id })
    .update({ email: 'reader@mail.example.org', email_confirmed_at: new Date() });
  const mailsWait = async () =>
    (await world.db('jobs').where({ kind: 'mail' }).orderBy('made_at')).map(
      (job) => job.run_at.getTime() - job.made_at.getTime() > 1_000,
    );
  const written = async () =>
    world.db('notices').where({ person_id: team.members[0]!.id, kind: 'feedbackWritten' }).pluck('read_at');
  await world.db('teams').where({ id: team.id }).update({ quiet_from: '00:00', quiet_until: '23:59:59' });
  expect((await advise()).status).toBe(201);
  expect(await written()).toHaveLength(1);
  expect(await mailsWait()).toEqual([true]);
  await world.db('teams').where({ id: team.id }).update({ quiet_from: null, quiet_until: null });
  expect((await advise()).status).toBe(201);
  await until(() => heard.length > 0);
  expect(heard).toEqual(['feedbackWritten']);
  expect(await written()).toHaveLength(2);
  expect(await mailsWait()).toEqual([true, false]);
});
