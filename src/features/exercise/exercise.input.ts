// Forms of the exercise: scores on an example, an example of one's own, a remark.
import { z } from 'zod';
import { localized, paragraph } from '../../web/fields';

export const sampleScoresInput = z.strictObject({
  score: z.record(z.string().max(60), z.string().max(20)).default({}),
});
export type SampleScores = z.infer<typeof sampleScoresInput>;

export const sampleInput = z.strictObject({ title: localized(120), text: localized(3000) });
export type SampleText = z.infer<typeof sampleInput>;

export const remarkInput = z.strictObject({ text: paragraph(1000) });
