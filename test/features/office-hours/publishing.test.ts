// Experts offer times on their own clock: what becomes of them, what is refused, who reads what.
import { timesOf } from '../../../src/features/office-hours/office-hours.publishing.actions';
import { giveRole, makeHackathon, makeRole, makeTeam, setPhases } from '../../support/factories';
import { createWorld, type World } from '../../support/world';
import { book, form, guests, offered, post, SEVERAL, type Stage, stage } from './hours';

let world: World;
let given: Stage;

beforeAll(async () => {
  world = await createWorld();
  given = await stage(world);
});
afterAll(() => world.close());

const isoOf = (fields: { day: string; from: string; until: string; minutes: number; zone: string }) =>
  timesOf(fields).map(({ starts_at, ends_at }) => [starts_at.toISOString(), ends_at.toISOString()]);

const typed = (day: string, from: string, until: string, minutes: number, zone: string) => ({
  ...{ day, from, until, zone },
  minutes: minutes as 0,
});

test('every half hour from 16:00 to 18:00 is four times, on the clock of the zone', () => {
  expect(isoOf(typed('2027-01-15', '16:00', '18:00', 30, 'Europe/Kyiv'))).toEqual([
    ['2027-01-15T14:00:00.000Z', '2027-01-15T14:30:00.000Z'],
    ['2027-01-15T14:30:00.000Z', '2027-01-15T15:00:00.000Z'],
    ['2027-01-15T15:00:00.000Z', '2027-01-15T15:30:00.000Z'],
    ['2027-01-15T15:30:00.000Z', '2027-01-15T16:00:00.000Z'],
  ]);
  expect(isoOf(typed('2027-07-15', '16:00', '17:00', 0, 'Europe/Kyiv'))).toEqual([
    ['2027-07-15T13:00:00.000Z', '2027-07-15T14:00:00.000Z'],
  ]);
  // What is left over at the end is no time.
  expect(isoOf(typed('2027-01-15', '16:00', '18:00', 45, 'Asia/Kabul'))).toEqual([
    ['2027-01-15T11:30:00.000Z', '2027-01-15T12:15:00.000Z'],
    ['2027-01-15T12:15:00.000Z', '2027-01-15T13:00:00.000Z'],
  ]);
});

test('over a change of the clock lengths stay as long as they are', () => {
  // 28 March 2027, 02:00 to 03:00 does not exist in Brussels: 01:00 to 04:00 lasts two hours.
  expect(isoOf(typed('2027-03-28', '01:00', '04:00', 60, 'Europe/Brussels'))).toEqual([
    ['2027-03-28T00:00:00.000Z', '2027-03-28T01:00:00.000Z'],
    ['2027-03-28T01:00:00.000Z', '2027-03-28T02:00:00.000Z'],
  ]);
  // 31 October 2027, 02:00 to 03:00 comes twice: 01:00 to 04:00 lasts four.
  expect(isoOf(typed('2027-10-31', '01:00', '04:00', 60, 'Europe/Brussels'))).toHaveLength(4);
  const faultOf = (day: string, from: string, until: string) => {
    try {
      timesOf(typed(day, from, until, 0, 'Europe/Brussels'));
    } catch (error) {
      return (error as { fields: object }).fields;
    }
    return null;
  };
  expect(faultOf('2027-03-28', '02:30', '04:00')).toMatchObject({ from: { key: 'hackathons.fault.gap' } });
  expect(faultOf('2027-10-31', '01:00', '02:30')).toMatchObject({ until: { key: 'hackathons.fault.twice' } });
  expect(faultOf('2027-02-30', '01:00', '02:30')).toMatchObject({ day: { key: 'officeHours.fault.day' } });
  expect(faultOf('2027-02-20', '02:00', '01:00')).toMatchObject({ until: {} });
  expect(faultOf('2027-02-20', '02:00', '02:05')).toMatchObject({ until: {} });
  expect(faultOf('2027-02-20', '02:00', '20:00')).toMatchObject({ until: {} });
});

test('two times of one expert never touch, in whichever hackathon, and of many at once one is kept', async () => {
  const { hackathon, expert, offers } = given;
  const path = `/hackathons/${hackathon.slug}/slots`;
  const [first] = await offered(given, form(3, 60));
  const again = await post(offers, path, form(3, 30));
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({
    error: 'officeHours.refused.ownOverlap',
    current: { slot: { id: first } },
  });
  const elsewhere = await makeHackathon(world.db);
  await giveRole(world.db, elsewhere.id, expert, 'expert', elsewhere.organiser);
  expect((await post(offers, `/hackathons/${elsewhere.slug}/slots`, form(3, 60))).status).toBe(409);
  const before = await world.db('slots').where({ expert_id: expert.id });
  const rush = await Promise.all(
    [30, 60, 30, 60, 30, 60].map((minutes, index) =>
      post(offers, index % 2 ? path : `/hackathons/${elsewhere.slug}/slots`, form(5, minutes)),
    ),
  );
  expect(rush.filter((one) => one.status === 201)).toHaveLength(1);
  expect(rush.filter((one) => one.status === 409)).toHaveLength(5);
  expect(await world.db('slots').where({ expert_id: expert.id })).toHaveLength(before.length + 1);
  // The one that follows at once does not touch, and called-off times make room.
  await offered(given, form(4, 30));
  await post(offers, `/slots/${first}/cancellation`);
  await offered(given, form(3, 60));
});

test('the rule is one of the database, whoever writes', async () => {
  const [id] = await offered(given, form(8, 30));
  const row = await world.db('slots').where({ id }).first();
  await expect(world.db('slots').insert({ ...row, id: 'copy' })).rejects.toMatchObject({ code: '23P01' });
});

test('wrong input is named beside its field, and what was typed stays', async () => {
  const { hackathon, offers } = given;
  const path = `/hackathons/${hackathon.slug}/slots`;
  const faults = async (more: Record<string, string>) => {
    const answer = await post(offers, path, form(6, 60, more));
    expect(answer.status).toBe(422);
    return Object.keys(answer.body.fields);
  };
  expect(await faults({ zone: 'Mars/Base' })).toEqual(['zone']);
  expect(await faults({ zone: '+02:00' })).toEqual(['zone']);
  expect(await faults({ kind: 'group' })).toEqual(['seats', 'link']);
  expect(await faults({ kind: 'workshop', seats: '51', link: 'https://a.example.org' })).toEqual([
    'seats',
    'topic',
  ]);
  expect(await faults({ link: 'http://meet.example.org' })).toEqual(['link']);
  expect(await faults({ link: 'javascript:alert(1)' })).toEqual(['link']);
  expect(await faults({ link: 'https://me:secret@meet.example.org' })).toEqual(['link']);
  expect(await faults({ minutes: '7' })).toEqual(['minutes']);
  expect(await faults({ day: '2020-01-01' })).toEqual(['day']);
  expect(await faults({ day: '2099-01-01' })).toEqual(['day']);
  const page = await offers
    .post(path)
    .type('form')
    .send(form(6, 60, { topic: 'Our <b> topic', zone: 'x' }));
  expect(page.status).toBe(422);
  expect(page.text).toContain('Our &lt;b&gt; topic');
});

test('only experts offer, only while teams form and write, and never with a seat of their own', async () => {
  const { hackathon } = given;
  const path = `/hackathons/${hackathon.slug}/slots`;
  const status = async (login: string) => (await post(await world.as(login), path, form(7, 30))).status;
  expect(await status(hackathon.organiser.login)).toBe(403);
  expect(await status((await makeRole(world.db, hackathon, 'juror')).login)).toBe(403);
  const elsewhere = await makeHackathon(world.db);
  expect(await status((await makeRole(world.db, elsewhere, 'expert')).login)).toBe(404);
  const both = await makeRole(world.db, hackathon, 'expert');
  await giveRole(world.db, hackathon.id, both, 'participant', hackathon.organiser);
  await makeTeam(world.db, hackathon, { members: [both], size: 1 });
  expect(await status(both.login)).toBe(403);
  const later = await makeHackathon(world.db);
  const early = await makeRole(world.db, later, 'expert');
  await setPhases(world.db, later.id, ['judging']);
  const agent = await world.as(early.login);
  expect((await post(agent, `/hackathons/${later.slug}/slots`, form(7, 30))).status).toBe(403);
});

test('the page shows times in the zone of the hackathon, and the expert’s where it is another', async () => {
  const own = await stage(world);
  const at = new Date((Math.floor(Date.now() / 3_600_000) + 6) * 3_600_000);
  const clock = (zone: string) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(at);
  const [id] = await offered(own, form(6, 30, { topic: 'Money for clubs' }));
  await world.db('slots').where({ id }).update({ zone: 'Asia/Kabul' });
  const { agent } = await guests(world, own.hackathon);
  const page = (await agent.get(`/hackathons/${own.hackathon.slug}/office-hours`)).text;
  expect(page).toContain('All times are in Brussels time.');
  expect(page).toContain(clock('Europe/Brussels'));
  expect(page).toContain(clock('Asia/Kabul'));
  expect(page).toContain('Kabul time');
  expect(page).toContain('Money for clubs');
  expect(page).toContain('City library');
  await world.db('slots').where({ id }).update({ zone: 'Europe/Amsterdam' });
  // The same time by another name of the clock says nothing new.
  expect((await agent.get(`/hackathons/${own.hackathon.slug}/office-hours`)).text).not.toContain(
    'for the expert (',
  );
});

test('the link is for those who meet and those who look after them; other teams are nobody’s business', async () => {
  const own = await stage(world);
  const { hackathon } = own;
  const [id] = await offered(own, form(6, 60, { ...SEVERAL, seats: '3' }));
  const [booked, other] = [await guests(world, hackathon), await guests(world, hackathon)];
  expect((await book(booked, id!)).status).toBe(201);
  const page = async (login: string) => {
    const answer = await (await world.as(login)).get(`/hackathons/${hackathon.slug}/office-hours`);
    return {
      link: answer.text.includes('https://meet.example.org/room'),
      team: answer.text.includes(booked.team.name),
    };
  };
  const moderator = await makeRole(world.db, hackathon, 'moderator');
  const second = await makeRole(world.db, hackathon, 'expert');
  expect(await page(own.expert.login)).toEqual({ link: true, team: true });
  expect(await page(moderator.login)).toEqual({ link: true, team: true });
  expect(await page(hackathon.organiser.login)).toEqual({ link: true, team: true });
  expect((await page(booked.team.members[1]!.login)).link).toBe(true);
  expect(await page(other.team.members[0]!.login)).toEqual({ link: false, team: false });
  expect(await page(second.login)).toEqual({ link: false, team: false });
  const juror = await world.as((await makeRole(world.db, hackathon, 'juror')).login);
  expect((await juror.get(`/hackathons/${hackathon.slug}/office-hours`)).status).toBe(403);
});
