// What comes beside the bytes of a voice note, and texts of a room that several people save.
import { z } from 'zod';
import { paragraph } from '../../web/fields';
import { author } from '../messages/messages.input';
import { MESSAGE_LENGTH, uuid } from '../rooms/rooms.input';

export const NOTES_LENGTH = 20_000;

export const voiceForm = z.strictObject({
  client_id: uuid.optional(),
  author,
});

/** The version the text was based on; 0 or nothing: there was none. */
const version = z
  .string()
  .regex(/^\d{0,9}$/)
  .optional()
  .default('')
  .transform(Number);

export const transcriptForm = z.strictObject({ text: paragraph(MESSAGE_LENGTH), version });
export const notesForm = z.strictObject({ text: paragraph(NOTES_LENGTH, 0), version });
export type SaveText = z.infer<typeof notesForm>;

/** '' takes the address away. */
export const videoForm = z.strictObject({
  url: z
    .string()
    .trim()
    .max(500, 'roomParts.video.wrong')
    .refine((text) => text === '' || isMeeting(text), 'roomParts.video.wrong'),
});

/** https, a real host, and nobody's password in it. */
function isMeeting(text: string): boolean {
  if (!/^https:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return protocol === 'https:' && hostname.includes('.') && username === '' && password === '';
}
