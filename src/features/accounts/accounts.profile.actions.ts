// What people change about their own account.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Forbidden, InvalidInput, NotFound } from '../../errors';
import { queueMails } from '../../mail/mail.queue';
import type { Person } from '../../web/request';
import { hashPassword } from './accounts.passwords';
import {
  changePerson,
  endLoginSession,
  endLoginSessions,
  isMuted,
  type PersonChange,
  setPasswordHash,
} from './accounts.queries';
import { checkPassword, WrongPassword } from './accounts.sign-in.actions';

/** For changes that need the password again; counts like a sign-in. */
export async function confirmPassword(
  deps: Deps,
  person: Person,
  given: { password: string; address: string },
): Promise<void> {
  try {
    await checkPassword(deps, { login: person.login, ...given });
  } catch (error) {
    if (!(error instanceof WrongPassword)) throw error;
    throw new InvalidInput({ password: { key: 'accounts.password.notThis' } });
  }
}

/** Ends every other sign-in. The new password has passed passwordFault(). */
export async function changePassword(
  deps: Deps,
  person: Person,
  given: { password: string; new_password: string; address: string },
): Promise<void> {
  await confirmPassword(deps, person, { password: given.password, address: given.address });
  const hash = await hashPassword(given.new_password);
  const ended = await deps.db.transaction(async (trx) => {
    await setPasswordHash(trx, person.id, hash);
    const at = await deps.clock.now(trx);
    const subject = { kind: 'person', id: person.id };
    await recordActivity(trx, { at, personId: person.id, act: 'changePassword', subject });
    await queueMails(deps, trx, [{ personId: person.id, kind: 'passwordChanged', href: '/account' }]);
    return endLoginSessions(trx, at, person.id, person.login_session_id);
  });
  for (const id of ended) deps.live.cutSession(id);
}

export async function changeProfile(deps: Deps, person: Person, change: PersonChange): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const at = await deps.clock.now(trx);
    // Others read a name beside every word: a mute would be worth little without it.
    if (change.display_name !== undefined && (await isMuted(trx, person.id, at)))
      throw new Forbidden('accounts.name.muted');
    await changePerson(trx, person.id, change);
    const subject = { kind: 'person', id: person.id };
    const details = { fields: Object.keys(change).join(' ') };
    await recordActivity(trx, { at, personId: person.id, act: 'changeProfile', subject, details });
  });
}

/** Ends one own sign-in and its sockets; NotFound for anybody else's. */
export async function endSignIn(deps: Deps, person: Person, id: string): Promise<void> {
  const at = await deps.clock.now(deps.db);
  if (!(await endLoginSession(deps.db, at, id, person.id))) throw new NotFound();
  deps.live.cutSession(id);
}
