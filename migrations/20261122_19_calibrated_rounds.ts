// Rounds are calibrated unless somebody chooses otherwise; a published score keeps its standard error.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table rounds alter column method set default 'calibrated';
    alter table ranking_entries add column plus_minus numeric;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table ranking_entries drop column plus_minus;
    alter table rounds alter column method set default 'mean';
  `);
}
