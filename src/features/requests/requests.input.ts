// What the form of a request to join may send.
import { z } from 'zod';
import { paragraph } from '../../web/fields';

export const requestInput = z.strictObject({ motivation: paragraph(400, 0).default('') });
