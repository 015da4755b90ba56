// Voice notes, the notepad of a room, and the address where its people see each other.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- A voice note is a message with a sound as its file. Its words are what somebody wrote down of it: '' until then.
    alter table entries
      add column voice_seconds smallint check (voice_seconds between 1 and 120),
      add constraint entries_voice check (voice_seconds is null or file_id is not null);

    create table room_notes (
      room_id text not null references rooms on delete cascade,
      version integer not null check (version > 0),
      text text not null check (char_length(text) <= 20000),
      saved_by text not null references people,
      saved_at timestamptz not null,
      primary key (room_id, version)
    );
    -- Without a team: of the organisers, for every room that has none of its own.
    create table video_links (
      hackathon_id text not null references hackathons on delete cascade,
      team_id text references teams on delete cascade,
      url text not null check (char_length(url) <= 500),
      set_by text not null references people,
      set_at timestamptz not null,
      unique nulls not distinct (hackathon_id, team_id)
    );
    create index video_links_team on video_links (team_id) where team_id is not null;
    create trigger zz_living_writer after insert on room_notes for each row
      execute function refuse_the_erased('saved_by');
    create trigger zz_living_writer after insert or update on video_links for each row
      execute function refuse_the_erased('set_by');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table video_links, room_notes;
    alter table entries drop column voice_seconds;
  `);
}
