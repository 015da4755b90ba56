// Signing in: the password, its limit, and the row that says a sign-in counts.
import type { Deps } from '../../deps';
import { InvalidInput } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { hashPassword, inTurn, isOutdated, isPassword } from './accounts.passwords';
import { addLoginSession, personByKey, personOfSession, setPasswordHash } from './accounts.queries';
import type { PersonRow } from './accounts.tables';

/** How a sign-in name is compared: case and ways of writing a letter do not count. */
export function loginKey(login: string): string {
  return login.trim().normalize('NFKC').toLowerCase();
}

export class WrongPassword extends InvalidInput {
  constructor() {
    super({}, 'accounts.login.wrong');
  }
}

/** Throws WrongPassword, and TooMany after ten wrong ones for this name from this address. */
export async function checkPassword(
  deps: Deps,
  given: { login: string; password: string; address: string },
): Promise<PersonRow> {
  const key = loginKey(given.login);
  const limit = [key, given.address] as const;
  const { wrongPasswords } = deps.limits;
  const row = await inTurn(async () => {
    // Looked at in turn, so that a burst learns no more than its first ten answers.
    await wrongPasswords.check(...limit);
    const known = await personByKey(deps.db, key);
    const right = await isPassword(known?.password_hash ?? null, given.password);
    if (right && known && known.disabled_at === null) {
      await wrongPasswords.check(...limit);
      return known;
    }
    await wrongPasswords.count(...limit);
    throw new WrongPassword();
  });
  if (isOutdated(row.password_hash)) {
    await setPasswordHash(deps.db, row.id, await hashPassword(given.password), row.password_hash);
  }
  return row;
}

/** A new sign-in of this person on this device. */
export async function beginSession(deps: Deps, personId: string, device: string): Promise<Person> {
  const id = newId();
  const at = await deps.clock.now(deps.db);
  await addLoginSession(deps.db, { id, person_id: personId, device, began_at: at, seen_at: at });
  const person = await personOfSession(deps.db, deps.clock.expression(deps.db), id);
  if (!person) throw new WrongPassword();
  return person;
}
