// What the form of an evidence card may send.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { line, paragraph } from '../../web/fields';
import { KINDS } from './inquiry.tables';

function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === '' && url.password === '' && /^https?:$/.test(url.protocol);
}

export const cardInput = z.strictObject({
  claim: paragraph(200),
  kind: z.enum(KINDS),
  source: line(200),
  url: z
    .string()
    .trim()
    .max(500)
    .default('')
    .refine((text) => text === '' || isWebAddress(text), 'inquiry.fields.url')
    .transform((text) => text || null),
  language: z.enum(WRITING_LANGUAGES),
});
export type CardInput = z.infer<typeof cardInput>;
export const nothing = z.strictObject({});
