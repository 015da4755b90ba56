// Where migrations come from. Their names carry no extension, so that the sources (tests) and the built
// files (everything else) count as the same migrations.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';

const folder = path.resolve(__dirname, '..', '..', 'migrations');

// `file` is also what the knex command prints.
interface Listed {
  file: string;
  directory: string;
}

const migrationSource: Knex.MigrationSource<Listed> = {
  getMigrations: async () => {
    const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const names = files.filter((file) => /^\d+_.*\.(js|ts)$/.test(file) && !file.endsWith('.d.ts'));
    return names
      .map((file) => path.parse(file).name)
      .sort()
      .map((file) => ({ file, directory: 'migrations' }));
  },
  getMigrationName: ({ file }) => file,
  getMigration: async ({ file }) => require(path.join(folder, file)) as Knex.Migration,
};

export const migrations: Knex.MigratorConfig = { migrationSource };

/** Only the migrations of these names: for a database that has to stand where another one stood. */
export function onlyMigrations(names: readonly string[]): Knex.MigratorConfig {
  const getMigrations = async (extensions: readonly string[]) =>
    (await migrationSource.getMigrations(extensions)).filter(({ file }) => names.includes(file));
  return { migrationSource: { ...migrationSource, getMigrations } };
}

/** All that this code knows, oldest first. */
export async function knownMigrations(): Promise<string[]> {
  return (await migrationSource.getMigrations([])).map(({ file }) => file);
}
