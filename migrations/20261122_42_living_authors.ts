// Whether the author of a message is still there is asked with every message: without turning its row into JSON.
import type { Knex } from 'knex';

const ON_ENTRIES = `create trigger zz_living_author after insert on entries for each row
  when (new.kind in ('message', 'edit')) execute function`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function refuse_erased_authors() returns trigger language plpgsql as $$
    begin
      if exists (select from people where id = new.author_id and erased_at is not null) then
        raise exception 'this person is no more' using errcode = 'IL001';
      end if;
      return null;
    end $$;
    drop trigger zz_living_author on entries;
    ${ON_ENTRIES} refuse_erased_authors();
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger zz_living_author on entries;
    ${ON_ENTRIES} refuse_the_erased('author_id');
    drop function refuse_erased_authors;
  `);
}
