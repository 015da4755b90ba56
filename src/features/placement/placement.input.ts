// What the forms of placement may send.
import { z } from 'zod';
import { id } from '../../web/fields';

const whole = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** `team`: an id; a new team of the plan by its number (`new-2`); nothing: out of the plan. */
export const moveInput = z.strictObject({
  person: id,
  team: z.union([z.literal(''), z.string().regex(/^new-\d{1,4}$/), id]),
});
export type MoveInput = z.infer<typeof moveInput>;
export const planInput = z.strictObject({ version: whole });
export const personInput = z.strictObject({ person: id, team: id });
