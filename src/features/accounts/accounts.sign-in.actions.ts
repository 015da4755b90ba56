// Signing in: the password, its limit, and the row that says a sign-in counts.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { InvalidInput } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { hashPassword, inTurn, isOutdated, isPassword } from './accounts.passwords';
import { loginKey } from './accounts.policy';
import {
  addLoginSession,
  holdPerson,
  personByKey,
  personOfSession,
  setPasswordHash,
} from './accounts.queries';
import type { PersonRow } from './accounts.tables';

export class WrongPassword extends InvalidInput {
  constructor() {
    super({}, 'accounts.login.wrong');
  }
}

/** Who knew their password, and the hash it was right for. */
export type Known = Pick<PersonRow, 'id' | 'password_hash'>;

/** Throws WrongPassword, and TooMany after ten wrong ones for this name from this address. */
export async function checkPassword(
  deps: Deps,
  given: { login: string; password: string; address: string },
): Promise<Known> {
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
  if (!isOutdated(row.password_hash)) return row;
  const fresh = await hashPassword(given.password);
  await setPasswordHash(deps.db, row.id, fresh, row.password_hash);
  return { id: row.id, password_hash: fresh };
}

/** A new sign-in on this device. A password that was changed meanwhile begins none. */
export async function beginSession(deps: Deps, trx: Db, known: Known, device: string): Promise<Person> {
  const id = newId();
  const row = await holdPerson(trx, known.id);
  if (row?.password_hash !== known.password_hash) throw new WrongPassword();
  const at = await deps.clock.now(trx);
  await addLoginSession(trx, { id, person_id: row.id, device, began_at: at, seen_at: at });
  const person = await personOfSession(trx, deps.clock.expression(trx), id);
  if (!person) throw new WrongPassword();
  return person;
}
