// What the form of a card may send: chips, no words.
import { z } from 'zod';
import { several, slug } from '../../web/fields';
import { languages, skills, times } from '../teams/teams.input';

export const cardInput = z.strictObject({
  challenges: several(slug)
    .pipe(z.array(slug).max(50))
    .transform((given) => [...new Set(given)]),
  languages,
  skills,
  times,
});
export type CardInput = z.infer<typeof cardInput>;
