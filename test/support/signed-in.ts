// A sign-in that begins behind the door, which has tests of its own: without the work of a password, which for all
// the people of all the tests is a minute and a half.

import { createHmac } from 'node:crypto';
import type { Deps } from '../../src/deps';
import { loginKey } from '../../src/features/accounts/accounts.policy';
import { beginSession } from '../../src/features/accounts/accounts.sign-in.actions';
import { keyedHash, newId } from '../../src/ids';
import { cookieName } from '../../src/web/session';

const DAY = 24 * 3_600_000;

/** The cookie, `name=value`, of a browser in which the person is signed in. */
export async function signedIn(deps: Deps, login: string): Promise<string> {
  const known = await deps
    .db('people')
    .where({ login_key: loginKey(login), disabled_at: null })
    .first();
  if (!known) throw new Error(`${login} could not sign in`);
  const person = await beginSession(deps, deps.db, known, 'test');
  const sid = newId();
  const sess = { cookie: { originalMaxAge: null, path: '/' }, passport: { user: person.login_session_id } };
  await deps.db('sessions').insert({ sid, sess, expire: new Date(Date.now() + DAY) });
  const signature = createHmac('sha256', keyedHash(deps.secret, 'session', 'cookie')).update(sid);
  const value = `s:${sid}.${signature.digest('base64').replace(/=+$/, '')}`;
  return `${cookieName(deps)}=${encodeURIComponent(value)}`;
}
