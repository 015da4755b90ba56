// Times that experts offer to teams, and who booked them. That nothing overlaps is a rule of the database.
import type { Knex } from 'knex';

/**
 * Two rows of the same `column` whose times overlap cannot both be live; ids are compared by a 64-bit hash. Looked
 * at when a statement ends, so that all times can be moved at once.
 */
const noOverlap = (column: string) => `
      exclude using gist (
        int8range(hashtextextended(${column}, 0), hashtextextended(${column}, 0), '[]') with =,
        tstzrange(starts_at, ends_at) with &&
      ) where (cancelled_at is null) deferrable`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table slots (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      expert_id text not null references people,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      zone text not null,
      kind text not null check (kind in ('team', 'group', 'workshop')),
      seats integer not null check (seats between 1 and 50),
      topic text not null check (char_length(topic) <= 120),
      language text not null,
      link text check (char_length(link) <= 500),
      published_at timestamptz not null,
      reminded_at timestamptz,
      cancelled_at timestamptz,
      check (starts_at < ends_at),
      check (kind <> 'team' or seats = 1),
      unique (id, starts_at, ends_at),
      constraint slots_apart ${noOverlap('expert_id')}
    );
    create index slots_list on slots (hackathon_id, ends_at) where cancelled_at is null;
    create index slots_expert on slots (expert_id, ends_at);
    create index slots_to_remind on slots (starts_at) where cancelled_at is null and reminded_at is null;
    create table bookings (
      id text primary key,
      slot_id text not null,
      team_id text not null references teams on delete cascade,
      starts_at timestamptz not null,
      ends_at timestamptz not null,
      booked_by text not null references people,
      booked_at timestamptz not null,
      came boolean,
      cancelled_at timestamptz,
      check (cancelled_at is null or came is null),
      foreign key (slot_id, starts_at, ends_at) references slots (id, starts_at, ends_at)
        on delete cascade deferrable,
      constraint bookings_apart ${noOverlap('team_id')}
    );
    create unique index bookings_once on bookings (slot_id, team_id) where cancelled_at is null;
    create index bookings_team on bookings (team_id, ends_at) where cancelled_at is null;
    create index bookings_by on bookings (booked_by);
    create trigger zz_living_writer after insert on slots for each row
      execute function refuse_the_erased('expert_id');
    create trigger zz_living_writer after insert on bookings for each row
      execute function refuse_the_erased('booked_by');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table bookings, slots');
}
