// What the forms of invitations may send.
import { z } from 'zod';
import { id } from '../../web/fields';

export const codeInput = z.strictObject({ team_code: z.string().max(100) });
export const personInput = z.strictObject({ person: id });

/** A seat: freely, or with the token of a link. */
export const seatInput = z.strictObject({ invite: z.string().max(100).optional() });

/** A whole number as forms send it. */
const count = (min: number, max: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/)
    .default(String(otherwise))
    .transform(Number)
    .pipe(z.number().min(min).max(max));

export const linkInput = z.strictObject({ uses: count(1, 50, 5), hours: count(1, 336, 48) });
