// Whoever was removed from a team after a plan put them there is not put back by it.
import type { Knex } from 'knex';

const check = (outcomes: string): string => `
  alter table placement_moves drop constraint placement_moves_outcome_check;
  alter table placement_moves add constraint placement_moves_outcome_check check (outcome in (${outcomes}))`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table placement_moves add column set_at timestamptz;
    update placement_moves m set set_at = p.made_at from placement_plans p where p.id = m.plan_id;
    alter table placement_moves alter column set_at set not null;
    ${check("'seated', 'gone', 'elsewhere', 'removed', 'archived', 'full', 'closed', 'tooFew'")}
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    update placement_moves set outcome = 'elsewhere' where outcome = 'removed';
    alter table placement_moves drop column set_at;
    ${check("'seated', 'gone', 'elsewhere', 'archived', 'full', 'closed', 'tooFew'")}
  `);
}
