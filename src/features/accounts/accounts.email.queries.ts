// The address of a person, and the links that confirm it.
import type { Db } from '../../db/db';

export interface Address {
  email: string | null;
  email_confirmed_at: Date | null;
  mail_wanted: boolean;
}

export interface ConfirmationRow {
  id: string;
  person_id: string;
  address: string;
  expires_at: Date;
  used_at: Date | null;
}

export async function addressOfPerson(db: Db, personId: string): Promise<Address | undefined> {
  return db('people').where({ id: personId }).first('email', 'email_confirmed_at', 'mail_wanted');
}

/** Another address is not confirmed, and links for the one before work no more. */
export async function setAddress(trx: Db, personId: string, email: string | null): Promise<void> {
  await trx('people')
    .where({ id: personId })
    .whereNull('erased_at')
    .update({ email, email_confirmed_at: null });
  await trx('email_confirmations').where({ person_id: personId }).delete();
}

export async function setMailWanted(db: Db, personId: string, wanted: boolean): Promise<void> {
  await db('people').where({ id: personId }).update({ mail_wanted: wanted });
}

export async function insertConfirmation(
  trx: Db,
  row: Omit<ConfirmationRow, 'used_at'> & { token_hash: string; made_at: Date },
): Promise<void> {
  await trx('email_confirmations').insert(row);
}

/** Held until the transaction ends when `hold` says so. */
export async function confirmationByHash(
  db: Db,
  tokenHash: string,
  hold = false,
): Promise<ConfirmationRow | undefined> {
  return db('email_confirmations')
    .where({ token_hash: tokenHash })
    .modify((query) => void (hold && query.forUpdate()))
    .first('id', 'person_id', 'address', 'expires_at', 'used_at');
}

/** False when the person has another address by now. */
export async function markConfirmed(trx: Db, row: ConfirmationRow, at: Date): Promise<boolean> {
  await trx('email_confirmations').where({ id: row.id }).update({ used_at: at });
  const changed = await trx('people')
    .where({ id: row.person_id, email: row.address })
    .whereNull('disabled_at')
    .update({ email_confirmed_at: at });
  return changed === 1;
}
