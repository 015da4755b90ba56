// What `npx knex …` works with: the settings of src/db, on DATABASE_URL or on the database in DATA_DIR.
// knex loads it built, through knexfile.js.
import type { Knex } from 'knex';
import { configOfThisProcess } from './src/config';
import { knexConfig } from './src/db/connection';
import { databaseForOneCommand } from './src/db/open';

export default async function settings(): Promise<Knex.Config> {
  return knexConfig(await databaseForOneCommand(configOfThisProcess()));
}
