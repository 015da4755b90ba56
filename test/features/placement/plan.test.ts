// Plans of organisers, from the page to the seats and back.
import { offerSeats } from '../../../src/features/placement/placement.offers.actions';
import { holdPlans } from '../../../src/features/placement/placement.plan.queries';
import { newId } from '../../../src/ids';
import { type MadeHackathon, setPhases } from '../../support/factories';
import { draftVersion, noticesOf, planScene } from '../../support/plans';
import { json, seatsOf } from '../../support/seats';
import { createWorld, PASSWORD, type World } from '../../support/world';

let world: World;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** Everything a placement may touch, but the audit and what people were told. */
async function traces(hackathon: MadeHackathon) {
  const rows = (table: string, columns: string) =>
    world.db(table).select(world.db.raw(columns)).where({ hackathon_id: hackathon.id }).orderBy('id');
  return {
    memberships: await rows('memberships', '*'),
    teams: await rows('teams', '*'),
    requests: await rows('join_requests', '*'),
    invited: await rows('personal_invitations', '*'),
    cards: await world.db('seekers').where({ hackathon_id: hackathon.id }).orderBy('person_id'),
    plans: await rows('placement_plans', '*'),
  };
}

test('a plan is made, changed by hand, looked at and applied; undone it leaves nothing but the audit', async () => {
  const { hackathon, teams, people, organiser, at, page } = await planScene(world, 6, [
    { size: 1, joining: 'request' },
    { size: 2, joining: 'invite' },
  ]);
  const [small, other] = teams as [(typeof teams)[0], (typeof teams)[0]];
  const asks = await world.as(people[0]!.login);
  await json(asks, `/teams/${small.id}/requests`, { motivation: 'Please' }).expect(201);
  await world.db('seekers').insert({
    hackathon_id: hackathon.id,
    person_id: people[1]!.id,
    languages: ['en'],
    skills: ['film'],
    shown_at: new Date(Date.now() - 60_000),
  });
  const before = await traces(hackathon);
  await json(organiser, `${at}/placement-plan`).expect(200);
  // Three seats in teams that are there, three people for a new one: nobody sits anywhere yet.
  const drafted = (await organiser.get(page)).text;
  expect(drafted).toContain('The plan gives 6 people a seat.');
  expect(drafted).toContain('It founds one new team.');
  expect(drafted).toContain('Common language: English');
  expect((await traces(hackathon)).memberships).toEqual(before.memberships);

  const [newcomer] = await world.db('placement_moves').whereNotNull('number').pluck('person_id');
  expect(
    (await json(organiser, `${at}/placement-plan/moves`, { person: newcomer, team: other.id })).status,
  ).toBe(409);
  await json(organiser, `${at}/placement-plan/moves`, { person: newcomer, team: '' }).expect(200);
  expect((await organiser.get(`${page}?show=open`)).text).toContain('One person has no place in the plan.');
  await json(organiser, `${at}/placement-plan/moves`, { person: newcomer, team: 'new-1' }).expect(200);

  const stale = await json(organiser, `${at}/placement-plan/application`, { version: '1' });
  expect([stale.status, stale.body.error]).toEqual([409, 'placement.refused.changed']);
  const version = await draftVersion(world, hackathon);
  await json(organiser, `${at}/placement-plan/application`, { version }).expect(200);
  expect([(await seatsOf(world, small.id)).length, (await seatsOf(world, other.id)).length]).toEqual([3, 3]);
  const founded = await world.db('teams').where({ hackathon_id: hackathon.id, name: 'New team 1' }).first();
  expect([founded.taken, founded.languages]).toEqual([3, ['en']]);
  expect(
    await world.db('memberships').where({ team_id: founded.id }).whereNotNull('captain_since'),
  ).toHaveLength(1);
  for (const person of people) expect(await noticesOf(world, person)).toContain('placed');
  expect((await noticesOf(world, small.members[0]!)).filter((kind) => kind === 'joined')).toHaveLength(2);
  const [request] = await world.db('join_requests').where({ person_id: people[0]!.id });
  expect(request.decision).toBe('closed');
  const applied = (await organiser.get(page)).text;
  expect(applied).toContain('Everybody has a team.');
  expect(applied).toMatch(/<p>On [^<]* the plan gave 6 people a seat\./);

  await json(organiser, `${at}/placement-plan/undoing`).expect(200);
  expect(await traces(hackathon)).toEqual(before);
  // Whoever was here may have heard of their seat. Nobody else has: for them there was no plan.
  expect(await noticesOf(world, people[0]!)).toEqual(['seatTakenBack']);
  for (const person of people.slice(1)) expect(await noticesOf(world, person)).toEqual([]);
  expect(await noticesOf(world, small.members[0]!)).toEqual(['asked']);
  const audit = await world.db('activity').where({ hackathon_id: hackathon.id }).pluck('act');
  const count = (act: string) => audit.filter((one: string) => one === act).length;
  expect([
    count('applyPlacement'),
    count('undoPlacement'),
    count('placePerson'),
    count('takeSeatBack'),
  ]).toEqual([1, 1, 6, 6]);
  expect((await json(organiser, `${at}/placement-plan/undoing`)).status).toBe(409);
});

test('a team that the plan fills is not among those that are too small; others count the people of the plan in', async () => {
  const { hackathon, people, teams, organiser, at, page } = await planScene(world, 1, [{ size: 1 }]);
  expect((await organiser.get(page)).text).toContain('id="small"');
  await json(organiser, `${at}/placement-plan/moves`, {
    person: people[0]!.id,
    team: teams[0]!.id,
  }).expect(200);
  const filled = (await organiser.get(page)).text;
  expect(filled).not.toContain('id="small"');
  expect(filled).not.toContain('One person</');
  await world.db('hackathons').where({ id: hackathon.id }).update({ seats_min: 3 });
  expect((await organiser.get(page)).text).toContain('With the plan: 2 people');
  await setPhases(world.db, hackathon.id, ['inquiry']);
  expect((await organiser.get(page)).text).not.toContain('With the plan');
});

test('what no longer holds is skipped and told; a new team begins with the minimum or not at all', async () => {
  const { hackathon, teams, people, organiser, at, page } = await planScene(world, 4, [
    { size: 2 },
    { size: 2 },
  ]);
  const move = (person: number, team: string) =>
    json(organiser, `${at}/placement-plan/moves`, { person: people[person]!.id, team }).expect(200);
  await move(0, teams[0]!.id);
  await move(1, teams[1]!.id);
  await move(2, 'new-1');
  await move(3, 'new-1');
  // One finds a team in the meantime, which takes the seat of another; one leaves the hackathon.
  await world.db('roles').where({ person_id: people[2]!.id }).update({ ended_at: new Date() });
  await json(await world.as(people[1]!.login), `/teams/${teams[0]!.id}/members`).expect(201);
  const version = await draftVersion(world, hackathon);
  await json(organiser, `${at}/placement-plan/application`, { version }).expect(200);
  const outcomes = await world
    .db('placement_moves')
    .whereIn(
      'person_id',
      people.map((person) => person.id),
    )
    .select('person_id', 'outcome');
  const of = (person: number) => outcomes.find((row) => row.person_id === people[person]!.id).outcome;
  expect([0, 1, 2, 3].map(of)).toEqual(['full', 'elsewhere', 'gone', 'tooFew']);
  const text = (await organiser.get(page)).text;
  expect(text).toContain('One person had found a team.');
  expect(text).toContain('The seat of one person was taken.');
});

test('undo leaves whoever left, whoever leads by now, and new teams that began to work', async () => {
  const { hackathon, teams, people, organiser, at } = await planScene(world, 4, [{ size: 1 }, { size: 2 }]);
  const move = (person: number, team: string) =>
    json(organiser, `${at}/placement-plan/moves`, { person: people[person]!.id, team }).expect(200);
  await move(0, teams[0]!.id);
  await move(1, teams[1]!.id);
  await move(2, 'new-1');
  await move(3, 'new-1');
  await json(organiser, `${at}/placement-plan/application`, {
    version: await draftVersion(world, hackathon),
  }).expect(200);
  await json(await world.as(teams[0]!.members[0]!.login), `/teams/${teams[0]!.id}/departure`).expect(200);
  await json(await world.as(people[1]!.login), `/teams/${teams[1]!.id}/departure`).expect(200);
  const founded = await world.db('teams').where({ hackathon_id: hackathon.id, name: 'New team 1' }).first();
  await world.db('extensions').insert({
    id: newId(),
    team_id: founded.id,
    phase: 'drafting',
    until: new Date(Date.now() + 1e9),
    reason: 'Late',
    by_id: hackathon.organiser.id,
    at: new Date(),
  });
  await json(organiser, `${at}/placement-plan/undoing`).expect(200);
  expect(await seatsOf(world, teams[0]!.id)).toEqual([people[0]!.id]);
  expect(await seatsOf(world, teams[1]!.id)).toHaveLength(2);
  expect(await seatsOf(world, founded.id)).toHaveLength(2);
  const left = await world.db('memberships').where({ person_id: people[1]!.id });
  expect([left.length, left[0].ended_at === null]).toEqual([1, false]);
});

test('undo keeps new teams with notes or an offer to merge, and those in which a seat was taken away, with what was said of it', async () => {
  const { hackathon, people, organiser, at } = await planScene(world, 8, []);
  for (const [index, person] of people.entries()) {
    const input = { person: person.id, team: `new-${Math.floor(index / 3) + 1}` };
    await json(organiser, `${at}/placement-plan/moves`, input).expect(200);
  }
  const version = await draftVersion(world, hackathon);
  await json(organiser, `${at}/placement-plan/application`, { version }).expect(200);
  const founded = await world.db('teams').where({ hackathon_id: hackathon.id }).orderBy('name');
  const [first, second, third] = founded;
  const room = newId();
  const opened = { team_id: first.id, hackathon_id: hackathon.id, opened_at: new Date() };
  await world.db('rooms').insert({ id: room, ...opened });
  const note = { room_id: room, version: 1, text: 'Ours', saved_by: people[0]!.id, saved_at: new Date() };
  await world.db('room_notes').insert(note);
  const lost = people[5]!;
  const offer = { team_id: third.id, into_id: second.id, offered_by: people[6]!.id, offered_at: new Date() };
  await world.db('team_mergers').insert({ id: newId(), hackathon_id: hackathon.id, ...offer });
  const removal = { member: lost.id, reason: 'Canary reason.' };
  const { body } = await json(organiser, `/teams/${second.id}/removals`, removal).expect(201);
  const own = await world.as(lost.login);
  await json(own, `/removals/${body.id}/objection`, { objection: 'I was ill.' }).expect(200);
  await json(organiser, `${at}/placement-plan/undoing`).expect(200);
  const sizes = await Promise.all(founded.map(async ({ id }) => (await seatsOf(world, id)).length));
  expect(sizes).toEqual([3, 2, 2]);
  expect(await world.db('room_notes').where({ room_id: room })).toHaveLength(1);
  const { text } = await own.get(`/removals/${body.id}`).expect(200);
  expect(text).toMatch(/Canary reason\..*I was ill\./s);
});

test('whoever lost a seat is neither planned nor offered back into that team; an organiser still can by hand', async () => {
  const { hackathon, teams, people, organiser, at, page } = await planScene(world, 1, [{ size: 2 }]);
  const [team] = teams;
  const [person] = people;
  const own = await world.as(person!.login);
  await json(own, `/teams/${team!.id}/members`).expect(201);
  const removal = { member: person!.id, reason: 'Threats.' };
  await json(organiser, `/teams/${team!.id}/removals`, removal).expect(201);
  await json(organiser, `${at}/placement-plan`).expect(200);
  expect(await world.db('placement_moves').where({ person_id: person!.id })).toEqual([]);
  expect((await organiser.get(page)).text).toContain('One person has no place in the plan.');
  await world
    .db('phases')
    .where({ hackathon_id: hackathon.id, key: 'teams' })
    .update({ closes_at: new Date(Date.now() + 3_600_000) });
  await offerSeats(world.deps);
  const kinds = await noticesOf(world, person!);
  expect([kinds.includes('seatOffered'), kinds.includes('noSeatYet')]).toEqual([false, true]);

  const move = { person: person!.id, team: team!.id };
  await json(organiser, `${at}/placement-plan/moves`, move).expect(200);
  const version = await draftVersion(world, hackathon);
  await json(organiser, `${at}/placement-plan/application`, { version }).expect(200);
  expect(await seatsOf(world, team!.id)).toContain(person!.id);
});

test('a plan is made for those who are left when somebody deletes their account meanwhile', async () => {
  const { hackathon, people, organiser, at } = await planScene(world, 3, [{ size: 2 }]);
  const gone = await world.as(people[0]!.login);
  const busy = await world.db.transaction();
  await holdPlans(busy, hackathon.id);
  const planning = json(organiser, `${at}/placement-plan`).then(({ status }) => status);
  const waits = `select from pg_locks where locktype = 'advisory' and not granted`;
  while ((await world.db.raw(waits)).rowCount === 0) await new Promise((done) => setTimeout(done, 10));
  await json(gone, '/account/erasure', { password: PASSWORD }).expect(200);
  await busy.commit();
  expect(await planning).toBe(200);
  const planned = await world.db('placement_moves').pluck('person_id');
  expect(people.map(({ id }) => planned.includes(id))).toEqual([false, true, true]);
});

test('a plan that is applied while people take seats themselves never fills a team twice or seats anybody twice', async () => {
  const { hackathon, teams, people, organiser, at } = await planScene(world, 8, [
    { size: 2 },
    { size: 2 },
    { size: 1 },
    { size: 1 },
  ]);
  await json(organiser, `${at}/placement-plan`).expect(200);
  const version = await draftVersion(world, hackathon);
  const agents = await Promise.all(people.slice(0, 5).map((person) => world.as(person.login)));
  const answers = await Promise.all([
    ...agents.slice(0, 2).map((agent, index) => json(agent, `/teams/${teams[index]!.id}/members`)),
    json(organiser, `${at}/placement-plan/application`, { version }),
    json(organiser, `${at}/placement-plan/application`, { version }),
    ...agents.slice(2).map((agent, index) => json(agent, `/teams/${teams[index + 1]!.id}/members`)),
  ]);
  const applications = [answers[2]!.status, answers[3]!.status].sort();
  expect(applications).toEqual([200, 409]);
  for (const answer of answers) expect([200, 201, 409]).toContain(answer.status);
  const seats = await world.db('memberships').where({ hackathon_id: hackathon.id }).whereNull('ended_at');
  expect(new Set(seats.map((seat) => seat.person_id)).size).toBe(seats.length);
  for (const { id } of await world.db('teams').where({ hackathon_id: hackathon.id }))
    expect((await seatsOf(world, id)).length).toBeLessThanOrEqual(3);
  const moves = await world
    .db('placement_moves')
    .where({ outcome: 'seated' })
    .whereIn(
      'person_id',
      people.map((person) => person.id),
    );
  for (const move of moves) expect(seats.some((seat) => seat.id === move.membership_id)).toBe(true);
  // Undo beside people who leave: no deadlock, and nobody of the plan is left but where they went themselves.
  const leaving = seats.find((seat) => seat.id === moves[0].membership_id)!;
  const leaver = people.find((person) => person.id === leaving.person_id)!;
  const agent = await world.as(leaver.login);
  const back = await Promise.all([
    json(organiser, `${at}/placement-plan/undoing`),
    json(agent, `/teams/${leaving.team_id}/departure`),
    json(organiser, `${at}/placement-plan/undoing`),
  ]);
  expect([back[0].status, back[2].status].sort()).toEqual([200, 409]);
  expect([200, 403, 404]).toContain(back[1].status);
});

test('while no question is open a plan begins no team', async () => {
  const { hackathon, organiser, at, page } = await planScene(world, 3, [{ size: 2 }]);
  const closed = { closed_at: new Date(), closed_by: hackathon.organiser.id, closing: { en: 'Done.' } };
  await world.db('challenges').where({ hackathon_id: hackathon.id }).update(closed);
  await json(organiser, `${at}/placement-plan`).expect(200);
  expect((await organiser.get(page)).text).toContain('2 people have no place in the plan.');
});

test('only organisers, and only while teams may form', async () => {
  const { hackathon, people, organiser, at } = await planScene(world, 2, []);
  const person = await world.as(people[0]!.login);
  expect((await json(person, `${at}/placement-plan`)).status).toBe(403);
  await setPhases(world.db, hackathon.id, ['drafting']);
  expect((await json(organiser, `${at}/placement-plan`)).status).toBe(403);
  expect(
    (await json(organiser, `${at}/placement-plan/moves`, { person: people[0]!.id, team: '' })).status,
  ).toBe(403);
});
