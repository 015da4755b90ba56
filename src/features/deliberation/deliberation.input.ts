// Forms of the jury when it meets: a note on a proposal, a prize, an award with its reason.
import { z } from 'zod';
import { localized, paragraph } from '../../web/fields';

export const noteInput = z.strictObject({
  text: paragraph(4000, 0),
  /** That was read; 0: there was none. */
  version: z
    .string()
    .regex(/^\d{1,9}$/, 'frame.fields.invalid')
    .transform(Number),
});
export type NoteInput = z.infer<typeof noteInput>;

export const prizeInput = z.strictObject({
  name: localized(120),
  kind: z.enum(['place', 'mention']),
  /** The slug of a challenge, where each has its own ranking. */
  challenge: z.string().max(60).optional(),
});
export type PrizeInput = z.infer<typeof prizeInput>;
export const prizeNameInput = z.strictObject({ name: localized(120) });

export const awardInput = z.strictObject({
  submission: z.string().min(1).max(60),
  reason: paragraph(2000),
});
export type AwardInput = z.infer<typeof awardInput>;
