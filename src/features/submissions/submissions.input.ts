// Forms of the proposal: sections, advice, answers.
import { z } from 'zod';
import { paragraph } from '../../web/fields';
import { FEEDBACK_KINDS, SECTION_LIMIT, SECTIONS } from './submissions.tables';

const version = z
  .string()
  .regex(/^\d{0,9}$/)
  .transform(Number);

/** `section[KEY]` is the text, `version[KEY]` the version it was based on (0: nothing was saved yet). */
export const draftInput = z
  .strictObject({
    section: z.partialRecord(z.enum(SECTIONS), paragraph(SECTION_LIMIT, 0)),
    version: z.partialRecord(z.enum(SECTIONS), version).default({}),
  })
  .refine(({ section }) => Object.keys(section).length > 0, {
    path: ['section'],
    message: 'frame.fields.missing',
  });
export type DraftInput = z.infer<typeof draftInput>;

export const feedbackInput = z.strictObject({
  section: z.enum(SECTIONS),
  kind: z.enum(FEEDBACK_KINDS),
  body: paragraph(2000),
});
export type FeedbackInput = z.infer<typeof feedbackInput>;

export const answerInput = z
  .strictObject({
    answer: z.enum(['taken', 'not-taken']),
    because: paragraph(1000, 0).default(''),
  })
  .refine(({ answer, because }) => answer === 'taken' || because !== '', {
    path: ['because'],
    message: 'submissions.answer.needsReason',
  });
export type AnswerInput = z.infer<typeof answerInput>;

export const nothingInput = z.strictObject({});
