// Brings a database to the newest migration. Safe when two processes start at once, and after one was killed.
import type { Knex } from 'knex';
import knex from 'knex';
import { NO_TIME_LIMITS } from './connection';
import { onlyMigrations } from './migration-source';

// Any fixed number; it only has to differ from other advisory locks in the same database.
const MIGRATION_LOCK = 20_261_121;

/**
 * Runs on connections of its own, without the time limits of requests. The advisory lock ends with its session,
 * so whoever holds it knows that a lock left in knex's table belongs to a process that is gone.
 */
export async function migrate(db: Knex): Promise<string[]> {
  const settings = db.client.config as Knex.Config;
  const patient = knex({
    ...settings,
    connection: { ...(settings.connection as object), ...NO_TIME_LIMITS },
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

/** Brings a database in which nothing is to exactly these migrations, up or down; alone with it. */
export async function migrateExactly(db: Knex, names: readonly string[]): Promise<void> {
  if (await db.schema.hasTable('knex_migrations_lock')) await db.migrate.forceFreeMigrationsLock();
  const [completed] = (await db.migrate.list()) as [{ name: string }[], unknown];
  for (const { name } of completed.toReversed()) {
    if (!names.includes(name)) await db.migrate.down({ name });
  }
  await db.migrate.latest(onlyMigrations(names));
}
