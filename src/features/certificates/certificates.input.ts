// What the form of a certificate may send. The name is drawn large on a public page of ours: it holds no link and
// nothing that turns, hides or piles up over what stands around it.
import { z } from 'zod';
import { PAPER_LOCALES } from '../../i18n/locales';
import { line } from '../../web/fields';
import { CERTIFIED } from './certificates.tables';

export const NAME_LIMIT = 120;

/** Signs without width that words of some scripts need: Persian, Kurdish, Bengali, Sinhala. */
const JOINERS = '\\u200c\\u200d';
const UNSEEN = new RegExp(
  `(?![${JOINERS}])[\\p{Cf}\\p{Cc}\\p{Co}\\p{Cn}\\u034f\\u115f\\u1160\\u3164\\uffa0]`,
  'gu',
);
/** Letters with their marks, and what stands between the parts of a name. */
const NAME = new RegExp(`^\\p{L}[\\p{L}\\p{M}${JOINERS} .,'’ʼ‘·・()\\-‐‑–]*$`, 'u');
/** As “example.org” is: a dot between words without a space. */
const LINK = /[\p{L}\p{M}]{2,}\.[\p{L}\p{M}]{2,}/u;
/** No script piles up more over one letter. */
const PILE = /\p{M}{5,}/u;

const name = z
  .string()
  .transform((text) => text.replace(UNSEEN, '').normalize('NFC'))
  .pipe(line(NAME_LIMIT, 0))
  .refine((text) => text === '' || NAME.test(text), 'certificates.fault.signs')
  .refine((text) => !LINK.test(text), 'certificates.fault.signs')
  .refine((text) => !PILE.test(text), 'certificates.fault.marks');

export const certificateInput = z
  .strictObject({
    role: z.enum(CERTIFIED),
    /** Of the paper; without it that of the page. */
    language: z.enum(PAPER_LOCALES.map(({ tag }) => tag)).optional(),
    name: name.default(''),
    keep: z
      .enum(['yes', 'no'])
      .default('no')
      .transform((said) => said === 'yes'),
  })
  .refine(({ name, keep }) => !keep || name !== '', {
    path: ['name'],
    message: 'certificates.fault.nameNeeded',
  });
