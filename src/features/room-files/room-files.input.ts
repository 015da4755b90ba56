// What comes beside the bytes of a file.
import { z } from 'zod';
import { paragraph } from '../../web/fields';
import { author } from '../messages/messages.input';
import { id, MESSAGE_LENGTH, uuid } from '../rooms/rooms.input';

/** Words beside a file are wanted, not needed. */
export const fileForm = z
  .strictObject({
    body: paragraph(MESSAGE_LENGTH, 0).optional().default(''),
    client_id: uuid.optional(),
    author,
    reply_to: z.union([z.literal(''), id]).optional(),
  })
  .transform(({ client_id, reply_to, ...form }) => ({
    ...form,
    clientId: client_id,
    replyTo: reply_to || undefined,
  }));
