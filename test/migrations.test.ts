// Migrations go up, down and up again, from the sources as from the build, and two at once do no harm.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { connect } from '../src/db/connection';
import { migrate } from '../src/db/migrate';
import { newDatabase, type TestDatabase, testDatabase } from './support/database';

const root = path.resolve(__dirname, '..');
let database: TestDatabase;

beforeEach(async () => {
  database = await newDatabase('TEMPLATE template0');
});
afterEach(() => database.drop());

/** Everything a migration can leave behind, but knex's own tables. */
async function shapeOf({ db }: TestDatabase): Promise<string[]> {
  const { rows } = await db.raw(`
    SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
      || coalesce(' ' || column_default, '') AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT 'trigger ' || tgrelid::regclass || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'type ' || typname FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
    ORDER BY 1`);
  const lines = rows.map(({ line }: { line: string }) => line);
  return lines.filter((line: string) => !line.includes('knex_migrations'));
}

test('all migrations go up, all go down and leave nothing, and up again gives the same', async () => {
  const names = await migrate(database.db);
  const first = await shapeOf(database);
  expect(names.length).toBeGreaterThan(0);
  expect(first.length).toBeGreaterThan(0);
  await database.db.migrate.rollback(undefined, true);
  expect(await shapeOf(database)).toEqual([]);
  expect(await migrate(database.db)).toEqual(names);
  expect(await shapeOf(database)).toEqual(first);
});

test('each migration undoes exactly itself', async () => {
  const { migrate: step } = database.db;
  const shapes = [await shapeOf(database)];
  while (((await step.up()) as [number, string[]])[1].length > 0) shapes.push(await shapeOf(database));
  for (const shape of shapes.slice(0, -1).reverse()) {
    await step.down();
    expect(await shapeOf(database)).toEqual(shape);
  }
});

test('their names carry a date, an order and no extension', async () => {
  for (const name of await migrate(database.db)) expect(name).toMatch(/^\d{8}_\d{2}_[a-z0-9_]+$/);
});

test('`npx knex migrate:status` sees the same migrations as done', async () => {
  const names = await migrate(database.db);
  const output = execFileSync(
    process.execPath,
    [path.join(root, 'node_modules/knex/bin/cli.js'), 'migrate:status'],
    {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, DATABASE_URL: database.url },
    },
  );
  expect(output).toContain(`Found ${names.length} Completed Migration file/files`);
  expect(output).toContain('No Pending Migration files Found');
});

test('two processes that migrate at once agree on one result', async () => {
  const second = connect(database.url);
  try {
    const [one, two] = await Promise.all([migrate(database.db), migrate(second)]);
    expect([...one, ...two]).toHaveLength(new Set([...one, ...two]).size);
    expect(one.length + two.length).toBeGreaterThan(0);
  } finally {
    await second.destroy();
  }
});

test('a lock that a killed process left behind does not stop the next start', async () => {
  const names = await migrate(database.db);
  await database.db.migrate.down();
  await database.db('knex_migrations_lock').update({ is_locked: 1 });
  await expect(migrate(database.db)).resolves.toEqual(names.slice(-1));
});

test('a test database comes from the migrated template', async () => {
  const names = await migrate(database.db);
  const clone = await testDatabase();
  try {
    expect(await clone.db('knex_migrations').pluck('name')).toEqual(names);
  } finally {
    await clone.drop();
  }
});
