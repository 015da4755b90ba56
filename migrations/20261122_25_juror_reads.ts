// What a juror reads is what a juror said: the language of somebody's screen bars nobody from a proposal.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table juror_terms add column reads text[];
    update juror_terms t set reads = r.languages from roles r
      where r.hackathon_id = t.hackathon_id and r.person_id = t.person_id and r.role = 'juror' and r.ended_at is null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table juror_terms drop column reads');
}
