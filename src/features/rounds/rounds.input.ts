// Forms of a round: its criteria and its settings.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';

const TITLE = 120;
const SENTENCE = 400;

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

const numberFrom = (min: number, max: number) =>
  z
    .string()
    .trim()
    .refine(
      (text) => /^\d{1,3}$/.test(text) && Number(text) >= min && Number(text) <= max,
      'rounds.fault.number',
    )
    .transform(Number);

/** What is not sent stays as it is. */
export const settingsInput = z.strictObject({
  scope: z.enum(['hackathon', 'challenge'], 'frame.fields.choice').optional(),
  method: z.enum(['calibrated', 'mean', 'median'], 'frame.fields.choice').optional(),
  stages: z.enum(['1', '2'], 'frame.fields.choice').optional(),
  sheets_each: numberFrom(1, 20).optional(),
  final_one_in: numberFrom(3, 6).optional(),
  final_sheets: numberFrom(1, 20).optional(),
  shows: z.enum(['bands', 'places'], 'frame.fields.choice').optional(),
});
export type SettingsInput = z.infer<typeof settingsInput>;

export const nothing = z.strictObject({});
