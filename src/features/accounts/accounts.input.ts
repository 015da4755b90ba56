// What the forms of accounts may carry.
import { z } from 'zod';

export const loginInput = z.strictObject({
  login: z.string().min(1).max(200),
  password: z.string().min(1).max(2000),
  next: z.string().max(2000).optional(),
});
