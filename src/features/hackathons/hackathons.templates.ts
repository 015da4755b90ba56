// Three timetables a hackathon can start from: days after the first one, and wall-clock hours in its zone.
import { Temporal } from '@js-temporal/polyfill';
import { PHASES, type Phase, type PhaseKey } from './hackathons.policy';

export const TEMPLATES = ['weekend', 'two-weeks', 'six-weeks'] as const;
export type Template = (typeof TEMPLATES)[number];

/** Day 0 is the first day of the hackathon. */
type At = readonly [day: number, hour: number];

// The jury reads after the weekend is over; the authority has three months from the results.
const TIMETABLES: Record<Template, Record<PhaseKey, readonly [At, At]>> = {
  weekend: {
    inquiry: [
      [0, 18],
      [1, 12],
    ],
    teams: [
      [0, 18],
      [1, 12],
    ],
    drafting: [
      [0, 20],
      [2, 16],
    ],
    judging: [
      [2, 16],
      [5, 20],
    ],
    deliberation: [
      [5, 20],
      [6, 20],
    ],
    results: [
      [7, 10],
      [28, 20],
    ],
    'follow-up': [
      [7, 10],
      [97, 20],
    ],
  },
  'two-weeks': {
    inquiry: [
      [0, 9],
      [5, 18],
    ],
    teams: [
      [2, 9],
      [7, 20],
    ],
    drafting: [
      [5, 9],
      [13, 18],
    ],
    judging: [
      [14, 9],
      [19, 18],
    ],
    deliberation: [
      [19, 18],
      [21, 18],
    ],
    results: [
      [22, 10],
      [50, 18],
    ],
    'follow-up': [
      [22, 10],
      [112, 18],
    ],
  },
  'six-weeks': {
    inquiry: [
      [0, 9],
      [12, 18],
    ],
    teams: [
      [7, 9],
      [18, 20],
    ],
    drafting: [
      [14, 9],
      [41, 18],
    ],
    judging: [
      [42, 9],
      [52, 18],
    ],
    deliberation: [
      [52, 18],
      [55, 18],
    ],
    results: [
      [56, 10],
      [84, 18],
    ],
    'follow-up': [
      [56, 10],
      [146, 18],
    ],
  },
};

export type WallFault = 'format' | 'gap' | 'twice';

/** A wall-clock time, `YYYY-MM-DDTHH:MM`, in a zone. A time that does not exist or exists twice is a fault. */
export function wallTime(text: string, zone: string): { at: Date } | { fault: WallFault } {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return { fault: 'format' };
  let plain: Temporal.PlainDateTime;
  try {
    plain = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
  } catch {
    return { fault: 'format' };
  }
  try {
    const zoned = plain.toZonedDateTime(zone, { disambiguation: 'reject' });
    return { at: new Date(zoned.epochMilliseconds) };
  } catch {
    // Two readings exist on both sides of a change of the clock; in a gap neither shows the time asked for.
    const early = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
    return { fault: early.toPlainDateTime().equals(plain) ? 'twice' : 'gap' };
  }
}

/** The wall-clock time of a moment, as a form field holds it. */
export function wallText(at: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

/** The zone as the world spells it, or null. Fixed offsets are no zones: they know no summer. */
export function knownZone(text: string): string | null {
  if (!/^[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/.test(text)) return null;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text);
  } catch {
    return null;
  }
  return Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase() === text.toLowerCase()) ?? text;
}

/** The seven phases of a template; a time that falls into a change of the clock is a fault. */
export function timetable(
  template: Template,
  startsOn: string,
  zone: string,
): { phases: Phase[] } | { fault: WallFault } {
  let first: Temporal.PlainDate;
  try {
    first = Temporal.PlainDate.from(startsOn, { overflow: 'reject' });
  } catch {
    return { fault: 'format' };
  }
  const phases: Phase[] = [];
  for (const key of PHASES) {
    const [opens, closes] = TIMETABLES[template][key].map(([days, hour]) => {
      const day = first.add({ days });
      return wallTime(`${day.toString()}T${String(hour).padStart(2, '0')}:00`, zone);
    }) as [ReturnType<typeof wallTime>, ReturnType<typeof wallTime>];
    if ('fault' in opens) return opens;
    if ('fault' in closes) return closes;
    phases.push({ key, opens: opens.at, closes: closes.at });
  }
  return { phases };
}
