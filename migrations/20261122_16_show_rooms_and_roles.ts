// Pages of rooms and of people who look for a team are kept too: what they show of people raises the version of
// the hackathon (page_versions) as well. A new line of a room does not: its number tells.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create constraint trigger shown_changed after insert or update or delete on roles
      deferrable initially deferred for each row execute function shown_row_changed('hackathon_id');
    create constraint trigger shown_changed after insert or update or delete on join_requests
      deferrable initially deferred for each row execute function shown_row_changed('hackathon_id');

    -- Words that are taken back, or given back by a moderator.
    create function shown_entry_changed() returns trigger language plpgsql as $$
    begin
      perform raise_page_version(r.hackathon_id) from rooms r where r.id = new.room_id;
      return null;
    end $$;
    create constraint trigger shown_changed after update on entries
      deferrable initially deferred for each row execute function shown_entry_changed();

    -- Whoever has or had a role: experts and moderators write in rooms as well.
    create or replace function shown_person_changed() returns trigger language plpgsql as $$
    begin
      perform raise_page_version(one.hackathon_id) from (
        select hackathon_id from memberships where person_id = new.id
        union select hackathon_id from roles where person_id = new.id order by 1) one;
      return null;
    end $$;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger shown_changed on roles;
    drop trigger shown_changed on join_requests;
    drop trigger shown_changed on entries;
    drop function shown_entry_changed;
    create or replace function shown_person_changed() returns trigger language plpgsql as $$
    begin
      perform raise_page_version(one.hackathon_id) from (
        select distinct hackathon_id from memberships where person_id = new.id order by hackathon_id) one;
      return null;
    end $$;
  `);
}
