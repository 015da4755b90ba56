// Whom somebody does not want to read; nobody else learns of it.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';

export async function silence(db: Db, by: string, whom: string, at: Knex.Raw): Promise<void> {
  await db('silences')
    .insert({ person_id: by, silenced_id: whom, since: at })
    .onConflict(['person_id', 'silenced_id'])
    .ignore();
}

export async function hearAgain(db: Db, by: string, whom: string): Promise<void> {
  await db('silences').where({ person_id: by, silenced_id: whom }).delete();
}

export async function silencedOf(db: Db, by: string): Promise<string[]> {
  return db('silences').where({ person_id: by }).pluck('silenced_id');
}

/** Of these people, those who silenced this one. */
export async function silencedBy(db: Db, people: string[], whom: string): Promise<string[]> {
  return db('silences').whereIn('person_id', people).where({ silenced_id: whom }).pluck('person_id');
}

export async function silencesOf(db: Db, personId: string): Promise<unknown[]> {
  return db('silences').select({ since: 'since' }).where({ person_id: personId }).orderBy('since');
}

/** Also where others named this person: the words stay, whom they mean goes. */
export async function forgetRelations(trx: Db, personId: string): Promise<void> {
  await trx.raw(
    'update entries set mentioned = array_remove(mentioned, :person) where mentioned @> array[cast(:person as text)]',
    { person: personId },
  );
  await trx('silences').where({ person_id: personId }).orWhere({ silenced_id: personId }).delete();
}
