// What the forms of recommendations may say.
import { z } from 'zod';
import { countSentences } from '../sheets/sheets.policy';
import { DECISIONS } from './recommendations.tables';

export const ANSWER_DAYS = 60;

export const sendInput = z.strictObject({
  /** The id or the sign-in name of an authority contact of the hackathon. */
  authority: z.string().trim().min(1).max(80),
  /** Days until the answer is due. */
  answer_by: z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, 'recommendations.fault.days')
    .transform(Number)
    .refine((days) => days >= 1 && days <= 365, 'recommendations.fault.days')
    .optional(),
  letter: z.string().trim().max(4000).optional(),
});
export type SendInput = z.infer<typeof sendInput>;

export const answerInput = z.strictObject({
  decision: z.enum(DECISIONS),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(4000)
    .refine((text) => countSentences(text) >= 1, 'recommendations.fault.reason'),
});
export type AnswerInput = z.infer<typeof answerInput>;
