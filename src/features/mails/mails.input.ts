// What the forms of mails may send.
import { z } from 'zod';

export const nothing = z.strictObject({});
