// The chair's one form: remind one juror, or all of them.
import { z } from 'zod';

export const reminderInput = z.strictObject({ juror: z.string().min(1).max(60).optional() });
export type ReminderInput = z.infer<typeof reminderInput>;
