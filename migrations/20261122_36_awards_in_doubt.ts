// An award knows on whose words it stands, so that a conflict that comes up later is seen; the chair confirms it.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table prize_awards
      add column stands_on text[] not null default '{}',
      add column confirmed_at timestamptz,
      add column confirmed_by text references people,
      add constraint prize_awards_confirmed check ((confirmed_at is null) = (confirmed_by is null));
    create index prize_awards_confirmed_by on prize_awards (confirmed_by);
    update prize_awards a set stands_on = array(
      select h.juror_id from sheets h
       where h.submission_id = a.submission_id and h.handed_in_at is not null and h.conflict_at is null
      union select a.awarded_by);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table prize_awards drop constraint prize_awards_confirmed,
      drop column stands_on, drop column confirmed_at, drop column confirmed_by;
  `);
}
