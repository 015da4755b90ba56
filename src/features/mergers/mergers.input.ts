// What the forms of mergers may send.
import { z } from 'zod';
import { id, paragraph } from '../../web/fields';

export const offerInput = z.strictObject({ team: id });
/** `team`: whose people move; `into`: the team that stays. */
export const mergeInput = z.strictObject({ team: id, into: id, reason: paragraph(400) });
export type MergeInput = z.infer<typeof mergeInput>;
