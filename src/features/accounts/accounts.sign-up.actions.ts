// Signing up.

import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { InvalidInput } from '../../errors';
import { newId } from '../../ids';
import { askToConfirm, withLink } from './accounts.email.actions';
import { hashNow, inTurn } from './accounts.passwords';
import { loginKey } from './accounts.policy';
import { addPerson } from './accounts.queries';
import { makeCodes } from './accounts.recovery.actions';
import type { Known } from './accounts.sign-in.actions';

export interface NewPerson {
  login: string;
  display_name: string;
  locale: string;
  email?: string | undefined;
  weave_seed?: string | undefined;
  may_found?: boolean;
}

/** The row alone, without checks of the input. Throws InvalidInput when the sign-in name is taken. */
export async function createPerson(
  trx: Db,
  at: Date,
  given: NewPerson & { password_hash: string },
): Promise<string> {
  const id = newId();
  try {
    await addPerson(trx, {
      id,
      login: given.login,
      login_key: loginKey(given.login),
      display_name: given.display_name,
      password_hash: given.password_hash,
      email: given.email ?? null,
      locale: given.locale,
      weave_seed: given.weave_seed ?? newId(),
      rules_accepted_at: at,
      joined_at: at,
      may_found_at: given.may_found ? at : null,
    });
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    if (code === '23505' && constraint === 'people_login_key_key') {
      throw new InvalidInput({ login: { key: 'accounts.signUp.taken' } });
    }
    throw error;
  }
  await recordActivity(trx, { at, personId: id, act: 'signUp', subject: { kind: 'person', id } });
  return id;
}

export interface Enrolled {
  known: Known;
  /** The ids of their recovery codes. */
  codes: string[];
}

/** A checked sign-up. `also` is a part of it: without a sign-in that shows the codes there is no account either. */
export async function signUp(
  deps: Deps,
  given: NewPerson & { password: string },
  also: (trx: Db, made: Enrolled) => Promise<void>,
): Promise<Enrolled> {
  // The account is written in turn as well: a rush of sign-ups must not take every connection from the others.
  return inTurn(async () => enrol(deps, given, await hashNow(given.password), also));
}

/** The same with a hash that is made already: the demo's people share one password. */
export async function enrol(
  deps: Deps,
  given: NewPerson,
  password_hash: string,
  also?: (trx: Db, made: Enrolled) => Promise<void>,
): Promise<Enrolled> {
  return withLink(deps, given.email, (address) =>
    deps.db.transaction(async (trx) => {
      const at = await deps.clock.now(trx);
      const id = await createPerson(trx, at, { ...given, password_hash });
      if (address) await askToConfirm(deps, trx, { id, locale: given.locale }, address, at);
      const made = { known: { id, password_hash }, codes: await makeCodes(deps, trx, at, id) };
      await also?.(trx, made);
      return made;
    }),
  );
}
