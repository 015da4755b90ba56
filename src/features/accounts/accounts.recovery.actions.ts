// Coming back without the password: one-time codes that a person keeps, or that an organiser hands over.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Forbidden, InvalidInput, NotFound } from '../../errors';
import { keyedHash, keyedText, newId } from '../../ids';
import { queueMails } from '../../mail/mail.queue';
import type { Person } from '../../web/request';
import { hashPassword } from './accounts.passwords';
import { groupedCode, loginKey, plainCode } from './accounts.policy';
import {
  endLoginSessions,
  type Helpable,
  helpable,
  holdPerson,
  personByKey,
  setPasswordHash,
} from './accounts.queries';
import { addRecoveryCodes, dropUnusedCodes, spendCode } from './accounts.recovery.queries';

const CODES = 8;
const LENGTH = 8;
const HELP_LASTS = 24 * 3600 * 1000;

// Made from the id and the secret: it can be shown until the person has kept it, and is stored nowhere.
const codeOf = (deps: Deps, id: string) => keyedText(deps.secret, 'recovery-code', id, LENGTH);

/** As people read it: “7k4p-m2qx”. */
export const readableCode = (deps: Deps, id: string) => groupedCode(codeOf(deps, id));

const hashOf = (deps: Deps, personId: string, code: string) =>
  keyedHash(deps.secret, 'recovery-code-hash', `${personId}\0${code}`);

/** Eight new codes; those that were not used work no more. Returns their ids. */
export async function makeCodes(deps: Deps, trx: Db, at: Date, personId: string): Promise<string[]> {
  await holdPerson(trx, personId);
  await dropUnusedCodes(trx, personId, 'own');
  const ids = Array.from({ length: CODES }, newId);
  await addRecoveryCodes(
    trx,
    ids.map((id) => ({
      id,
      person_id: personId,
      code_hash: hashOf(deps, personId, codeOf(deps, id)),
      made_at: at,
      made_by: null,
      expires_at: null,
    })),
  );
  return ids;
}

/** `keep`, for the page that shows them, is a part of making them; here and below. */
export async function renewCodes(
  deps: Deps,
  person: Person,
  keep: (trx: Db, ids: string[]) => Promise<void>,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const at = await deps.clock.now(trx);
    const ids = await makeCodes(deps, trx, at, person.id);
    const subject = { kind: 'person', id: person.id };
    await recordActivity(trx, { at, personId: person.id, act: 'renewRecoveryCodes', subject });
    await keep(trx, ids);
  });
}

/** Sets a new password with a code. An unknown name, a wrong and a used code are answered alike. */
export async function recover(
  deps: Deps,
  given: { login: string; code: string; password: string; address: string },
): Promise<void> {
  const key = loginKey(given.login);
  await deps.limits.recoveries.count(key, given.address);
  const hash = await hashPassword(given.password);
  const personId = await deps.db.transaction(async (trx) => {
    const known = await personByKey(trx, key);
    const row = known && (await holdPerson(trx, known.id));
    const at = await deps.clock.now(trx);
    const codeHash = hashOf(deps, row?.id ?? '', plainCode(given.code));
    const spent = await spendCode(trx, at, row?.id ?? '', codeHash);
    if (!row || !spent || row.disabled_at !== null) throw new InvalidInput({}, 'accounts.recovery.wrong');
    await setPasswordHash(trx, row.id, hash);
    await dropUnusedCodes(trx, row.id, 'made');
    await endLoginSessions(trx, at, row.id, null);
    const subject = { kind: 'person', id: row.id };
    await recordActivity(trx, { at, personId: row.id, act: 'recoverAccount', subject });
    await queueMails(deps, trx, [{ personId: row.id, kind: 'recovered', href: '/account' }]);
    return row.id;
  });
  deps.live.cutPerson(personId);
  await deps.limits.wrongPasswords.forget(key, given.address);
}

/** Whom an organiser may help: NotFound for strangers, Forbidden for whoever holds more than a participant. */
export async function mayHelp(db: Db, organiser: Person, personId: string): Promise<Helpable> {
  const person = await helpable(db, organiser.id, personId);
  if (!person?.hackathon_id) throw new NotFound();
  if (person.guarded) throw new Forbidden('accounts.help.guarded');
  return person;
}

/** One code for 24 hours; an earlier one of this kind works no more. */
export async function makeHelpCode(
  deps: Deps,
  organiser: Person,
  personId: string,
  keep: (trx: Db, ids: string[]) => Promise<void>,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    await holdPerson(trx, personId);
    const person = await mayHelp(trx, organiser, personId);
    const at = await deps.clock.now(trx);
    await dropUnusedCodes(trx, personId, 'made');
    const id = newId();
    await addRecoveryCodes(trx, [
      {
        id,
        person_id: personId,
        code_hash: hashOf(deps, personId, codeOf(deps, id)),
        made_at: at,
        made_by: organiser.id,
        expires_at: new Date(at.getTime() + HELP_LASTS),
      },
    ]);
    await recordActivity(trx, {
      at,
      personId: organiser.id,
      act: 'makeRecoveryCode',
      subject: { kind: 'person', id: personId },
      ...(person.hackathon_id ? { hackathonId: person.hackathon_id } : {}),
    });
    await keep(trx, [id]);
  });
}
