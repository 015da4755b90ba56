// What the forms of invitations may send.
import { z } from 'zod';

export const codeInput = z.strictObject({ team_code: z.string().max(100) });
export const personInput = z.strictObject({ person: z.string().regex(/^[0-9a-z]{1,40}$/) });
