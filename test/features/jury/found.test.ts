// Conflicts are found with little work also on a database that nobody ever analysed: counted in rows, not in time.
import { giveRole, makeAdviser, makePerson, makeRole, makeTeam } from '../../support/factories';
import { makeRound } from '../../support/made-round';
import { createWorld, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

interface Plan {
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  Plans?: Plan[];
}

const handled = (plan: Plan): number =>
  (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Join Filter'] ?? 0)) *
    plan['Actual Loops'] +
  (plan.Plans ?? []).reduce((sum, part) => sum + handled(part), 0);

test('jurors, advisers and organisations are never all compared with each other', async () => {
  const round = await makeRound(world.db, { teams: 1, jurors: 0 });
  const { hackathon } = round;
  const teams = await Promise.all(
    Array.from({ length: 40 }, (_, n) => makeTeam(world.db, hackathon, { size: 1, name: `House team ${n}` })),
  );
  await Promise.all(teams.map((team, n) => makeAdviser(world.db, hackathon, team, `House ${n}`)));
  await Promise.all(
    Array.from({ length: 40 }, (_, n) => makeRole(world.db, hackathon, 'juror', ` house  ${n + 20} `)),
  );
  const { rows } = await world.db.raw(
    'explain (analyze, format json) select * from found_conflicts where hackathon_id = ?',
    [hackathon.id],
  );
  const { Plan: plan } = rows[0]['QUERY PLAN'][0] as { Plan: Plan };
  expect(plan['Actual Rows']).toBe(20);
  // 1,300 to 11,000 rows by the plan chosen; a million when every pair was compared once for each juror.
  expect(handled(plan)).toBeLessThan(40 ** 3);
});

test('an organisation is the same whatever its letters and spaces, also where the role of a juror has ended', async () => {
  const round = await makeRound(world.db, { teams: 2, jurors: 1 });
  const { hackathon } = round;
  const [submission] = round.submissions;
  await makeAdviser(world.db, hackathon, submission!.team, 'Youth  House');
  const juror = await makePerson(world.db);
  await giveRole(world.db, hackathon.id, juror, 'juror', hackathon.organiser);
  await giveRole(world.db, hackathon.id, juror, 'expert', hackathon.organiser, ' youth house');
  const found = () => world.db('found_conflicts').where({ hackathon_id: hackathon.id });
  const pair = { juror_id: juror.id, team_id: submission!.team.id, kind: 'organisation' };
  expect(await found()).toMatchObject([pair]);
  await world.db('roles').where({ person_id: juror.id, role: 'juror' }).update({ ended_at: new Date() });
  expect(await found()).toMatchObject([pair]);
});
