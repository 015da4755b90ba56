// Forms of the jury: who reads what, what a juror can read, whom they know.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { paragraph, several } from '../../web/fields';

const wholeNumber = z
  .string()
  .regex(/^\d{1,3}$/, 'jury.fault.sheetsEach')
  .transform(Number)
  .refine((number) => number >= 1 && number <= 20, 'jury.fault.sheetsEach');

const id = z.string().min(1).max(60);
const byHand = z.strictObject({ juror: id, submission: id });
const balanced = z.strictObject({ balanced: wholeNumber });
export type HandAssignment = z.infer<typeof byHand>;

/** `balanced` alone, or a juror and a submission. */
export const assignmentSchema = (body: unknown) =>
  typeof body === 'object' && body !== null && 'balanced' in body ? balanced : byHand;
export type AssignmentRequest = z.infer<typeof byHand> | z.infer<typeof balanced>;

export const readerInput = z.strictObject({ juror: id });

/** The most sheets is empty where there is no limit. */
export const readingInput = z.strictObject({
  languages: several(z.enum(WRITING_LANGUAGES))
    .transform((languages) => [...new Set(languages)])
    .refine((languages) => languages.length > 0, 'jurors.fault.languages'),
  max: z
    .string()
    .transform((text) => text.trim())
    .refine(
      (text) => text === '' || (/^\d{1,3}$/.test(text) && +text >= 1 && +text <= 200),
      'jurors.fault.max',
    )
    .transform((text) => (text === '' ? null : Number(text)))
    .optional(),
});
export type Reading = z.infer<typeof readingInput>;

/** Jurors say nothing about their own. */
export const takingBackInput = z.strictObject({ reason: paragraph(500, 0).default('') });

export const declarationInput = z.strictObject({
  team: several(id).refine((teams) => teams.length > 0, 'jurors.fault.team'),
});
