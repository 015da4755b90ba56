// Forms of hackathons: founding, moving a phase, inviting, joining.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { line, localized, paragraph, several, slug } from '../../web/fields';
import { knownZone, TEMPLATES } from './hackathons.templates';

/** Paths of ours that a hackathon cannot be called. */
const TAKEN = ['new', 'mine', 'all', 'archive'];

export const language = z.enum(WRITING_LANGUAGES);

const calendarDay = z
  .string()
  .regex(/^20\d\d-\d\d-\d\d$/, 'hackathons.fault.day')
  .refine((text) => !Number.isNaN(Date.parse(`${text}T00:00:00Z`)), 'hackathons.fault.day');

export const foundingInput = z.strictObject({
  slug: slug.refine((text) => !TAKEN.includes(text), 'hackathons.fault.slugOurs'),
  title: localized(120),
  in_short: localized(400, { required: false }).optional(),
  template: z.enum(TEMPLATES),
  starts_on: calendarDay,
  zone: z
    .string()
    .trim()
    .refine((text) => knownZone(text) !== null, 'hackathons.fault.zone')
    .transform((text) => knownZone(text) ?? text),
  languages: several(language)
    .refine((tags) => tags.length > 0, 'hackathons.fault.languages')
    .transform((tags) => [...new Set(tags)]),
});
export type Founding = z.infer<typeof foundingInput>;

const moment = z
  .string()
  .trim()
  .transform((text) => text || undefined)
  .optional();

export const moveInput = z.strictObject({
  opens_at: moment,
  closes_at: moment,
  reason: paragraph(400),
});
export type Move = z.infer<typeof moveInput>;

export const INVITED_ROLES = ['expert', 'juror', 'moderator', 'authority', 'organiser'] as const;

export const invitationInput = z.strictObject({
  role: z.enum(INVITED_ROLES),
  uses: z.coerce.number().int().min(1).max(500).default(1),
  organisation: line(120, 0).optional(),
  subject: line(120, 0).optional(),
  /** Where the link is sent, if anywhere. */
  email: z
    .union([z.literal('').transform(() => undefined), z.email('hackathons.fault.email').max(254)])
    .optional(),
});
export type RoleInvitation = z.infer<typeof invitationInput>;

export const AGES = ['within', 'under-18', 'below', 'above', 'unsure'] as const;
export const participationInput = z.strictObject({ age: z.enum(AGES) });
export const decisionInput = z.strictObject({ decision: z.enum(['welcome', 'declined']) });
export const nothingInput = z.strictObject({});
