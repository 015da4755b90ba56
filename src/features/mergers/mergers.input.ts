// What the forms of mergers may send.
import { z } from 'zod';
import { paragraph } from '../../web/fields';

const id = z.string().regex(/^[0-9a-z]{1,40}$/);

export const offerInput = z.strictObject({ team: id });
/** `team`: whose people move; `into`: the team that stays. */
export const mergeInput = z.strictObject({ team: id, into: id, reason: paragraph(400) });
export type MergeInput = z.infer<typeof mergeInput>;
