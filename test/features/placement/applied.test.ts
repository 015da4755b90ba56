// What became of a plan between its draft and its application, and what an undone one leaves in people's notices.
import { newId } from '../../../src/ids';
import {
  type MadeHackathon,
  type MadePerson,
  makeHackathon,
  makeRole,
  makeTeam,
} from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const json = (agent: Agent, path: string, body: object = {}) =>
  agent.post(path).type('form').set('Accept', 'application/json').send(body);

/** People without a team, one small team, one with a free seat, and their organiser. */
async function scene(people: number, teams: { size: number; joining?: 'open' | 'request' | 'invite' }[]) {
  const hackathon = await makeHackathon(world.db, { seats: [2, 3] });
  const made = [];
  for (const team of teams) made.push(await makeTeam(world.db, hackathon, team));
  const alone: MadePerson[] = [];
  for (let n = 0; n < people; n++) alone.push(await makeRole(world.db, hackathon, 'participant'));
  const organiser = await world.as(hackathon.organiser.login);
  const at = `/hackathons/${hackathon.slug}`;
  return { hackathon, teams: made, people: alone, organiser, at, page: `${at}/people-without-team` };
}

const versionOf = async (hackathon: MadeHackathon): Promise<string> => {
  const plan = await world
    .db('placement_plans')
    .where({ hackathon_id: hackathon.id, state: 'draft' })
    .first('version');
  return String(plan?.version ?? 0);
};

const seatsOf = (teamId: string): Promise<string[]> =>
  world.db('memberships').where({ team_id: teamId }).whereNull('ended_at').pluck('person_id');

const kindsOf = (person: MadePerson): Promise<string[]> =>
  world.db('notices').where({ person_id: person.id }).orderBy('kind').pluck('kind');

test('an undone plan takes its unread notices and waiting mail back; who read or got theirs, or was here, is told', async () => {
  const { hackathon, teams, people, organiser, at } = await scene(4, [{ size: 1 }, { size: 1 }]);
  const [first, second] = teams as [(typeof teams)[0], (typeof teams)[0]];
  const [reads, mailed, waits, never] = people as [MadePerson, MadePerson, MadePerson, MadePerson];
  await json(await world.as(reads.login), `/teams/${second.id}/requests`, { motivation: 'Hi' });
  await world
    .db('login_sessions')
    .where({ person_id: reads.id })
    .update({ seen_at: '2026-01-01', began_at: '2026-01-01' });
  await world
    .db('notices')
    .whereIn(
      'person_id',
      second.members.map(({ id }) => id),
    )
    .delete();
  for (const [person, team] of [
    [reads, first],
    [mailed, first],
    [waits, second],
    [never, second],
  ] as const)
    await json(organiser, `${at}/placement-plan/moves`, { person: person.id, team: team.id }).expect(200);
  await json(organiser, `${at}/placement-plan/application`, { version: await versionOf(hackathon) }).expect(
    200,
  );
  await world.db('notices').where({ person_id: reads.id, kind: 'placed' }).update({ read_at: new Date() });
  const captain = second.members[0]!;
  await world
    .db('notices')
    .where({ person_id: captain.id, about_id: never.id })
    .update({ read_at: new Date() });
  const mail = (person: MadePerson, sent: Date | null) => ({
    id: newId(),
    message_id: newId(),
    kind: 'placed',
    person_id: person.id,
    href: `/teams/${person === mailed ? first.id : second.id}`,
    queued_at: new Date(),
    state: sent ? 'sent' : 'queued',
    sent_at: sent,
  });
  await world.db('mails').insert([mail(mailed, new Date()), mail(waits, null)]);

  await json(organiser, `${at}/placement-plan/undoing`).expect(200);
  expect(await kindsOf(reads)).toEqual(['placed', 'seatTakenBack']);
  expect(await kindsOf(mailed)).toEqual(['seatTakenBack']);
  expect(await kindsOf(waits)).toEqual([]);
  expect(await kindsOf(never)).toEqual([]);
  const of = (person: MadePerson) => world.db('mails').where({ person_id: person.id }).pluck('state');
  expect([await of(mailed), await of(waits)]).toEqual([['sent'], []]);
  // The captain of the first team read nothing and was not here; that of the second read that somebody came.
  expect(await kindsOf(first.members[0]!)).toEqual([]);
  expect(await kindsOf(captain)).toEqual(['asked', 'joined', 'seatsTakenBack']);
});

test('a new team whose question closed after the plan was made does not begin, and the page says so before and after', async () => {
  const { hackathon, teams, people, organiser, at, page } = await scene(3, [{ size: 1 }]);
  for (const [person, team] of ['new-1', 'new-1', teams[0]!.id].entries())
    await json(organiser, `${at}/placement-plan/moves`, { person: people[person]!.id, team }).expect(200);
  const closing = { 'closing[en]': 'The city chose another way.' };
  await json(organiser, `${at}/challenges/${hackathon.challenge.slug}/closing`, closing).expect(200);
  expect((await organiser.get(page)).text).toContain('The question of one new team is closed.');
  await json(organiser, `${at}/placement-plan/application`, { version: await versionOf(hackathon) }).expect(
    200,
  );
  expect(await world.db('teams').where({ hackathon_id: hackathon.id })).toHaveLength(1);
  expect(await seatsOf(teams[0]!.id)).toContain(people[2]!.id);
  for (const person of people.slice(0, 2)) expect(await kindsOf(person)).toEqual([]);
  const text = (await organiser.get(page)).text;
  expect(text).toContain('2 people wait: the questions of their new teams had closed.');
});
