// What the forms of rosters may send.
import { z } from 'zod';
import { id, paragraph } from '../../web/fields';

export const removalInput = z.strictObject({ member: id, reason: paragraph(400) });
export const moveInput = z.strictObject({ person: id, team: id, reason: paragraph(400) });
export type MoveInput = z.infer<typeof moveInput>;
export const objectionInput = z.strictObject({ objection: paragraph(1000) });
export const answerInput = z.strictObject({ answer: paragraph(1000) });
