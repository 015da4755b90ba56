// What the form of a publication may say.
import { z } from 'zod';

export const publicationInput = z.strictObject({
  /** Why the published results are corrected; needed from the second publication on. */
  reason: z.string().trim().max(1000).optional(),
  /** How many publications the sender knew of. */
  after: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .optional(),
});
export type PublicationInput = z.infer<typeof publicationInput>;
