// What the forms of notices may send.
import { z } from 'zod';

export const nothing = z.strictObject({});
