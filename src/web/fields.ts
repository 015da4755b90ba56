// Schemas of fields that many forms share.
import { z } from 'zod';

/** What takes no ink, alone or in a row. */
const UNSEEN = /[\s\p{Z}\p{Cf}\p{Default_Ignorable_Code_Point}\p{M}\u2800]/gu;

const written = (max: number, min: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((text) => min === 0 || text.replace(UNSEEN, '') !== '', 'frame.fields.missing');

/** A line of text: trimmed, no line breaks, something to read unless `min` is 0. */
export const line = (max: number, min = 1) =>
  z
    .string()
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(written(max, min));

// Signs that turn the reading order of the text around a name.
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** What somebody or a team is called: a line that can be read out and leaves its neighbours in their order. */
export const name = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(TURNS, ''))
    .pipe(line(max))
    .refine((text) => /[\p{L}\p{N}\p{S}]/u.test(text), 'frame.fields.name');

/** Several lines: outer white space goes, the rest stays as typed; something to read unless `min` is 0. */
export const paragraph = (max: number, min = 1) =>
  z
    .string()
    .transform((text) => text.trim())
    .pipe(written(max, min));

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

/** Of a row. */
export const id = z.string().regex(/^[0-9a-z]{1,40}$/);

/** Of a form that is nothing but its button. */
export const noFields = z.strictObject({});
