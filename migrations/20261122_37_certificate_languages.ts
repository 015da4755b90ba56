// A certificate keeps the language it was asked for in.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table certificates add column language text
      constraint certificates_language check (language in ('en', 'nl', 'ar', 'ti', 'lt'));
    update certificates c set language = case when p.locale in ('en', 'nl', 'ar') then p.locale else 'en' end
      from people p where p.id = c.person_id;
    alter table certificates alter column language set default 'en', alter column language set not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('alter table certificates drop column language');
}
