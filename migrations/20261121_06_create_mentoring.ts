// Rooms are append-only logs with a counter of their own; help requests have at most one live claim a team.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table rooms (
      id text primary key,
      team_id text not null unique references teams on delete cascade,
      hackathon_id text not null references hackathons on delete cascade,
      head integer not null default 0,
      opened_at timestamptz not null
    );
    create table entries (
      room_id text not null references rooms on delete cascade,
      seq integer not null,
      id text not null unique,
      kind text not null check (kind in ('message', 'edit', 'withdrawal', 'pin', 'system')),
      of_id text references entries (id),
      client_id uuid,
      author_id text not null references people,
      author_role text not null,
      body text check (char_length(body) <= 4000),
      at timestamptz not null,
      primary key (room_id, seq)
    );
    create unique index entries_client on entries (room_id, author_id, client_id);
    create index entries_of on entries (of_id) where of_id is not null;
    create table room_visits (
      room_id text not null references rooms on delete cascade,
      person_id text not null references people,
      seen_at timestamptz not null,
      read_seq integer not null default 0,
      primary key (room_id, person_id)
    );
    create table advisers (
      team_id text not null references teams on delete cascade,
      person_id text not null references people,
      since timestamptz not null,
      ended_at timestamptz,
      primary key (team_id, person_id)
    );
    create index advisers_person on advisers (person_id);
    create table help_requests (
      id text primary key,
      team_id text not null references teams on delete cascade,
      hackathon_id text not null references hackathons on delete cascade,
      topic text not null check (char_length(topic) between 1 and 60),
      language text not null,
      details text not null check (char_length(details) <= 1000),
      state text not null check (state in ('open', 'claimed', 'done', 'cancelled', 'expired')),
      asked_by text not null references people,
      asked_at timestamptz not null,
      claimed_by text references people,
      claimed_at timestamptz,
      ended_at timestamptz,
      note text,
      check ((state = 'claimed') <= (claimed_by is not null))
    );
    create unique index help_requests_one_live on help_requests (team_id) where state in ('open', 'claimed');
    create index help_requests_queue on help_requests (hackathon_id, asked_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table help_requests, advisers, room_visits, entries, rooms');
}
