// Where migrations come from. Their names carry no extension, so that the sources (tests) and the built
// files (everything else) count as the same migrations.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';

const folder = path.resolve(__dirname, '..', '..', 'migrations');

const migrationSource: Knex.MigrationSource<string> = {
  getMigrations: async () => {
    const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const names = files.filter((file) => /^\d+_.*\.(js|ts)$/.test(file) && !file.endsWith('.d.ts'));
    return names.map((file) => path.parse(file).name).sort();
  },
  getMigrationName: (name) => name,
  getMigration: async (name) => require(path.join(folder, name)) as Knex.Migration,
};

export const migrations: Knex.MigratorConfig = { migrationSource };
