// An e-mail address is the person's own affair: given or not, confirmed by a link, corrected, taken away.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Gone, NotFound, TooMany } from '../../errors';
import { keyedHash, keyedText, newId, sameText, sha256 } from '../../ids';
import { queueMails } from '../../mail/mail.queue';
import type { Person } from '../../web/request';
import {
  addressOfPerson,
  type ConfirmationRow,
  confirmationByHash,
  insertConfirmation,
  markConfirmed,
  setAddress,
  setMailWanted,
} from './accounts.email.queries';
import { confirmPassword } from './accounts.profile.actions';
import { holdPerson } from './accounts.queries';

const LINK_LASTS = 3 * 24 * 3_600_000;

/** Made from its id and the secret: stored nowhere but as a hash. */
export const confirmationToken = (deps: Pick<Deps, 'secret'>, id: string): string =>
  `${id}${keyedText(deps.secret, 'email-confirmation', id, 26)}`;

/** False for an address that was sent several links already: it gets no more for an hour. */
async function countLink(deps: Deps, email: string): Promise<boolean> {
  try {
    await deps.limits.confirmations.count(email.toLowerCase());
    return true;
  } catch (error) {
    // Not an answer of its own: whoever asks would learn what others did with the address.
    if (error instanceof TooMany) return false;
    throw error;
  }
}

/**
 * Around the transaction of `change`, which is handed the address if it gets a link. Counting takes a connection of
 * its own, so it comes before; what failed sent no link and does not count.
 */
export async function withLink<T>(
  deps: Deps,
  email: string | null | undefined,
  change: (address: string | null) => Promise<T>,
): Promise<T> {
  if (!email || !deps.mail.enabled || !(await countLink(deps, email))) return change(null);
  try {
    return await change(email);
  } catch (error) {
    await deps.limits.confirmations.giveBack(email.toLowerCase());
    throw error;
  }
}

/** Queues the link that confirms, to an address that `withLink` handed out. */
export async function askToConfirm(
  deps: Deps,
  trx: Db,
  person: { id: string; locale: string },
  email: string,
  at: Date,
): Promise<void> {
  const id = newId();
  await insertConfirmation(trx, {
    id,
    person_id: person.id,
    address: email,
    token_hash: sha256(confirmationToken(deps, id)),
    made_at: at,
    expires_at: new Date(at.getTime() + LINK_LASTS),
  });
  await queueMails(deps, trx, [
    {
      kind: 'confirmation',
      personId: person.id,
      address: email,
      locale: person.locale,
      params: { confirmation: id },
      href: '/account',
    },
  ]);
}

export async function changeEmail(
  deps: Deps,
  person: Person,
  given: { email: string; password: string; address: string },
): Promise<void> {
  await confirmPassword(deps, person, given);
  await deps.limits.addresses.count(person.id);
  await change(deps, person, given.email);
}

export async function removeEmail(deps: Deps, person: Person): Promise<void> {
  await change(deps, person, null);
}

async function change(deps: Deps, person: Person, email: string | null): Promise<void> {
  await withLink(deps, email, (address) =>
    deps.db.transaction(async (trx) => {
      const held = await holdPerson(trx, person.id);
      // Deleted meanwhile: no mail goes to an address that was just forgotten.
      if (!held || held.erased_at !== null) throw new NotFound();
      const at = await deps.clock.now(trx);
      await setAddress(trx, person.id, email);
      if (address) await askToConfirm(deps, trx, person, address, at);
      const subject = { kind: 'person', id: person.id };
      const details = { fields: 'email' };
      await recordActivity(trx, { at, personId: person.id, act: 'changeProfile', subject, details });
    }),
  );
}

/** Conflict when no address waits for its link. */
async function waitingAddress(db: Db, personId: string): Promise<string> {
  const address = await addressOfPerson(db, personId);
  if (!address?.email || address.email_confirmed_at)
    throw new Conflict('mails.refused.nothingToConfirm', {
      confirmed: Boolean(address?.email_confirmed_at),
    });
  return address.email;
}

/** Once more to the address that waits for it; Conflict when none does. */
export async function sendConfirmationAgain(deps: Deps, person: Person): Promise<void> {
  const waiting = await waitingAddress(deps.db, person.id);
  await withLink(deps, waiting, (address) =>
    deps.db.transaction(async (trx) => {
      await holdPerson(trx, person.id);
      // Whoever gave another one meanwhile was sent its link.
      if ((await waitingAddress(trx, person.id)) !== address) return;
      await askToConfirm(deps, trx, person, address, await deps.clock.now(trx));
    }),
  );
}

/** Gone for a link that was used, ran out, or belongs to an address that was changed since. */
export async function liveConfirmation(deps: Deps, token: string): Promise<ConfirmationRow> {
  const row = await confirmationByHash(deps.db, sha256(token));
  requireLive(row, await deps.clock.now(deps.db));
  return row;
}

export async function confirmEmail(deps: Deps, token: string): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const row = await confirmationByHash(trx, sha256(token), true);
    const at = await deps.clock.now(trx);
    requireLive(row, at);
    if (!(await markConfirmed(trx, row, at))) throw new Gone('mails.refused.link');
    const subject = { kind: 'person', id: row.person_id };
    await recordActivity(trx, { at, personId: row.person_id, act: 'confirmEmail', subject });
  });
}

function requireLive(row: ConfirmationRow | undefined, now: Date): asserts row is ConfirmationRow {
  if (!row || row.used_at || row.expires_at <= now) throw new Gone('mails.refused.link');
}

export async function wantMail(deps: Deps, person: Pick<Person, 'id'>, wanted: boolean): Promise<void> {
  await setMailWanted(deps.db, person.id, wanted);
}

const unsubscribeSign = (deps: Pick<Deps, 'secret'>, personId: string) =>
  keyedHash(deps.secret, 'unsubscribe', personId);

/** Ends mails without a sign-in; whoever reads the mail may do that. */
export const unsubscribeToken = (deps: Pick<Deps, 'secret'>, personId: string): string =>
  `${personId}.${unsubscribeSign(deps, personId)}`;

/** Null for a token that is not ours. */
export function personOfToken(deps: Pick<Deps, 'secret'>, token: string): string | null {
  const [personId = '', sign = ''] = token.split('.', 2);
  return sameText(sign, unsubscribeSign(deps, personId)) ? personId : null;
}
