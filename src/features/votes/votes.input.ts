// What the forms of the public vote may send.
import { z } from 'zod';
import { VOTE_ENDS } from '../hackathons/hackathons.tables';

export const voteInput = z.strictObject({ submission: z.string().min(1).max(60) });

export const settingsInput = z.strictObject({
  ends: z.enum(['off', ...VOTE_ENDS]).transform((given) => (given === 'off' ? null : given)),
});
