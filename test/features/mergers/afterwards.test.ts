// What captains read when a merge is refused, and what the people of a merged team read of the room before.
import { randomUUID } from 'node:crypto';
import { newId } from '../../../src/ids';
import { makeHackathon, makeRole } from '../../support/factories';
import { json, signedTeam } from '../../support/seats';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
});
afterAll(() => world.close());

test('a captain whose yes, no or offer comes too late reads why on the page of their own team', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 3] });
  const small = await signedTeam(world, hackathon, { size: 1 });
  const into = await signedTeam(world, hackathon, { size: 2 });
  const offered = await json(small.captain, `${small.path}/mergers`, { team: into.id }).expect(201);
  const offer = `/mergers/${offered.body.id}`;
  const comes = await world.as((await makeRole(world.db, hackathon, 'participant')).login);
  await json(comes, `${into.path}/members`).expect(201);
  const late = await into.captain.post(`${offer}/acceptance`).type('form').send({});
  expect([late.status, late.text.includes(`<h1><bdi>${into.name}</bdi></h1>`)]).toEqual([409, true]);
  expect(late.text).toContain('role="alert"');
  expect(late.text).toContain(`action="${offer}/refusal"`);
  const again = await small.captain.post(`${small.path}/mergers`).type('form').send({ team: into.id });
  expect([again.status, again.text.includes(`<h1><bdi>${small.name}</bdi></h1>`)]).toEqual([409, true]);
  await json(into.captain, `${offer}/refusal`).expect(200);
  const gone = await small.captain.post(`${offer}/withdrawal`).type('form').send({});
  expect([gone.status, gone.text.includes(`<h1><bdi>${small.name}</bdi></h1>`)]).toEqual([409, true]);
  const stranger = await comes.post(`/mergers/${newId()}/acceptance`).type('form').send({});
  expect(stranger.status).toBe(404);
});

test('people of the merged team read what was said in the room before, and nobody else; they change nothing there', async () => {
  const hackathon = await makeHackathon(world.db, { seats: [2, 3] });
  const old = await signedTeam(world, hackathon, { size: 1 });
  const into = await signedTeam(world, hackathon, { size: 1 });
  const stranger = await signedTeam(world, hackathon, { size: 1 });
  const room = (await old.captain.get(`${old.path}/room.json`)).body.room.id;
  const say = (agent: Agent, body: string) =>
    json(agent, `/rooms/${room}/messages`, { body, client_id: randomUUID() });
  const said = await say(old.captain, 'Canary of the old room.').expect(201);
  await say(old.captain, 'Withdrawn canary.').expect(201);
  const second = await world.db('entries').where({ room_id: room, body: 'Withdrawn canary.' }).first('id');
  await json(old.captain, `/messages/${second.id}/withdrawal`).expect(200);
  const talk = `${old.path}/talk`;
  for (const agent of [old.captain, into.captain]) expect((await agent.get(talk)).status).toBe(404);
  const offered = await json(old.captain, `${old.path}/mergers`, { team: into.id }).expect(201);
  expect((await into.captain.get(into.path)).text).toContain('cannot take it back');
  await json(into.captain, `/mergers/${offered.body.id}/acceptance`).expect(200);

  for (const agent of [old.captain, into.captain]) {
    expect((await agent.get(into.path)).text).toContain(`href="${talk}"`);
    const { text } = await agent.get(talk).expect(200);
    expect(text).toContain('Canary of the old room.');
    expect(text).not.toContain('Withdrawn canary.');
    expect(text).not.toMatch(/\/messages\/|data-compose|\?edit=[^"]*" data-slot="change">/);
  }
  expect((await into.captain.get(talk)).text).toContain(`kind=message&amp;id=${said.body.id}`);
  expect((await into.captain.get(`/reports/new?kind=message&id=${said.body.id}`)).status).toBe(200);
  for (const agent of [stranger.captain, await world.as(hackathon.organiser.login)])
    expect((await agent.get(talk)).status).toBe(404);
  expect((await world.visitor().get(talk)).status).not.toBe(200);
  for (const agent of [into.captain, old.captain]) {
    expect((await agent.get(`${old.path}/room`)).status).toBe(404);
    expect((await agent.get(`/rooms/${room}/messages.json`)).status).toBe(404);
    expect((await say(agent, 'More.')).status).toBe(404);
  }
  // Whoever leaves the team, or the new team's next team after another merge: reading follows the seat.
  const third = await signedTeam(world, hackathon, { size: 1 });
  const again = await json(into.captain, `${into.path}/mergers`, { team: third.id });
  expect(again.status).toBe(409);
  await json(old.captain, `${into.path}/departure`).expect(200);
  expect((await old.captain.get(talk)).status).toBe(404);
  const next = await json(into.captain, `${into.path}/mergers`, { team: third.id }).expect(201);
  await json(third.captain, `/mergers/${next.body.id}/acceptance`).expect(200);
  for (const agent of [into.captain, third.captain]) expect((await agent.get(talk)).status).toBe(200);
  expect((await third.captain.get(third.path)).text).toContain(`href="${talk}"`);
});
