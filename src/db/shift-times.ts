// Moves a story in the database by whole days: for demos that should look as if they were made today.
import type { Knex } from 'knex';
import type { Db } from './db';

/** Their times belong to sign-ins and machinery, not to the story. */
const LEFT_ALONE = [
  'sessions',
  'login_sessions',
  'rate_limits',
  'recovery_codes',
  'founder_links',
  'knex_migrations',
];

/** Times that were set for later when the story was told; all others say when something happened. */
const PLANNED =
  /^phases\.|^hackathons\.starts_on$|^phase_changes\.(old|new)_|^(?!team_names)\w+\.until$|\.(expires_at|answer_by|due_at|lock_at|starts_at|ends_at)$/;

/**
 * Adds `days` to what was planned and to everything that happened until `told`; what visitors did since then
 * stays where it is.
 */
export async function shiftTimes(db: Db, days: number, told: Date): Promise<void> {
  const { rows } = await db.raw(
    `select c.table_name, c.column_name, c.data_type from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
        and c.data_type in ('timestamp with time zone', 'date') and not c.table_name = any(?)`,
    [LEFT_ALONE],
  );
  const changes = new Map<string, Record<string, Knex.Raw>>();
  for (const { table_name: table, column_name: column, data_type } of rows as Record<string, string>[]) {
    const later = data_type === 'date' ? '?? + ?::int' : '?? + make_interval(days => ?)';
    const moved = PLANNED.test(`${table}.${column}`)
      ? db.raw(later, [column!, days])
      : db.raw(`case when ?? <= ?::timestamptz then ${later} else ?? end`, [
          column!,
          told,
          column!,
          days,
          column!,
        ]);
    changes.set(table!, { ...changes.get(table!), [column!]: moved });
  }
  // A row may hold the times of one in another table.
  await db.raw('set constraints all deferred');
  // One statement a table: its checks compare the columns with each other.
  for (const [table, columns] of changes) await db(table).update(columns);
}
