// Forms of the jury: who reads what.
import { z } from 'zod';

const wholeNumber = z
  .string()
  .regex(/^\d{1,3}$/, 'jury.fault.sheetsEach')
  .transform(Number)
  .refine((number) => number >= 1 && number <= 20, 'jury.fault.sheetsEach');

const byHand = z.strictObject({ juror: z.string().min(1).max(60), submission: z.string().min(1).max(60) });
const balanced = z.strictObject({ balanced: wholeNumber });
export type HandAssignment = z.infer<typeof byHand>;

/** `balanced` alone, or a juror and a submission. */
export const assignmentSchema = (body: unknown) =>
  typeof body === 'object' && body !== null && 'balanced' in body ? balanced : byHand;
export type AssignmentRequest = z.infer<typeof byHand> | z.infer<typeof balanced>;
