// Teams book places: the last one goes to exactly one of many, the expert sits in the room, reminders come once.
import { remind } from '../../../src/features/office-hours/office-hours.reminders.actions';
import { jobMap } from '../../../src/job-map';
import { giveRole, type MadePerson, makeHackathon, makeRole, makeTeam } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';
import { book, form, type Guests, guests, offered, post, SEVERAL, type Stage, stage } from './hours';

let world: World;
let given: Stage;
let teams: Guests[];

beforeAll(async () => {
  world = await createWorld();
  given = await stage(world);
  teams = [];
  for (let n = 0; n < 8; n += 1) teams.push(await guests(world, given.hackathon, 2));
});
afterAll(() => world.close());
beforeEach(async () => {
  world.deps.clock.set(null);
  await world.db('notices').delete();
  await world.db('slots').delete();
  await world.db('advisers').delete();
  await world.db('rooms').delete();
});

const live = (where: object) => world.db('bookings').where(where).whereNull('cancelled_at');
const advises = async (team: Guests['team'], person: MadePerson) =>
  (await world.db('advisers').where({ team_id: team.id, person_id: person.id }).whereNull('ended_at')).length;
const told = (person: { id: string }, kind: string) =>
  world.db('notices').where({ person_id: person.id, kind }).orderBy('at');
const words = (team: Guests['team']) =>
  world
    .db('entries')
    .join('rooms', 'rooms.id', 'entries.room_id')
    .where({ team_id: team.id })
    .orderBy('seq')
    .pluck('body');

test('of eight teams at once one gets the place; the others read what is true now', async () => {
  const [slot] = await offered(given, form(4, 30));
  const answers = await Promise.all(teams.map((one) => book(one, slot!)));
  expect(answers.filter((one) => one.status === 201)).toHaveLength(1);
  const lost = answers.filter((one) => one.status === 409);
  expect(lost).toHaveLength(7);
  for (const { body } of lost)
    expect(body).toMatchObject({
      error: 'officeHours.refused.full',
      current: { id: slot, seats: 1, taken: 1 },
    });
  expect(await live({ slot_id: slot })).toHaveLength(1);
  const winner = teams[answers.findIndex((one) => one.status === 201)]!;
  expect(await advises(winner.team, given.expert)).toBe(1);
  expect(await world.db('advisers').whereNull('ended_at')).toHaveLength(1);
});

test('a workshop for three gives three places to eight, and a place given back to one of the rest', async () => {
  const [slot] = await offered(
    given,
    form(4, 60, { ...SEVERAL, kind: 'workshop', seats: '3', topic: 'Laws' }),
  );
  const answers = await Promise.all(teams.map((one) => book(one, slot!)));
  const in3 = teams.filter((_team, index) => answers[index]!.status === 201);
  expect(in3).toHaveLength(3);
  const first = answers.find((one) => one.status === 201)!.body.id;
  const gone = in3[0]!;
  const [back, ...tries] = await Promise.all([
    post(gone.agent, `/bookings/${first}/cancellation`),
    ...teams.filter((one) => !in3.includes(one)).map((one) => book(one, slot!)),
  ]);
  expect(back!.status).toBe(200);
  expect(tries.filter((one) => one.status === 201).length).toBeLessThanOrEqual(1);
  expect((await live({ slot_id: slot })).length).toBeLessThanOrEqual(3);
});

test('one team that taps ten times has one booking, and it is the same one', async () => {
  const [slot] = await offered(given, form(4, 60, { ...SEVERAL, seats: '9' }));
  const team = teams[0]!;
  const second = await world.as(team.team.members[1]!.login);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => book({ ...team, agent: n % 2 ? second : team.agent }, slot!)),
  );
  expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
  expect(answers.map((one) => one.status).sort()).toEqual([...Array(9).fill(200), 201]);
  // Many teams may come: the expert reads the room of none.
  expect(await words(team.team)).not.toContain('hours.booked');
  expect(await advises(team.team, given.expert)).toBe(0);
});

test('a team cannot be in two places at once, however it tries', async () => {
  const others: Stage[] = [];
  const slots: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const expert = await makeRole(world.db, given.hackathon, 'expert');
    const other = { ...given, expert, offers: await world.as(expert.login) };
    others.push(other);
    slots.push((await offered(other, form(5, n === 0 ? 60 : 30)))[0]!);
  }
  const [team] = teams;
  const answers = await Promise.all(slots.map((slot) => book(team!, slot)));
  expect(answers.map((one) => one.status).sort()).toEqual([201, 409, 409]);
  const kept = answers.find((one) => one.status === 201)!;
  expect(answers.find((one) => one.status === 409)!.body).toMatchObject({
    error: 'officeHours.refused.overlap',
    current: { booking: kept.body.id },
  });
  const page = await team!.agent.get(`/hackathons/${given.hackathon.slug}/office-hours`);
  expect(page.text).toContain('Your team meets somebody else at this time.');
  const row = await live({ team_id: team!.team.id }).first();
  await expect(world.db('bookings').insert({ ...row, id: 'x', slot_id: row.slot_id })).rejects.toThrow();
});

test('the expert sits in the room from the booking, and leaves it with the cancellation', async () => {
  const [slot] = await offered(given, form(4, 30));
  const { team, agent } = teams[1]!;
  const room = () => given.offers.get(`/teams/${team.id}/room`);
  expect((await room()).status).toBe(404);
  const { body } = await book(teams[1]!, slot!);
  expect((await room()).status).toBe(200);
  expect(await words(team)).toContain('hours.booked');
  expect(await told(given.expert, 'hourBooked')).toHaveLength(1);
  expect(await told(team.members[1]!, 'hourComes')).toHaveLength(1);
  expect(await told(team.members[0]!, 'hourComes')).toHaveLength(0);
  expect((await post(agent, `/bookings/${body.id}/cancellation`)).status).toBe(200);
  expect((await room()).status).toBe(404);
  expect(await told(given.expert, 'hourGivenBack')).toHaveLength(1);
  // Whoever opened the room has read it; whoever never came has advised nobody.
  const ever = () => world.db('advisers').where({ team_id: team.id, person_id: given.expert.id });
  expect(await ever()).toHaveLength(1);
  const other = teams[4]!;
  const unseen = await book(other, slot!);
  await post(other.agent, `/bookings/${unseen.body.id}/cancellation`);
  expect(await world.db('advisers').where({ team_id: other.team.id, person_id: given.expert.id })).toEqual(
    [],
  );
  // Twice is once.
  expect((await post(agent, `/bookings/${body.id}/cancellation`)).status).toBe(200);
  expect(await told(given.expert, 'hourGivenBack')).toHaveLength(2);
});

test('a team that changes its mind again and again is told to choose another time', async () => {
  const [slot] = await offered(given, form(4, 30));
  const [first, second] = [teams[5]!, teams[6]!];
  for (let n = 0; n < 3; n += 1) {
    const { body } = await book(first, slot!);
    await post(first.agent, `/bookings/${body.id}/cancellation`);
  }
  expect((await book(first, slot!)).body.error).toBe('officeHours.refused.backAndForth');
  expect((await book(second, slot!)).status).toBe(201);
});

test('an expert with another time, or with a question of the team, stays when one time is called off', async () => {
  const slots = await offered(given, form(4, 60, { minutes: '30' }));
  const { team, agent } = teams[2]!;
  const [first, second] = [await book(teams[2]!, slots[0]!), await book(teams[2]!, slots[1]!)];
  await post(agent, `/bookings/${first.body.id}/cancellation`);
  expect(await advises(team, given.expert)).toBe(1);
  const asked = await post(agent, `/teams/${team.id}/help-requests`, {
    topic: 'What does it cost?',
    language: 'en',
  });
  await post(given.offers, `/help-requests/${asked.body.id}/claim`);
  await post(agent, `/bookings/${second.body.id}/cancellation`);
  expect(await advises(team, given.expert)).toBe(1);
  // And the other way round: a question given back ends nothing while a time is booked.
  const own = teams[3]!;
  const again = await post(own.agent, `/teams/${own.team.id}/help-requests`, {
    topic: 'Why?',
    language: 'en',
  });
  await post(given.offers, `/help-requests/${again.body.id}/claim`);
  await book(own, slots[0]!);
  await post(given.offers, `/help-requests/${again.body.id}/release`);
  expect(await advises(own.team, given.expert)).toBe(1);
});

test('whoever is not of the team books and cancels nothing; what is over or called off takes nobody', async () => {
  const [slot, next] = await offered(given, form(4, 60, { minutes: '30' }));
  const { hackathon, offers } = given;
  const [mine, other] = [teams[4]!, teams[5]!];
  const foreign = await makeHackathon(world.db);
  const away = await guests(world, foreign);
  expect((await book({ ...mine, agent: other.agent }, slot!)).status).toBe(403);
  expect((await book({ ...mine, agent: offers }, slot!)).status).toBe(403);
  expect((await book({ ...mine, agent: away.agent }, slot!)).status).toBe(404);
  expect((await book(away, slot!)).status).toBe(404);
  expect((await book(mine, 'nothing')).status).toBe(404);
  const { body } = await book(mine, slot!);
  const cancel = (agent: Agent) => post(agent, `/bookings/${body.id}/cancellation`);
  expect((await cancel(other.agent)).status).toBe(403);
  expect((await cancel(offers)).status).toBe(403);
  expect((await cancel(away.agent)).status).toBe(404);
  expect((await post(mine.agent, `/slots/${slot}/cancellation`)).status).toBe(403);
  expect((await post(away.agent, `/slots/${slot}/cancellation`)).status).toBe(404);
  expect(await live({ id: body.id })).toHaveLength(1);
  await post(offers, `/slots/${next}/cancellation`);
  expect((await book(other, next!)).body.error).toBe('officeHours.refused.cancelled');
  world.deps.clock.set(new Date(Date.now() + 4.5 * 3_600_000));
  expect((await cancel(mine.agent)).status).toBe(409);
  expect((await book(other, slot!)).body.error).toMatch(/begun|full/);
  world.deps.clock.set(null);
  const both = await makeRole(world.db, hackathon, 'participant');
  await giveRole(world.db, hackathon.id, both, 'expert', hackathon.organiser);
  const [theirs] = await offered({ ...given, offers: await world.as(both.login) }, form(8, 30));
  await makeTeam(world.db, hackathon, { members: [both], size: 1 });
  expect((await book(other, theirs!)).body.error).toBe('officeHours.refused.unable');
  const page = await other.agent.get(`/hackathons/${hackathon.slug}/office-hours`);
  expect(page.text).not.toContain(`slot-${theirs}`);
});

test('a time that is called off tells every team, and an organiser can do it for an expert', async () => {
  const [slot] = await offered(given, form(4, 60, { ...SEVERAL, seats: '4' }));
  const booked = teams.slice(0, 3);
  for (const one of booked) expect((await book(one, slot!)).status).toBe(201);
  const organiser = await world.as(given.hackathon.organiser.login);
  expect((await post(organiser, `/slots/${slot}/cancellation`)).status).toBe(200);
  for (const { team } of booked) {
    for (const member of team.members) expect(await told(member, 'hourCancelled')).toHaveLength(1);
    expect(await advises(team, given.expert)).toBe(0);
  }
  expect(await told(given.expert, 'hourCancelled')).toHaveLength(1);
  expect(await live({ slot_id: slot })).toHaveLength(0);
  // A booking and the calling-off at once: whoever is second reads the first.
  const [next] = await offered(given, form(6, 30));
  const [off, late] = await Promise.all([
    post(given.offers, `/slots/${next}/cancellation`),
    book(teams[4]!, next!),
  ]);
  expect(off.status).toBe(200);
  expect([201, 409]).toContain(late.status);
  expect(await live({ slot_id: next })).toHaveLength(0);
});

test('the expert notes who came, after the end and alone', async () => {
  const [slot] = await offered(given, form(4, 30));
  const { body } = await book(teams[6]!, slot!);
  const note = (agent: Agent, came: string) => post(agent, `/bookings/${body.id}/attendance`, { came });
  expect((await note(given.offers, 'no')).status).toBe(409);
  world.deps.clock.set(new Date(Date.now() + 5 * 3_600_000));
  expect((await note(teams[6]!.agent, 'yes')).status).toBe(403);
  expect((await note(given.offers, 'maybe')).status).toBe(422);
  expect((await note(given.offers, 'no')).status).toBe(200);
  const path = `/hackathons/${given.hackathon.slug}/office-hours`;
  expect((await given.offers.get(path)).text).toContain('Did not come');
  const organiser = await world.as(given.hackathon.organiser.login);
  for (const agent of [teams[6]!.agent, organiser])
    expect((await agent.get(path)).text).not.toContain('Did not come');
  expect((await note(given.offers, 'yes')).status).toBe(200);
  expect(await world.db('bookings').where({ id: body.id }).pluck('came')).toEqual([true]);
});

test('an hour before, both sides are reminded once, by however many processes; nobody of what was called off', async () => {
  const [kept, off, back, empty] = await offered(given, form(4, 120, { minutes: '30' }));
  const [a, b, c] = [teams[0]!, teams[1]!, teams[2]!];
  await book(a, kept!);
  await book(b, off!);
  const given_back = await book(c, back!);
  await post(given.offers, `/slots/${off}/cancellation`);
  await post(c.agent, `/bookings/${given_back.body.id}/cancellation`);
  expect(await remind(world.deps)).toBe(0);
  const starts = async (id: string) => (await world.db('slots').where({ id }).first()).starts_at as Date;
  world.deps.clock.set(new Date((await starts(empty!)).getTime() - 59 * 60_000));
  expect(await jobMap(world.deps).reminders!.run({ payload: {}, attempt: 1 })).toEqual({ again: 60 });
  world.deps.clock.set(new Date((await starts(kept!)).getTime() - 59 * 60_000));
  const counts = await Promise.all([1, 2, 3, 4].map(() => remind(world.deps)));
  expect(counts.reduce((sum, one) => sum + one)).toBe(1);
  expect(await remind(world.deps)).toBe(0);
  for (const member of a.team.members) expect(await told(member, 'hourSoon')).toHaveLength(1);
  const [mine, ...more] = await told(given.expert, 'hourSoonYours');
  expect(more).toEqual([]);
  expect(mine.params.teams).toBe(a.team.name);
  for (const { team } of [b, c])
    for (const member of team.members) expect(await told(member, 'hourSoon')).toEqual([]);
  // Booked within the hour: the booking itself was the word.
  await world.db('slots').where({ id: kept }).update({ reminded_at: null });
  await world
    .db('bookings')
    .where({ slot_id: kept })
    .update({ booked_at: await world.deps.clock.now(world.db) });
  expect(await remind(world.deps)).toBe(0);
});

test('the last member who leaves frees what the team had booked, and the expert hears it', async () => {
  const [slot] = await offered(given, form(4, 30));
  const lone = await guests(world, given.hackathon, 1);
  await book(lone, slot!);
  expect((await post(lone.agent, `/teams/${lone.team.id}/departure`)).status).toBe(200);
  expect(await told(given.expert, 'hourGivenBack')).toHaveLength(1);
  expect((await book(teams[0]!, slot!)).status).toBe(201);
});

test('the desk shows the next time to both sides', async () => {
  const [slot] = await offered(given, form(4, 30));
  expect((await given.offers.get('/desk')).text).toContain('Offer times to teams');
  expect((await teams[0]!.agent.get('/desk')).text).toContain('Book a time with an expert');
  await book(teams[0]!, slot!);
  const desk = (await teams[0]!.agent.get('/desk')).text;
  expect(desk).toContain('Your next time with an expert');
  expect(desk).toContain(given.expert.display_name);
  expect((await given.offers.get('/desk')).text).toContain(teams[0]!.team.name);
  expect((await teams[1]!.agent.get('/desk')).text).not.toContain(given.expert.display_name);
});

test('an expert who deletes the account leaves no words, and the teams are told', async () => {
  const expert = await makeRole(world.db, given.hackathon, 'expert');
  const offers = await world.as(expert.login);
  const slots = await offered(
    { ...given, offers },
    form(4, 60, { topic: 'My own words', link: 'https://meet.example.org/mine', minutes: '30' }),
  );
  await book(teams[0]!, slots[0]!);
  const data = JSON.parse((await offers.get('/account/data.json')).text);
  expect(data.officeHours.times).toHaveLength(2);
  expect(data.officeHours.times[0]).toMatchObject({ topic: 'My own words' });
  const gone = await post(offers, '/account/erasure', { password: 'a long test password' });
  expect(gone.status).toBe(200);
  const rows = await world.db('slots').whereIn('id', slots);
  for (const row of rows)
    expect(row).toMatchObject({
      topic: '',
      link: null,
      zone: 'Europe/Brussels',
      cancelled_at: expect.any(Date),
    });
  expect(await live({ slot_id: slots[0] })).toHaveLength(0);
  expect(await told(teams[0]!.team.members[0]!, 'hourCancelled')).toHaveLength(1);
});
