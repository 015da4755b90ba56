// What was planned moves with a demo whenever it was planned for; what happened moves only if the story told it.
import { shiftTimes } from '../../src/db/shift-times';
import { newId } from '../../src/ids';
import { makeHackathon, makeTeam } from '../support/factories';
import { createWorld, type World } from '../support/world';

const DAY = 86_400_000;
let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test('dues and locks to come move along; when a visitor renamed a team stays', async () => {
  const { db } = world;
  const hackathon = await makeHackathon(db);
  const team = await makeTeam(db, hackathon, { size: 2 });
  const [captain, asker] = team.members.map(({ id }) => id);
  const now = Date.now();
  const [told, soon] = [new Date(now - DAY), new Date(now + DAY)];
  const where = { team_id: team.id, hackathon_id: hackathon.id };
  await db('placement_offers').insert({ hackathon_id: hackathon.id, lock_at: soon, made_at: told });
  const asked = { asked_by: asker, captain_id: captain, asked_at: told, due_at: soon };
  await db('takeovers').insert({ id: newId(), ...where, ...asked });
  const renamed = { name: 'Before', until: new Date(now), changed_by: captain };
  await db('team_names').insert({ id: newId(), team_id: team.id, ...renamed });
  await db.transaction((trx) => shiftTimes(trx, 3, told));
  const moved = async (table: string, column: string) =>
    Math.round(((await db(table).first(column))[column].getTime() - now) / DAY);
  expect(await moved('placement_offers', 'lock_at')).toBe(4);
  expect(await moved('takeovers', 'due_at')).toBe(4);
  expect(await moved('team_names', 'until')).toBe(0);
});
