// Brings a database to the newest migration. Safe when two processes start at once, and after one was killed.
import type { Knex } from 'knex';
import knex from 'knex';

// Any fixed number; it only has to differ from other advisory locks in the same database.
const MIGRATION_LOCK = 20_261_121;

const NO_LIMITS: object = { statement_timeout: 0, lock_timeout: 0 };

/**
 * Runs on connections of its own, without the time limits of requests. The advisory lock ends with its session,
 * so whoever holds it knows that a lock left in knex's table belongs to a process that is gone.
 */
export async function migrate(db: Knex): Promise<string[]> {
  const settings = db.client.config as Knex.Config;
  const patient = knex({
    ...settings,
    connection: { ...(settings.connection as object), ...NO_LIMITS },
    pool: { min: 0, max: 3 },
    acquireConnectionTimeout: 10_000,
  });
  try {
    const holder = await patient.client.acquireConnection();
    try {
      await patient.raw('SELECT pg_advisory_lock(?)', [MIGRATION_LOCK]).connection(holder);
      if (await patient.schema.hasTable('knex_migrations_lock'))
        await patient.migrate.forceFreeMigrationsLock();
      const [, names] = (await patient.migrate.latest()) as [number, string[]];
      return names;
    } finally {
      await patient.raw('SELECT pg_advisory_unlock(?)', [MIGRATION_LOCK]).connection(holder);
      await patient.client.releaseConnection(holder);
    }
  } finally {
    await patient.destroy();
  }
}
