// What became of a plan between its draft and its application, and what an undone one leaves in people's notices.
import { newId } from '../../../src/ids';
import type { MadePerson } from '../../support/factories';
import { draftVersion, noticesOf, planScene } from '../../support/plans';
import { json, seatsOf } from '../../support/seats';
import { createWorld, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

test('an undone plan takes its unread notices and waiting mail back; who read or got theirs, or was here, is told', async () => {
  const { hackathon, teams, people, organiser, at } = await planScene(world, 4, [{ size: 1 }, { size: 1 }]);
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
  await json(organiser, `${at}/placement-plan/application`, {
    version: await draftVersion(world, hackathon),
  }).expect(200);
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
  expect(await noticesOf(world, reads)).toEqual(['placed', 'seatTakenBack']);
  expect(await noticesOf(world, mailed)).toEqual(['seatTakenBack']);
  expect(await noticesOf(world, waits)).toEqual([]);
  expect(await noticesOf(world, never)).toEqual([]);
  const of = (person: MadePerson) => world.db('mails').where({ person_id: person.id }).pluck('state');
  expect([await of(mailed), await of(waits)]).toEqual([['sent'], []]);
  // The captain of the first team read nothing and was not here; that of the second read that somebody came.
  expect(await noticesOf(world, first.members[0]!)).toEqual([]);
  expect(await noticesOf(world, captain)).toEqual(['asked', 'joined', 'seatsTakenBack']);
});

test('a new team whose question closed after the plan was made does not begin, and the page says so before and after', async () => {
  const { hackathon, teams, people, organiser, at, page } = await planScene(world, 3, [{ size: 1 }]);
  for (const [person, team] of ['new-1', 'new-1', teams[0]!.id].entries())
    await json(organiser, `${at}/placement-plan/moves`, { person: people[person]!.id, team }).expect(200);
  const closing = { 'closing[en]': 'The city chose another way.' };
  await json(organiser, `${at}/challenges/${hackathon.challenge.slug}/closing`, closing).expect(200);
  expect((await organiser.get(page)).text).toContain('The question of one new team is closed.');
  await json(organiser, `${at}/placement-plan/application`, {
    version: await draftVersion(world, hackathon),
  }).expect(200);
  expect(await world.db('teams').where({ hackathon_id: hackathon.id })).toHaveLength(1);
  expect(await seatsOf(world, teams[0]!.id)).toContain(people[2]!.id);
  for (const person of people.slice(0, 2)) expect(await noticesOf(world, person)).toEqual([]);
  const text = (await organiser.get(page)).text;
  expect(text).toContain('2 people wait: the questions of their new teams had closed.');
});

test('whoever joined the team of their move and was removed from it again is not put back by the plan', async () => {
  const { hackathon, teams, people, organiser, at, page } = await planScene(world, 2, [{ size: 1 }]);
  const team = teams[0]!;
  const [removed, stays] = people as [MadePerson, MadePerson];
  for (const person of people)
    await json(organiser, `${at}/placement-plan/moves`, { person: person.id, team: team.id }).expect(200);
  await json(await world.as(removed.login), `/teams/${team.id}/members`, {}).expect(201);
  const captain = await world.as(team.members[0]!.login);
  const reason = 'They told others what we wrote.';
  await json(captain, `/teams/${team.id}/removals`, { member: removed.id, reason }).expect(201);
  const apply = async () =>
    json(organiser, `${at}/placement-plan/application`, {
      version: await draftVersion(world, hackathon),
    }).expect(200);
  await apply();
  expect(await seatsOf(world, team.id)).toContain(stays.id);
  expect(await seatsOf(world, team.id)).not.toContain(removed.id);
  expect((await organiser.get(page)).text).toContain('it removed them after the plan was made');

  // An organiser who knows of it may still do it: they plan it after the removal.
  await json(organiser, `${at}/placement-plan/moves`, { person: removed.id, team: team.id }).expect(200);
  await apply();
  expect(await seatsOf(world, team.id)).toContain(removed.id);
});
