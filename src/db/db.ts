// What a query may be given: the pool, or the transaction it has to run in.
import type { Knex } from 'knex';

export type Db = Knex | Knex.Transaction;
