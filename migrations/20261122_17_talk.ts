// A message may answer another one, name people of the room and bring one file; who does not want to read
// somebody folds what they write.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- A file belongs to a proposal or to a room. Of pictures there is a small one to show.
    alter table files
      alter column submission_id drop not null,
      add column room_id text references rooms on delete cascade,
      add column width integer,
      add column height integer,
      add column preview bytea check (octet_length(preview) <= 262144),
      add constraint files_place check (num_nonnulls(submission_id, room_id) = 1);
    create index files_room on files (room_id) where room_id is not null;

    alter table entries
      add column reply_to text references entries (id),
      add column mentioned text[],
      add column file_id text references files (id);
    create index entries_replies on entries (reply_to) where reply_to is not null;
    create index entries_mentions on entries using gin (mentioned) where mentioned is not null;
    create unique index entries_file on entries (file_id) where file_id is not null;
    create index entries_pins on entries (room_id, of_id, seq) where kind = 'pin';

    create table silences (
      person_id text not null references people,
      silenced_id text not null references people,
      since timestamptz not null,
      primary key (person_id, silenced_id),
      check (person_id <> silenced_id)
    );
    create index silences_of on silences (silenced_id);
    create trigger zz_living_writer after insert on silences for each row
      execute function refuse_the_erased('person_id');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table silences;
    drop index entries_pins;
    alter table entries drop column reply_to, drop column mentioned, drop column file_id;
    delete from files where room_id is not null;
    alter table files drop constraint files_place, drop column room_id, drop column width, drop column height,
      drop column preview, alter column submission_id set not null;
  `);
}
