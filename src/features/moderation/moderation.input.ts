// What the forms of moderation may send.
import { z } from 'zod';
import { paragraph } from '../../web/fields';
import { mutes, withdraws } from './moderation.policy';
import { DECISIONS, MUTE_LENGTHS, REASONS, REPORTABLE_KINDS } from './moderation.tables';

/** Two ids of things joined by a point name a person in a team. */
const thingId = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/, 'moderation.fields.thing');

export const thingQuery = z.object({ kind: z.enum(REPORTABLE_KINDS), id: thingId });
export const reportInput = z.strictObject({
  kind: z.enum(REPORTABLE_KINDS, 'moderation.fields.thing'),
  id: thingId,
  reason: z.enum(REASONS, 'moderation.fields.reason'),
  details: paragraph(2000, 0).optional().default(''),
});
export type ReportInput = z.infer<typeof reportInput>;

export const decisionInput = z
  .strictObject({
    decision: z.enum(DECISIONS),
    mute_for: z.enum(MUTE_LENGTHS).optional().default('1'),
    rule: z
      .union([z.literal(''), z.enum(['1', '2', '3', '4', '5', '6', '7'])], 'frame.fields.choice')
      .optional()
      .transform((text) => (text ? Number(text) : null)),
    reason: paragraph(1000),
  })
  .refine((given) => given.rule !== null || !(withdraws(given.decision) || mutes(given.decision)), {
    path: ['rule'],
    message: 'moderation.fields.rule',
  });
export type DecisionInput = z.infer<typeof decisionInput>;

export const objectionInput = z.strictObject({ reason: paragraph(1000) });
export const outcomeInput = z.strictObject({
  outcome: z.enum(['confirmed', 'reversed']),
  reason: paragraph(1000),
});
export type OutcomeInput = z.infer<typeof outcomeInput>;
