// Schemas of fields that many forms share.
import { z } from 'zod';

/** A line of text: trimmed, no line breaks, at least one character unless `min` is 0. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(min).max(max));

/** Several lines: outer white space goes, the rest stays as typed. */
export const paragraph = (max: number, min = 1) =>
  z
    .string()
    .transform((text) => text.trim())
    .pipe(z.string().min(min).max(max));

/** `field[LOCALE]` in one or more languages; empty ones are left out. */
export const localized = (max: number, { required = true }: { required?: boolean } = {}) =>
  z
    .record(z.string().regex(/^[a-z]{2,3}$/), z.string().max(max))
    .transform((texts) =>
      Object.fromEntries(
        Object.entries(texts)
          .map(([tag, text]) => [tag, text.trim()] as const)
          .filter(([, text]) => text !== ''),
      ),
    )
    .refine((texts) => !required || Object.keys(texts).length > 0, 'frame.fields.missing');

/** A repeated field: one value or several, as browsers send them. */
export const several = <T extends z.ZodType>(item: T) =>
  z.preprocess((given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]), z.array(item));

export const slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9](-?[a-z0-9])*$/, 'frame.fields.slug');

/** Of a form that is nothing but its button. */
export const noFields = z.strictObject({});
