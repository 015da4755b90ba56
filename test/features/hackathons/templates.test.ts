// Timetables and wall-clock times: the zone's clock decides, and times that are not unique are refused.
import { PHASES } from '../../../src/features/hackathons/hackathons.policy';
import {
  knownZone,
  TEMPLATES,
  timetable,
  wallText,
  wallTime,
} from '../../../src/features/hackathons/hackathons.templates';

test.each(TEMPLATES)('%s: seven phases, each ends after it opens, results after the jury', (template) => {
  const table = timetable(template, '2026-11-06', 'Europe/Brussels');
  if ('fault' in table) throw new Error(table.fault);
  expect(table.phases.map((phase) => phase.key)).toEqual([...PHASES]);
  for (const phase of table.phases) expect(phase.closes! > phase.opens).toBe(true);
  const of = (key: string) => table.phases.find((phase) => phase.key === key)!;
  expect(of('drafting').opens < of('teams').closes!).toBe(true);
  expect(of('judging').opens >= of('drafting').closes!).toBe(true);
  expect(of('deliberation').opens >= of('judging').closes!).toBe(true);
  expect(of('results').opens >= of('deliberation').closes!).toBe(true);
});

test('a weekend begins at 18:00 of its zone and its proposals are ready on the third day', () => {
  const table = timetable('weekend', '2026-11-06', 'America/New_York');
  if ('fault' in table) throw new Error(table.fault);
  expect(table.phases[0]!.opens.toISOString()).toBe('2026-11-06T23:00:00.000Z');
  expect(table.phases[2]!.closes!.toISOString()).toBe('2026-11-08T21:00:00.000Z');
});

test('hours stay the same on the wall when the clock changes in between', () => {
  const table = timetable('two-weeks', '2026-10-19', 'Europe/Brussels');
  if ('fault' in table) throw new Error(table.fault);
  expect(wallText(table.phases[0]!.opens, 'Europe/Brussels')).toBe('2026-10-19T09:00');
  expect(wallText(table.phases[3]!.opens, 'Europe/Brussels')).toBe('2026-11-02T09:00');
  expect(table.phases[0]!.opens.toISOString()).toContain('T07:00');
  expect(table.phases[3]!.opens.toISOString()).toContain('T08:00');
});

test.each([
  ['2027-03-28T02:30', 'Europe/Berlin', { fault: 'gap' }],
  ['2026-10-25T02:30', 'Europe/Berlin', { fault: 'twice' }],
  ['2026-10-25T03:30', 'Europe/Berlin', { at: new Date('2026-10-25T02:30:00Z') }],
  ['2026-02-30T10:00', 'Europe/Berlin', { fault: 'format' }],
  ['2026-11-06 18:00', 'Europe/Berlin', { fault: 'format' }],
  ['2026-11-06T18:00Z', 'Europe/Berlin', { fault: 'format' }],
  ['2026-11-06T24:00', 'Europe/Berlin', { fault: 'format' }],
])('%s in %s is read as the zone has it', (text, zone, expected) => {
  expect(wallTime(text, zone)).toEqual(expected);
});

test('a day that a zone never had is a fault', () => {
  expect(timetable('two-weeks', '2011-12-30', 'Pacific/Apia')).toEqual({ fault: 'gap' });
  expect(timetable('two-weeks', '2026-02-30', 'Europe/Berlin')).toEqual({ fault: 'format' });
});

test('zones are names of the world; offsets and inventions are none', () => {
  expect(knownZone('Europe/Brussels')).toBe('Europe/Brussels');
  expect(knownZone('europe/brussels')).toBe('Europe/Brussels');
  for (const wrong of ['+01:00', 'Europe/Nieuwhaven', '', 'Brussels', '../etc/passwd'])
    expect(knownZone(wrong)).toBeNull();
});
