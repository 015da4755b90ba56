// What experts can help with, and the one tap that says whether it helped.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { several } from '../../web/fields';
import { RATINGS, READY_TOPICS } from '../help/help.policy';

export const ratingForm = z.strictObject({ rating: z.enum(RATINGS) });
export const offerForm = z.strictObject({
  topics: several(z.enum(READY_TOPICS)).transform((topics) => [...new Set(topics)]),
  languages: several(z.enum(WRITING_LANGUAGES))
    .transform((languages) => [...new Set(languages)])
    .refine((languages) => languages.length > 0, 'mentoring.fault.languages'),
});
