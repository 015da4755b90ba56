// Notices: who hears of what, in which words, how they are counted and read.
import { makeHackathon, makePerson, makeRole, makeTeam } from '../../support/factories';
import { createWorld, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const noticesOf = (personId: string) =>
  world.db('notices').where({ person_id: personId }).orderBy('at').select('kind', 'href', 'params');

test('whoever sits in a team hears at once that somebody joined, and the one who joined does not', async () => {
  const hackathon = await makeHackathon(world.db);
  const team = await makeTeam(world.db, hackathon, { size: 2 });
  const joiner = await makeRole(world.db, hackathon, 'participant');
  const heard: unknown[] = [];
  const socket = await world.live(team.members[0]!.login);
  socket.on('notice', (notice) => heard.push(notice));
  const told = new Promise((resolve) => socket.once('notice', resolve));
  const agent = await world.as(joiner.login);
  await agent.post(`/teams/${team.id}/members`).type('form').expect(303);
  await told;
  expect(heard).toEqual([
    {
      kind: 'joined',
      text: `${joiner.display_name} joined your team ${team.name}.`,
      href: `/teams/${team.id}`,
    },
  ]);
  for (const member of team.members)
    expect(await noticesOf(member.id)).toEqual([
      {
        kind: 'joined',
        href: `/teams/${team.id}`,
        params: { team: team.name, name: joiner.display_name },
      },
    ]);
  expect(await noticesOf(joiner.id)).toEqual([]);
  expect(await noticesOf((await makePerson(world.db)).id)).toEqual([]);
});
