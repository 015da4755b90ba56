// Somebody who owns nothing here. Where the tests do not run as root they cannot become anybody else; then a folder
// without the permission to write has to do.
import type { Runner } from '../../src/db/embedded.runner';

const NOBODY = 65_534;

export const STRANGER: Runner =
  process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY, name: 'nobody' } : { name: 'this user' };
