// What somebody should hear of: one row a person and event, as a key and its parts, told in the reader's language.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table notices (
      id text primary key,
      person_id text not null references people on delete cascade,
      hackathon_id text references hackathons on delete cascade,
      about_id text references people,
      kind text not null,
      params jsonb not null default '{}',
      href text not null check (href like '/%' and href not like '//%'),
      at timestamptz not null,
      read_at timestamptz
    );
    create index notices_person on notices (person_id, at desc, id desc);
    create index notices_unread on notices (person_id) where read_at is null;
    create index notices_about on notices (about_id) where about_id is not null;
    create index notices_hackathon on notices (hackathon_id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table notices');
}
