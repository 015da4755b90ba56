// What help requests accept.
import { z } from 'zod';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { line, paragraph } from '../../web/fields';
import { MESSAGE_LENGTH } from '../rooms/rooms.input';
import { SECTIONS } from '../submissions/submissions.tables';
import { READY_TOPICS, URGENCIES } from './help.policy';

/** Of advice on a section. */
const ADVICE_LENGTH = 2000;

/** `topic` in own words, or `about`: one of the ready ones. */
export const helpForm = z
  .strictObject({
    topic: line(60, 0).optional().default(''),
    about: z.enum(READY_TOPICS).optional(),
    language: z.enum(WRITING_LANGUAGES),
    urgency: z.enum(URGENCIES).optional().default('normal'),
    details: paragraph(1000, 0).optional().default(''),
  })
  .refine(({ topic, about }) => topic !== '' || about !== undefined, {
    path: ['topic'],
    message: 'frame.fields.missing',
  });

/** The note is a message of the room, or advice on a section. */
export const completionForm = z
  .strictObject({
    note: paragraph(MESSAGE_LENGTH, 0).optional().default(''),
    section: z
      .union([z.literal(''), z.enum(SECTIONS)])
      .optional()
      .transform((section) => section || null),
  })
  .refine(({ note, section }) => section === null || note.length <= ADVICE_LENGTH, {
    path: ['note'],
    message: 'mentoring.fault.adviceLength',
  });
export type Completion = z.infer<typeof completionForm>;
