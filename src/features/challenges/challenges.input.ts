// Forms of challenges: writing one, changing it, closing it.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { localized, slug } from '../../web/fields';

const TAKEN = ['new'];

const known = (texts: Record<string, string>) =>
  Object.keys(texts).every((tag) => (WRITING_LANGUAGES as readonly string[]).includes(tag));
const challengeSlug = slug.refine((text) => !TAKEN.includes(text), 'hackathons.fault.slugOurs');
const texts = (max: number, required: boolean) =>
  localized(max, { required }).refine(known, 'challenges.fault.language');

/** Lines of languages that are sent, empty ones too: an empty one takes a translation away. */
const changedTexts = (max: number) =>
  z
    .record(z.string(), z.string().max(max))
    .transform((given) => Object.fromEntries(Object.entries(given).map(([tag, text]) => [tag, text.trim()])))
    .refine(known, 'challenges.fault.language')
    .optional();

const TITLE = 120;
const IN_SHORT = 400;
const BRIEF = 20_000;
const ASKED_BY = 120;

export const challengeInput = z.strictObject({
  slug: challengeSlug,
  title: texts(TITLE, true),
  in_short: texts(IN_SHORT, true),
  brief: texts(BRIEF, true),
  asked_by: texts(ASKED_BY, false).optional(),
});
export type NewChallenge = z.infer<typeof challengeInput>;

export const changeInput = z.strictObject({
  slug: challengeSlug.optional(),
  title: changedTexts(TITLE),
  in_short: changedTexts(IN_SHORT),
  brief: changedTexts(BRIEF),
  asked_by: changedTexts(ASKED_BY),
  version: z.coerce.number().int().positive().optional(),
});
export type ChallengeChange = z.infer<typeof changeInput>;

export const closingInput = z.strictObject({ closing: texts(4000, true) });
