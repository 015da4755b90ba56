// What the forms of office hours may send.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { line } from '../../web/fields';
import { knownZone } from '../hackathons/hackathons.templates';
import { KINDS } from './office-hours.tables';

/** Minutes of each time when there are several; 0: one time from beginning to end. */
export const LENGTHS = [0, 15, 20, 30, 45, 60, 90] as const;
export const SEATS_MOST = 50;

/** Opened by choice in a browser: no other way out, and nobody's password in it. */
function isMeetingLink(text: string): boolean {
  if (!/^https:\/\//i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '' && url.protocol === 'https:';
}

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'officeHours.fault.time');

export const slotsForm = z
  .strictObject({
    day: z.string().regex(/^20\d\d-\d\d-\d\d$/, 'officeHours.fault.day'),
    from: clockTime,
    until: clockTime,
    minutes: z
      .string()
      .default('0')
      .transform(Number)
      .refine((count) => LENGTHS.some((length) => length === count), 'frame.fields.choice'),
    zone: z
      .string()
      .trim()
      .refine((text) => knownZone(text) !== null, 'hackathons.fault.zone')
      .transform((text) => knownZone(text) ?? text),
    kind: z.enum(KINDS),
    seats: z
      .string()
      .regex(/^\d{0,3}$/, 'frame.fields.invalid')
      .default('')
      .transform((text) => (text === '' ? null : Number(text))),
    topic: line(120, 0).default(''),
    language: z.enum(WRITING_LANGUAGES),
    link: z
      .string()
      .trim()
      .max(500)
      .default('')
      .refine((text) => text === '' || isMeetingLink(text), 'officeHours.fault.link')
      // As it is written out by who reads it: without the line breaks that a reader of addresses passes over.
      .transform((text) => (isMeetingLink(text) ? new URL(text).href : null)),
  })
  .superRefine(({ kind, seats, topic, link }, context) => {
    const fault = (name: string, message: string) =>
      context.addIssue({ code: 'custom', path: [name], message });
    if (kind === 'team') return;
    if (seats === null || seats < 2 || seats > SEATS_MOST) fault('seats', 'officeHours.fault.seats');
    if (link === null) fault('link', 'officeHours.fault.linkNeeded');
    if (kind === 'workshop' && topic === '') fault('topic', 'officeHours.fault.topicNeeded');
  })
  .transform((given) => ({ ...given, seats: given.kind === 'team' ? 1 : given.seats! }));
export type Publishing = z.infer<typeof slotsForm>;

export const bookingForm = z.strictObject({ slot: z.string().min(1).max(60) });
export const cameForm = z.strictObject({ came: z.enum(['yes', 'no']).transform((said) => said === 'yes') });
export const nothing = z.strictObject({});
