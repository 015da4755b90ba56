// What messages may be, from forms and from sockets alike.
import { z } from 'zod';
import { paragraph, several } from '../../web/fields';
import { id, MESSAGE_LENGTH, uuid } from '../rooms/rooms.input';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Sockets bring text as it is: made like a form's before it counts as a message. */
const body = z
  .string()
  .max(MESSAGE_LENGTH * 2)
  .transform((text) => text.replace(/\r\n?/g, '\n').toWellFormed())
  .refine((text) => !CONTROL.test(text), 'frame.fields.characters')
  .pipe(paragraph(MESSAGE_LENGTH));

/** Of whose queue the message is: a phone that changed hands sends nothing under another name. */
export const author = id.optional();

const mentions = z.array(id).max(20);

export const messageForm = z
  .strictObject({
    body,
    client_id: uuid.optional(),
    author,
    reply_to: z.union([z.literal(''), id]).optional(),
    mention: several(id).pipe(mentions),
  })
  .transform(({ client_id, reply_to, mention, ...form }) => ({
    ...form,
    clientId: client_id,
    replyTo: reply_to || undefined,
    mentions: mention,
  }));

export const editForm = z.strictObject({ body });
const yesOrNo = z.enum(['yes', 'no']);
export const pinForm = z.strictObject({ pinned: yesOrNo });
export const silenceForm = z.strictObject({ silenced: yesOrNo });

export const postEvent = z.strictObject({
  roomId: id,
  clientId: uuid,
  body,
  author,
  replyTo: id.optional(),
  mentions: mentions.optional(),
});
