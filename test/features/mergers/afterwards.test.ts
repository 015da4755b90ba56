// What captains read when a merge is refused, and what the people of a merged team read of the room before.
import { newId } from '../../../src/ids';
import { makeHackathon, makeRole } from '../../support/factories';
import { json, signedTeam } from '../../support/seats';
import { createWorld, type World } from '../../support/world';

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
