// Forms of judging: the sheet and the chair's words.
import { z } from 'zod';
import { paragraph } from '../../web/fields';

const FEEDBACK = 4000;
const NOTE = 4000;
const REASON = 400;

export const sheetInput = z.strictObject({
  score: z.record(z.string().max(60), z.string().max(20)).optional(),
  feedback: z.string().max(FEEDBACK).optional(),
  note: z.string().max(NOTE).optional(),
  /** Whether the words for the team wait for a translation. */
  translate: z.enum(['yes', 'no']).optional(),
  version: z
    .string()
    .regex(/^\d{1,9}$/, 'frame.fields.invalid')
    .transform(Number)
    .optional(),
  /** The criterion to open on the page that follows. */
  show: z.string().max(60).optional(),
});
export type SheetInput = z.infer<typeof sheetInput>;

export const conflictInput = z.strictObject({ reason: paragraph(REASON, 0).optional() });
export const skipInput = z.strictObject({ reason: paragraph(REASON) });
export const feedbackInput = z.strictObject({ text: paragraph(FEEDBACK, 0) });
