// What the forms of teams may send.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { id, name, paragraph, several, slug } from '../../web/fields';
import { JOINING } from './teams.policy';
import { CHANNELS, SKILLS, TIMES } from './teams.together';

export const languages = several(z.enum(WRITING_LANGUAGES))
  .pipe(z.array(z.enum(WRITING_LANGUAGES)).min(1).max(8))
  .transform((given) => [...new Set(given)]);

/** Chips: each once, none at all too. */
const chips = <T extends readonly string[]>(known: T) =>
  several(z.enum(known)).transform((given) => [...new Set(given)]);
export const skills = chips(SKILLS);
export const times = chips(TIMES);

export const teamInput = z.strictObject({
  name: name(60),
  pitch: paragraph(400, 0).default(''),
  challenge: slug,
  languages,
  joining: z.enum(JOINING),
  seeks: skills,
  times,
  channel: z
    .enum(['', ...CHANNELS])
    .default('')
    .transform((given) => given || null),
});
export type TeamInput = z.infer<typeof teamInput>;

export const departureInput = z.strictObject({
  successor: z
    .union([z.literal(''), id])
    .optional()
    .transform((given) => given || undefined),
});
export const captaincyInput = z.strictObject({ member: id });
export const extensionInput = z.strictObject({
  phase: z.enum(['teams', 'drafting']),
  until: z.string().max(16),
  reason: paragraph(400),
});
export type ExtensionInput = z.infer<typeof extensionInput>;
const hour = z
  .union([z.literal(''), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)])
  .transform((time) => time || null);
/** Both empty: no quiet hours. */
export const quietInput = z
  .strictObject({ from: hour, until: hour })
  .refine(({ from, until }) => (from === null) === (until === null), {
    path: ['until'],
    message: 'teams.quiet.both',
  })
  .refine(({ from, until }) => from === null || from !== until, {
    path: ['until'],
    message: 'teams.quiet.same',
  });
