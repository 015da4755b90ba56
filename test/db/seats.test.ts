// What follows from seats follows from every row of a statement, whoever else writes seats at the same moment.
import { newId } from '../../src/ids';
import { testDatabase } from '../support/database';
import {
  type MadePerson,
  type MadeTeam,
  makeHackathon,
  makePerson,
  makeRole,
  makeTeam,
} from '../support/factories';
import { makeRound, makeSheet } from '../support/made-round';

const made = testDatabase();
afterAll(async () => (await made).drop());

const seatIn = (hackathonId: string, team: MadeTeam, person: MadePerson) => ({
  id: newId(),
  team_id: team.id,
  hackathon_id: hackathonId,
  person_id: person.id,
  joined_at: new Date(),
});

test('one statement that gives, ends, moves or takes seats of several teams counts each of them', async () => {
  const { db } = await made;
  const hackathon = await makeHackathon(db);
  const teams: MadeTeam[] = [];
  for (const size of [1, 2, 1]) teams.push(await makeTeam(db, hackathon, { size }));
  const [one, two, three] = teams as [MadeTeam, MadeTeam, MadeTeam];
  const taken = async () => {
    const rows = await db('teams')
      .whereIn(
        'id',
        teams.map(({ id }) => id),
      )
      .pluck('taken')
      .orderBy('founded_at');
    return rows;
  };
  const people: MadePerson[] = [];
  for (let n = 0; n < 4; n++) people.push(await makeRole(db, hackathon, 'participant'));
  const shown = new Date(Date.now() - 60_000);
  const card = { hackathon_id: hackathon.id, languages: ['en'], shown_at: shown };
  await db('seekers').insert(people.map(({ id }) => ({ ...card, person_id: id })));
  const seats = [one, one, two, one].map((team, n) => seatIn(hackathon.id, team, people[n]!));
  const ended = { ...seats[3]!, ended_at: new Date(), ended_by: people[3]!.id };
  await db('memberships').insert([...seats.slice(0, 3), ended]);
  expect(await taken()).toEqual([3, 3, 1]);
  const hidden = await db('seekers')
    .where({ hackathon_id: hackathon.id })
    .whereNotNull('hidden_at')
    .pluck('person_id');
  expect(hidden.sort()).toEqual(
    people
      .slice(0, 3)
      .map(({ id }) => id)
      .sort(),
  );

  const ids = seats.map((seat) => seat.id);
  await db('memberships').whereIn('id', [ids[0]!, ids[3]!]).update({ team_id: three.id });
  expect(await taken()).toEqual([2, 3, 2]);
  await db('memberships')
    .whereIn('id', [ids[0]!, ids[2]!])
    .update({ ended_at: new Date(), ended_by: people[0]!.id });
  expect(await taken()).toEqual([2, 2, 1]);
  await db('memberships').whereIn('id', ids).update({ colourway_shift: 1 });
  await db('memberships').whereIn('id', ids).delete();
  expect(await taken()).toEqual([1, 2, 1]);
});

test('statements that seat people in the same teams in other orders neither lose a seat nor block each other', async () => {
  const { db } = await made;
  const hackathon = await makeHackathon(db);
  const teams: MadeTeam[] = [];
  for (let n = 0; n < 4; n++) teams.push(await makeTeam(db, hackathon, { size: 1 }));
  const rounds = Array.from({ length: 8 }, async (_, index) => {
    const order = index % 2 ? teams : [...teams].reverse();
    const seats = [];
    for (const team of order) seats.push(seatIn(hackathon.id, team, await makePerson(db)));
    await db('memberships').insert(seats);
    if (index < 4)
      await db('memberships')
        .whereIn(
          'id',
          seats.map((seat) => seat.id),
        )
        .delete();
  });
  await Promise.all(rounds);
  expect(await db('teams').where({ hackathon_id: hackathon.id }).pluck('taken')).toEqual([5, 5, 5, 5]);
});

test('jurors who get seats in one statement lose the sheets of those teams, and of no other', async () => {
  const { db } = await made;
  const round = await makeRound(db);
  const [first, second] = round.submissions;
  const [juror, other] = round.jurors;
  const barred = await makeSheet(db, round, first!, juror!, { scores: [3, 3] });
  const free = await makeSheet(db, round, second!, juror!, { scores: [3, 3] });
  const fine = await makeSheet(db, round, first!, other!, { scores: [3, 3] });
  const newcomer = await makePerson(db);
  await db('memberships').insert([
    seatIn(round.hackathon.id, second!.team, newcomer),
    seatIn(round.hackathon.id, first!.team, juror!),
  ]);
  const out = await db('sheets').whereIn('id', [barred, free, fine]).whereNotNull('conflict_at').pluck('id');
  expect(out).toEqual([barred]);
});
