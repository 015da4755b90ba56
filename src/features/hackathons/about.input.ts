// The form of who runs a hackathon, who pays, who decides.
import { z } from 'zod';
import { line, localized } from '../../web/fields';

export const aboutInput = z.strictObject({
  run_by: line(120, 0).optional(),
  contact: line(200, 0).optional(),
  decided_by: localized(600, { required: false }).optional(),
  funder: line(120, 0).optional(),
  disclaimer: localized(600, { required: false }).optional(),
  emblem_alt: localized(200, { required: false }).optional(),
});
export type AboutInput = z.infer<typeof aboutInput>;
