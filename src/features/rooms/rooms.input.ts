// What rooms accept of who reads them, from pages and from sockets alike.
import { z } from 'zod';

/** Of a message, and of what is written down of a voice note. */
export const MESSAGE_LENGTH = 4000;
/** Entries in one answer. */
export const PAGE = 200;
/** Entries a room opens with. */
export const FIRST = 50;
/** Above every number of a log. */
export const LATEST = 2_147_483_647;

export const id = z.string().min(1).max(60);
/** The client's own name of a message. */
export const uuid = z.guid().transform((text) => text.toLowerCase());
const seq = z.number().int().min(0).max(LATEST);
const seqText = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)
  .pipe(seq);

const limit = z.number().int().min(1).max(PAGE).optional().default(PAGE);

export const joinEvent = z.strictObject({ roomId: id, afterSeq: seq.optional() });
export const historyEvent = z.union([
  z.strictObject({ roomId: id, afterSeq: seq, limit }),
  z.strictObject({ roomId: id, beforeSeq: seq, limit }),
]);
export const readEvent = z.strictObject({ roomId: id, seq });
export const typingEvent = z.strictObject({ roomId: id });

export const rangeQuery = z
  .object({ after: seqText.optional(), before: seqText.optional() })
  .refine((range) => range.after === undefined || range.before === undefined);

/** Words that a message must all hold; together at least two signs. */
export const searchQuery = z
  .string()
  .max(100)
  .transform((text) =>
    text
      .toWellFormed()
      .normalize('NFC')
      .split(/[\s\0]+/)
      .filter(Boolean)
      .slice(0, 6),
  )
  .refine((words) => words.join('').length >= 2);

/** What the page of a room shows: messages before a number, those around one, an answer to one. */
export const placeQuery = z.object({
  before: seqText.optional(),
  around: seqText.optional(),
  reply: id.optional(),
});
