// What the form of a publication may say.
import { z } from 'zod';
import { paragraph } from '../../web/fields';

/** How many days teams may object; 0: not at all. */
const objectionDays = z
  .string()
  .regex(/^\d{1,2}$/, 'frame.fields.invalid')
  .transform(Number)
  .pipe(z.number().max(60))
  .default(7);

export const publicationInput = z.strictObject({
  /** Why the published results are corrected; needed from the second publication on. */
  reason: z.string().trim().max(1000).optional(),
  /** How many publications the sender knew of. */
  after: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .optional(),
  objection_days: objectionDays,
  /** The objection that led to a correction. */
  objection: z.string().max(60).optional(),
});
export type PublicationInput = z.infer<typeof publicationInput>;

export const announcementInput = z.strictObject({
  objection_days: objectionDays,
  /** Comes with the form, which both ways of publishing share. */
  after: z.literal('0').optional(),
});
export type AnnouncementInput = z.infer<typeof announcementInput>;

/** `version`: the state that the sender saw. */
export const moveInput = z.strictObject({
  act: z.enum(['next', 'group', 'back', 'all'], 'frame.fields.choice'),
  version: z
    .string()
    .regex(/^\d{1,9}$/, 'frame.fields.invalid')
    .transform(Number),
});
export type MoveInput = z.infer<typeof moveInput>;

export const objectionInput = z.strictObject({ text: paragraph(4000) });
export type ObjectionInput = z.infer<typeof objectionInput>;

export const answerInput = z.strictObject({
  outcome: z.enum(['upheld', 'partly', 'refused'], 'frame.fields.choice'),
  answer: paragraph(4000),
});
export type AnswerInput = z.infer<typeof answerInput>;
