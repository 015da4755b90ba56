// What surrounds the talk is kept until something of the hackathon changes, and is right on the very next page.
import { randomUUID } from 'node:crypto';
import { PHASES } from '../../../src/features/hackathons/hackathons.policy';
import { asked } from '../../support/asked';
import {
  type MadeHackathon,
  type MadeTeam,
  makeAdviser,
  makeHackathon,
  makeRole,
  makeTeam,
  setPhases,
} from '../../support/factories';
import { createWorld, type World } from '../../support/world';

let world: World;
let hackathon: MadeHackathon;
let team: MadeTeam;
let page: () => Promise<string>;

beforeAll(async () => {
  world = await createWorld({ RATE_FACTOR: '1000' });
  hackathon = await makeHackathon(world.db);
  team = await makeTeam(world.db, hackathon);
  const reader = await world.as(team.members[0]!.login);
  page = async () => (await reader.get(`/teams/${team.id}/room`).expect(200)).text;
});
afterAll(() => world.close());

test('a second page asks for none of it, only who asks and how the room is now', async () => {
  expect(await asked(world.db, page)).toBeGreaterThan(2);
  expect(await asked(world.db, page)).toBe(2);
});

test('who is there, and for whom, changes on the next page', async () => {
  const adviser = await makeAdviser(world.db, hackathon, team, 'Bicycle office');
  expect(await page()).toContain('Bicycle office');
  await world.db('roles').where({ person_id: adviser.id }).update({ organisation: 'Harbour office' });
  expect(await page()).toContain('Harbour office');
  await world.db('advisers').where({ person_id: adviser.id }).update({ ended_at: new Date() });
  expect(await page()).not.toContain('Harbour office');

  await world.db('people').where({ id: team.members[1]!.id }).update({ display_name: 'Ruta of the harbour' });
  expect(await page()).toContain('Ruta of the harbour');
  await world
    .db('memberships')
    .where({ person_id: team.members[1]!.id })
    .update({ ended_at: new Date(), ended_by: team.members[0]!.id });
  expect(await page()).not.toContain('Ruta of the harbour');
});

test('more time for one team opens the talk again, and taking it back ends it', async () => {
  await setPhases(world.db, hackathon.id, ['results']);
  expect(await page()).not.toContain('data-compose');
  await world.db('extensions').insert({
    id: randomUUID(),
    team_id: team.id,
    phase: 'drafting',
    until: new Date(Date.now() + 24 * 3_600_000),
    reason: 'Ill',
    by_id: hackathon.organiser.id,
    at: new Date(),
  });
  expect(await page()).toContain('data-compose');
  await world.db('extensions').where({ team_id: team.id }).delete();
  expect(await page()).not.toContain('data-compose');
  await setPhases(world.db, hackathon.id, [...PHASES]);
});

test('moderators stand there once they came, in that order, and never by their office alone', async () => {
  const names = ['Mod who came second', 'Mod who came first', 'Mod who never came'];
  const moderators = await Promise.all(names.map(() => makeRole(world.db, hackathon, 'moderator')));
  for (const [n, one] of moderators.entries())
    await world.db('people').where({ id: one.id }).update({ display_name: names[n] });
  await (await world.as(moderators[1]!.login)).get(`/teams/${team.id}/room`).expect(200);
  expect(await page()).not.toContain(names[0]);
  await (await world.as(moderators[0]!.login)).get(`/teams/${team.id}/room`).expect(200);
  const text = await page();
  expect(text.indexOf(names[0]!)).toBeGreaterThan(text.indexOf(names[1]!));
  expect(text).toContain(names[1]);
  expect(text).not.toContain(names[2]);
});
