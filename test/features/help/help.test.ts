// Help requests: one a team, one winner a claim, and nobody waits for an expert who went away.
import type { Socket } from 'socket.io-client';
import { PHASES } from '../../../src/features/hackathons/hackathons.policy';
import { expireHelp, releaseVanished } from '../../../src/features/help/help.upkeep';
import type { HelpState } from '../../../src/realtime/contract';
import { channels } from '../../../src/realtime/live';
import {
  giveRole,
  type MadeHackathon,
  type MadePerson,
  type MadeTeam,
  makeHackathon,
  makeRole,
  makeTeam,
  setPhases,
} from '../../support/factories';
import { until } from '../../support/until';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let experts: MadePerson[];
let agents: Agent[];

beforeAll(async () => {
  world = await createWorld();
  hackathon = await makeHackathon(world.db);
  experts = [];
  for (let n = 0; n < 20; n += 1) experts.push(await makeRole(world.db, hackathon, 'expert'));
  agents = [];
  for (const expert of experts) agents.push(await world.as(expert.login));
});
afterAll(() => world.close());

const TOPIC = { topic: 'What does it cost?', language: 'en', details: 'We found two clubs.' };

const post = (agent: Agent, path: string, fields: object = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(fields);

/** A line is open before it is told of help. */
const hears = (expert: MadePerson, { id }: MadeHackathon) =>
  world.deps.live.inside(channels.experts(id)).some(({ person }) => (person as MadePerson).id === expert.id);

async function asked(): Promise<{ team: MadeTeam; member: Agent; id: string }> {
  const team = await makeTeam(world.db, hackathon);
  const member = await world.as(team.members[0]!.login);
  const answer = await post(member, `/teams/${team.id}/help-requests`, TOPIC);
  expect(answer.status).toBe(201);
  return { team, member, id: answer.body.id };
}

const words = async (team: MadeTeam) =>
  world
    .db('entries')
    .join('rooms', 'rooms.id', 'entries.room_id')
    .where({ team_id: team.id })
    .orderBy('seq')
    .pluck('body');

const stateOf = async (id: string) =>
  world.db('help_requests').select('state', 'claimed_by').where({ id }).first();

const advises = async (team: MadeTeam, person: MadePerson) =>
  (await world.db('advisers').where({ team_id: team.id, person_id: person.id }).whereNull('ended_at')).length;

test('a team has one live request; the second is told which one it is', async () => {
  const { team, member, id } = await asked();
  const again = await post(member, `/teams/${team.id}/help-requests`, TOPIC);
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({ error: 'mentoring.refused.oneRequest', current: { id, state: 'open' } });
  const both = await makeTeam(world.db, hackathon);
  const two = await Promise.all(both.members.map((person) => world.as(person.login)));
  const answers = await Promise.all(
    two.map((agent) => post(agent, `/teams/${both.id}/help-requests`, TOPIC)),
  );
  expect(answers.map((one) => one.status).sort()).toEqual([201, 409]);
});

test('asking, calling off and asking again ends after ten times, with a sentence, for this team only', async () => {
  const { team, member, id } = await asked();
  let last = id;
  for (let n = 1; n < 10; n += 1) {
    await post(member, `/help-requests/${last}/cancellation`);
    const again = await post(member, `/teams/${team.id}/help-requests`, TOPIC);
    expect(again.status).toBe(201);
    last = again.body.id;
  }
  await post(member, `/help-requests/${last}/cancellation`);
  const refused = await post(member, `/teams/${team.id}/help-requests`, TOPIC);
  expect(refused.status).toBe(429);
  expect(refused.body.error).toBe('mentoring.refused.askedOften');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60);
  expect(await world.db('help_requests').where({ team_id: team.id, state: 'open' })).toEqual([]);
  const page = await member.post(`/teams/${team.id}/help-requests`).type('form').send(TOPIC);
  expect(page.text).toContain('asked for help many times');
  expect(page.text).toContain(TOPIC.details);
  await asked();
});

test('wrong input keeps what was typed, and only members ask', async () => {
  const team = await makeTeam(world.db, hackathon);
  const member = await world.as(team.members[0]!.login);
  const path = `/teams/${team.id}/help-requests`;
  const page = await member
    .post(path)
    .type('form')
    .send({ ...TOPIC, topic: '' });
  expect(page.status).toBe(422);
  expect(page.text).toContain('We found two clubs.');
  expect((await post(agents[0]!, path, TOPIC)).status).toBe(404);
  expect((await post(member, path, { ...TOPIC, language: 'klingon' })).status).toBe(422);
});

test('of twenty experts who claim at once one wins, nineteen read who it was', async () => {
  const { team, id } = await asked();
  const answers = await Promise.all(agents.map((agent) => post(agent, `/help-requests/${id}/claim`)));
  const won = answers.filter((answer) => answer.status === 200);
  expect(won).toHaveLength(1);
  const winner = experts[answers.indexOf(won[0]!)]!;
  const lost = answers.filter((answer) => answer.status === 409);
  expect(lost).toHaveLength(19);
  for (const answer of lost) {
    expect(answer.body.current).toMatchObject({ state: 'claimed', claimedBy: winner.display_name });
    expect(answer.body.message).toContain(winner.display_name);
  }
  expect(await stateOf(id)).toEqual({ state: 'claimed', claimed_by: winner.id });
  const advisers = await world.db('advisers').where({ team_id: team.id }).pluck('person_id');
  expect(advisers).toEqual([winner.id]);
  expect(await words(team)).toEqual(['help.asked', 'help.claimed']);
  const again = await post(agents[experts.indexOf(winner)]!, `/help-requests/${id}/claim`);
  expect(again.status).toBe(200);
  expect(await words(team)).toEqual(['help.asked', 'help.claimed']);
});

test('experts of another hackathon, and people who are no experts, cannot claim', async () => {
  const { member, id } = await asked();
  const elsewhere = await makeHackathon(world.db);
  const foreign = await world.as((await makeRole(world.db, elsewhere, 'expert')).login);
  expect((await post(foreign, `/help-requests/${id}/claim`)).status).toBe(404);
  expect((await post(member, `/help-requests/${id}/claim`)).status).toBe(403);
  expect((await post(foreign, '/help-requests/nothing/claim')).status).toBe(404);
  expect(await stateOf(id)).toMatchObject({ state: 'open' });
});

test('the queue is for experts, organisers and moderators, and who waits longest comes first', async () => {
  const own = await makeHackathon(world.db);
  const expert = await makeRole(world.db, own, 'expert');
  const ids: string[] = [];
  for (const ago of [10, 50, 30]) {
    const team = await makeTeam(world.db, own);
    const member = await world.as(team.members[0]!.login);
    const { body } = await post(member, `/teams/${team.id}/help-requests`, {
      ...TOPIC,
      topic: `Since ${ago}`,
    });
    const at = new Date(Date.now() - ago * 60_000);
    await world.db('help_requests').where({ id: body.id }).update({ asked_at: at });
    ids.push(body.id);
  }
  const agent = await world.as(expert.login);
  const path = `/hackathons/${own.slug}/help-requests`;
  const list = await agent.get(`${path}.json`);
  expect(list.body.requests.map((one: HelpState) => one.id)).toEqual([ids[1], ids[2], ids[0]]);
  expect(list.body.requests[0]).toMatchObject({ topic: 'Since 50', language: 'en', state: 'open' });
  const page = await agent.get(path);
  expect(page.text.indexOf('Since 50')).toBeLessThan(page.text.indexOf('Since 30'));
  expect(page.text).toContain('50 minutes ago');
  const organiser = await world.as(own.organiser.login);
  expect((await organiser.get(`${path}.json`)).status).toBe(200);
  expect((await organiser.get(path)).text).not.toContain('/claim"');
  const participant = await world.as((await makeRole(world.db, own, 'participant')).login);
  expect((await participant.get(`${path}.json`)).status).toBe(403);
  expect((await agents[0]!.get(`${path}.json`)).status).toBe(404);
  expect((await world.visitor().get(`${path}.json`)).status).toBe(401);
});

test('giving back ends the advising that began with the claim, and only that', async () => {
  const { team, id } = await asked();
  const [first, second] = agents as [Agent, Agent];
  await post(first, `/help-requests/${id}/claim`);
  // Whoever never came into the room would leave no trace.
  await first.get(`/teams/${team.id}/room`);
  expect((await post(second, `/help-requests/${id}/release`)).status).toBe(409);
  expect((await post(first, `/help-requests/${id}/release`)).status).toBe(200);
  expect(await stateOf(id)).toEqual({ state: 'open', claimed_by: null });
  expect(await advises(team, experts[0]!)).toBe(0);
  expect((await first.get(`/teams/${team.id}/room.json`)).status).toBe(404);
  await world
    .db('advisers')
    .where({ team_id: team.id })
    .update({ ended_at: null, since: new Date(0) });
  await post(first, `/help-requests/${id}/claim`);
  await post(first, `/help-requests/${id}/release`);
  expect(await advises(team, experts[0]!)).toBe(1);
});

test('finishing writes the note into the room; a team can call off only what nobody took', async () => {
  const { team, member, id } = await asked();
  await post(agents[0]!, `/help-requests/${id}/claim`);
  expect((await post(member, `/help-requests/${id}/cancellation`)).status).toBe(409);
  expect((await post(agents[1]!, `/help-requests/${id}/completion`)).status).toBe(403);
  const finished = await post(agents[0]!, `/help-requests/${id}/completion`, { note: 'Ask the club first.' });
  expect(finished.status).toBe(200);
  expect(await words(team)).toEqual(['help.asked', 'help.claimed', 'Ask the club first.', 'help.done']);
  expect(await advises(team, experts[0]!)).toBe(1);
  const next = await post(member, `/teams/${team.id}/help-requests`, TOPIC);
  expect(next.status).toBe(201);
  expect((await post(member, `/help-requests/${next.body.id}/cancellation`)).status).toBe(200);
  expect((await post(agents[2]!, `/help-requests/${next.body.id}/claim`)).body).toMatchObject({
    error: 'mentoring.refused.cancelled',
    current: { state: 'cancelled' },
  });
});

test('the claim of an expert who vanished goes back; being in the room or writing there keeps it', async () => {
  const { team, member, id } = await asked();
  const expert = await makeRole(world.db, hackathon, 'expert');
  const agent = await world.as(expert.login);
  await post(agent, `/help-requests/${id}/claim`);
  const { room } = (await agent.get(`/teams/${team.id}/room.json`)).body;
  const long = new Date(Date.now() - 16 * 60_000);
  await world.db('help_requests').where({ id }).update({ claimed_at: long });
  await world.db('advisers').where({ person_id: expert.id }).update({ since: long });
  const away = () => world.db('room_visits').where({ person_id: expert.id }).update({ seen_at: long });
  await post(agent, `/rooms/${room.id}/messages`, { body: 'I look it up.' });
  await away();
  expect(await releaseVanished(world.deps)).toBe(0);
  await world.db('entries').where({ author_id: expert.id, kind: 'message' }).update({ at: long });
  const socket: Socket = await world.live(expert.login);
  await socket.timeout(5_000).emitWithAck('room:join', { roomId: room.id });
  await away();
  expect(await releaseVanished(world.deps)).toBe(0);
  socket.disconnect();
  await until(() => world.deps.live.inside(channels.room(room.id)).length === 0);
  await away();
  // Some other page of the site does not help the team.
  await agent.get('/desk');
  expect(await releaseVanished(world.deps)).toBe(1);
  expect(await releaseVanished(world.deps)).toBe(0);
  expect(await stateOf(id)).toEqual({ state: 'open', claimed_by: null });
  expect((await words(team)).slice(-1)).toEqual(['help.vanished']);
  const kinds = (personId: string) => world.db('notices').where({ person_id: personId }).pluck('kind');
  expect(await kinds(expert.id)).toEqual(['helpWentBack']);
  expect(await kinds(team.members[0]!.id)).toEqual(['helpClaimed', 'helpReleased']);
  expect((await member.get('/notices')).text).toContain('Your question waits again.');
  expect((await post(agents[3]!, `/help-requests/${id}/claim`)).status).toBe(200);
});

test('requests end with the phase: no claim, no new one, and open ones are closed', async () => {
  const own = await makeHackathon(world.db);
  const team = await makeTeam(world.db, own);
  const member = await world.as(team.members[0]!.login);
  const expert = await world.as((await makeRole(world.db, own, 'expert')).login);
  const { body } = await post(member, `/teams/${team.id}/help-requests`, TOPIC);
  expect(await expireHelp(world.deps)).toBe(0);
  await setPhases(world.db, own.id, ['judging']);
  expect((await post(expert, `/help-requests/${body.id}/claim`)).body.error).toBe(
    'hackathons.refused.tooLate',
  );
  expect(await expireHelp(world.deps)).toBe(1);
  expect(await stateOf(body.id)).toMatchObject({ state: 'expired' });
  expect((await post(member, `/teams/${team.id}/help-requests`, TOPIC)).status).toBe(403);
  await setPhases(world.db, own.id, [...PHASES]);
});

test('experts of the hackathon and the room hear of every change, experts of others do not', async () => {
  const elsewhere = await makeHackathon(world.db);
  const foreign = await makeRole(world.db, elsewhere, 'expert');
  const both = await makeRole(world.db, hackathon, 'expert');
  await giveRole(world.db, elsewhere.id, both, 'expert', elsewhere.organiser);
  const heard: [string, HelpState][] = [];
  for (const person of [foreign, both]) {
    const socket = await world.live(person.login);
    socket.on('help:changed', (help: HelpState) => heard.push([person.id, help]));
  }
  await until(() => hears(foreign, elsewhere) && hears(both, hackathon));
  const { team, id } = await asked();
  await post(agents[4]!, `/help-requests/${id}/claim`);
  await until(() => heard.length >= 2);
  expect(heard.map(([person, help]) => [person, help.team, help.state, help.claimedBy])).toEqual([
    [both.id, team.id, 'open', undefined],
    [both.id, team.id, 'claimed', experts[4]!.display_name],
  ]);
});

test('an expert finds the rooms of the teams', async () => {
  const { team, id } = await asked();
  await post(agents[5]!, `/help-requests/${id}/claim`);
  const page = await agents[5]!.get(`/hackathons/${hackathon.slug}/rooms`);
  expect(page.status).toBe(200);
  expect(page.text).toContain(team.name);
  expect(page.text).toContain(`/teams/${team.id}/room`);
  expect((await agents[6]!.get(`/hackathons/${hackathon.slug}/rooms`)).text).not.toContain(
    `/teams/${team.id}/room`,
  );
});

test('twenty messages in ten seconds, then the wait is named', async () => {
  const team = await makeTeam(world.db, hackathon);
  const agent = await world.as(team.members[0]!.login);
  const { body } = await agent.get(`/teams/${team.id}/room.json`);
  const say = () => post(agent, `/rooms/${body.room.id}/messages`, { body: 'Again' });
  for (let n = 0; n < 20; n += 1) expect((await say()).status).toBe(201);
  const much = await say();
  expect(much.status).toBe(429);
  expect(Number(much.headers['retry-after'])).toBeGreaterThanOrEqual(1);
  const socket = await world.live(team.members[0]!.login);
  const answer = await socket.timeout(5_000).emitWithAck('message:post', {
    roomId: body.room.id,
    clientId: '8b0c3b1e-6f4f-4c6d-9f5e-1a2b3c4d5e6f',
    body: 'Again',
  });
  expect(answer).toMatchObject({ ok: false, error: 'frame.errors.tooMany' });
  expect(answer.retryAfter).toBeGreaterThanOrEqual(1);
  expect(await world.db('entries').where({ room_id: body.room.id })).toHaveLength(20);
});

test('when the last member leaves, the call for help leaves the queue and nobody can claim it', async () => {
  const { team, member, id } = await asked();
  await post(await world.as(team.members[1]!.login), `/teams/${team.id}/departure`);
  expect(await stateOf(id)).toMatchObject({ state: 'open' });
  const heard: HelpState[] = [];
  const socket = await world.live(experts[7]!.login);
  socket.on('help:changed', (help: HelpState) => heard.push(help));
  await until(() => hears(experts[7]!, hackathon));
  const answers = await Promise.all([
    post(member, `/teams/${team.id}/departure`),
    ...agents.slice(0, 6).map((agent) => post(agent, `/help-requests/${id}/claim`)),
  ]);
  expect(answers[0]!.status).toBe(200);
  for (const answer of answers.slice(1)) expect([200, 409]).toContain(answer.status);
  expect(await stateOf(id)).toMatchObject({ state: 'cancelled' });
  expect((await post(agents[8]!, `/help-requests/${id}/claim`)).body).toMatchObject({
    error: 'mentoring.refused.cancelled',
    current: { state: 'cancelled' },
  });
  const queue = await agents[8]!.get(`/hackathons/${hackathon.slug}/help-requests.json`);
  expect(queue.body.requests.map((one: HelpState) => one.id)).not.toContain(id);
  await until(() => heard.at(-1)?.state === 'cancelled');
  expect(heard.at(-1)).toMatchObject({ id, state: 'cancelled', team: team.id, teamName: team.name });
});

test('an expert who sits in a team advises nobody they compete with, and stops as soon as they take a seat', async () => {
  const { team, id } = await asked();
  const both = await makeRole(world.db, hackathon, 'expert');
  await giveRole(world.db, hackathon.id, both, 'participant', hackathon.organiser);
  const agent = await world.as(both.login);
  expect((await post(agent, `/help-requests/${id}/claim`)).status).toBe(200);
  const { room } = (await agent.get(`/teams/${team.id}/room.json`)).body;
  const socket = await world.live(both.login);
  await socket.timeout(5_000).emitWithAck('room:join', { roomId: room.id });
  const heard: unknown[] = [];
  socket.on('room:entry', (entry) => heard.push(entry));
  const calls: HelpState[] = [];
  socket.on('help:changed', (help: HelpState) => calls.push(help));
  const rival = await makeTeam(world.db, hackathon, { size: 1 });
  expect((await post(agent, `/teams/${rival.id}/members`)).status).toBe(201);
  for (const path of ['room', 'room.json', 'submission.json'])
    expect((await agent.get(`/teams/${team.id}/${path}`)).status).toBe(404);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  const member = await world.as(team.members[0]!.login);
  await post(member, `/rooms/${room.id}/messages`, { body: 'Among ourselves' });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(heard).toEqual([]);
  const other = await asked();
  // What others ask is theirs; what was claimed before can be given back.
  const queue = await agent.get(`/hackathons/${hackathon.slug}/help-requests.json`);
  expect(queue.body.requests.map((help: HelpState) => help.id)).toEqual([id]);
  expect(calls).toEqual([]);
  const answer = await post(agent, `/help-requests/${other.id}/claim`);
  expect([answer.status, answer.body.error]).toEqual([403, 'mentoring.refused.competes']);
  expect(await stateOf(other.id)).toMatchObject({ state: 'open' });
});
