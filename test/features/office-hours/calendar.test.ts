// The calendar file: right by RFC 5545 whatever people wrote, and only for those who meet.
import { calendarOf } from '../../../src/features/office-hours/office-hours.calendar';
import { makeRole } from '../../support/factories';
import { type Agent, createWorld, type World } from '../../support/world';
import { book, form, guests, offered, post, stage } from './hours';

const EVENT = {
  id: 'abc',
  starts: new Date('2027-03-28T00:30:00.000Z'),
  ends: new Date('2027-03-28T01:00:00.000Z'),
  changed: new Date('2027-03-01T09:05:06.789Z'),
  cancelled: false,
  summary: 'Talk',
  description: 'One team',
  location: 'https://meet.example.org/a,b',
  url: 'https://inquiry.example.org/hackathons/x/office-hours#slot-abc',
};

/** As a reader of calendars does it: lines first, then texts. */
const unfold = (file: string) => file.replaceAll('\r\n ', '').split('\r\n');
const textOf = (file: string, name: string) =>
  unfold(file)
    .find((line) => line.startsWith(`${name}:`))!
    .slice(name.length + 1)
    .replace(/\\([\\;,nN])/g, (_all, sign) => (/n/i.test(sign) ? '\n' : sign));

test('no line has more than 75 octets, and no character is cut', () => {
  const summary = 'كيف نموّل مكانًا للشباب؟ 🧶 ይህ ሥራ '.repeat(12).trim();
  const file = calendarOf({ ...EVENT, summary });
  for (const line of file.split('\r\n')) {
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(line).not.toContain('\ufffd');
  }
  expect(textOf(file, 'SUMMARY')).toBe(summary);
  expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('what people write stays a text: no property, no second event', () => {
  const summary = 'a\\b;c,d\nEND:VEVENT\r\nBEGIN:VEVENT\rX\u0000\u0085Y\ud800';
  const file = calendarOf({ ...EVENT, summary });
  expect(unfold(file).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
  expect(textOf(file, 'SUMMARY')).toBe('a\\b;c,d\nEND:VEVENT\nBEGIN:VEVENT\nXY\ufffd');
  expect(textOf(file, 'LOCATION')).toBe('https://meet.example.org/a,b');
});

test('times are in UTC, the name of the event stays, and a second download is the same', () => {
  const file = calendarOf(EVENT);
  expect(unfold(file)).toEqual(
    expect.arrayContaining([
      'VERSION:2.0',
      'UID:abc@slots.inquiry-lab',
      'DTSTAMP:20270301T090506Z',
      'DTSTART:20270328T003000Z',
      'DTEND:20270328T010000Z',
      'STATUS:CONFIRMED',
      'SEQUENCE:0',
    ]),
  );
  expect(file).not.toContain('METHOD');
  expect(calendarOf(EVENT)).toBe(file);
  expect(unfold(calendarOf({ ...EVENT, cancelled: true }))).toEqual(
    expect.arrayContaining(['UID:abc@slots.inquiry-lab', 'STATUS:CANCELLED', 'SEQUENCE:1']),
  );
});

describe('the door', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.close());

  test('for the expert and the team that booked; for nobody else it is not there', async () => {
    const given = await stage(world);
    const { hackathon, expert, offers } = given;
    const [id] = await offered(given, form(6, 30, { topic: 'Money' }));
    const [meets, other] = [await guests(world, hackathon), await guests(world, hackathon)];
    const path = `/slots/${id}/calendar.ics`;
    const status = async (agent: Agent) => (await agent.get(path)).status;
    expect(await status(meets.agent)).toBe(404);
    const { body } = await book(meets, id!);
    const file = await meets.agent.get(path);
    expect(file.status).toBe(200);
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="[\w-]+\.ics"$/);
    expect(file.headers['cache-control']).toBe('no-store');
    expect(textOf(file.text, 'SUMMARY')).toContain(expert.display_name);
    expect(textOf(file.text, 'LOCATION')).toBe(`${world.base}/teams/${meets.team.id}/room`);
    expect(textOf((await offers.get(path)).text, 'SUMMARY')).toContain(meets.team.name);
    for (const member of meets.team.members)
      expect((await offers.get(path)).text).not.toContain(member.display_name);
    expect(await status(other.agent)).toBe(404);
    expect(await status(await world.as((await makeRole(world.db, hackathon, 'expert')).login))).toBe(404);
    expect(await status(world.visitor())).toBe(302);
    const arabic = await meets.agent.get(`${path}?lang=ar`);
    expect(textOf(arabic.text, 'DESCRIPTION')).toContain('فريق واحد');
    // Called off by the expert: the calendar learns it. Given back by the team: it is no longer theirs.
    await post(offers, `/slots/${id}/cancellation`);
    expect((await meets.agent.get(path)).text).toContain('STATUS:CANCELLED');
    const [next] = await offered(given, form(8, 30));
    const again = await book(other, next!);
    await post(other.agent, `/bookings/${again.body.id}/cancellation`);
    expect((await other.agent.get(`/slots/${next}/calendar.ics`)).status).toBe(404);
    expect(body.id).toBeTruthy();
  });
});
