// What a flood left in the database.
import type { Knex } from 'knex';

/** People whose sign-in name is like this. */
export async function countLogins(db: Knex, like: string): Promise<number> {
  return Number((await db('people').whereLike('login', like).count('* as n').first())?.n);
}
