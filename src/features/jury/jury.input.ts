// Forms of judging: criteria, assignment, the sheet, the chair's words.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { paragraph } from '../../web/fields';

const TITLE = 120;
const SENTENCE = 400;
const FEEDBACK = 4000;
const NOTE = 4000;
const REASON = 400;

/** An empty text takes that language away; languages that are not sent stay as they are. */
const texts = (max: number) =>
  z
    .record(z.string(), z.string().max(max))
    .transform((given) => Object.fromEntries(Object.entries(given).map(([tag, text]) => [tag, text.trim()])))
    .refine(
      (given) => Object.keys(given).every((tag) => (WRITING_LANGUAGES as readonly string[]).includes(tag)),
      'jury.fault.language',
    );

const weight = z
  .string()
  .transform((text) => text.trim().replace(',', '.'))
  .refine(
    (text) => /^\d{1,3}(\.\d{1,2})?$/.test(text) && Number(text) > 0 && Number(text) <= 100,
    'jury.fault.weight',
  )
  .transform(Number);

/** What `score[ID]` can carry. */
const criterionId = z
  .string()
  .transform((text) => text.trim() || undefined)
  .refine((id) => id === undefined || /^[a-z0-9][a-z0-9_-]{0,59}$/.test(id), 'jury.fault.id');

export const criterionInput = z.strictObject({
  id: criterionId.optional(),
  title: texts(TITLE).optional(),
  weight: weight.optional(),
  level: z.record(z.string().max(12), texts(SENTENCE)).optional(),
});
export type CriterionInput = z.infer<typeof criterionInput>;

const wholeNumber = z
  .string()
  .regex(/^\d{1,3}$/, 'jury.fault.sheetsEach')
  .transform(Number)
  .refine((number) => number >= 1 && number <= 20, 'jury.fault.sheetsEach');

const byHand = z.strictObject({ juror: z.string().min(1).max(60), submission: z.string().min(1).max(60) });
const balanced = z.strictObject({ balanced: wholeNumber });
export type HandAssignment = z.infer<typeof byHand>;

/** `balanced` alone, or a juror and a submission. */
export const assignmentSchema = (body: unknown) =>
  typeof body === 'object' && body !== null && 'balanced' in body ? balanced : byHand;
export type AssignmentRequest = z.infer<typeof byHand> | z.infer<typeof balanced>;

export const sheetInput = z.strictObject({
  score: z.record(z.string().max(60), z.string().max(20)).optional(),
  feedback: z.string().max(FEEDBACK).optional(),
  note: z.string().max(NOTE).optional(),
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
export const nothing = z.strictObject({});
export const feedbackInput = z.strictObject({ text: paragraph(FEEDBACK, 0) });
