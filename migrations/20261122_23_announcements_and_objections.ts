// Results that are told band by band before they are public, objections of teams with the answers, and what a
// publication froze of prizes.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table publications
      add column shows text not null default 'bands' check (shows in ('bands', 'places')),
      add column prizes jsonb not null default '[]',
      -- Until when teams may object; null: they could not.
      add column objections_until timestamptz;

    -- Frozen and ranked, not public: no other table knows of it, so that no other page can tell. The row goes in
    -- the transaction that publishes it.
    create table announcements (
      hackathon_id text primary key references hackathons on delete cascade,
      protocol text not null,
      frozen jsonb not null,
      objection_days integer not null check (objection_days between 0 and 60),
      steps integer not null check (steps > 0),
      revealed integer not null default 0,
      -- The most that was ever seen.
      furthest integer not null default 0,
      -- Raised by every change: whoever acts says which state was seen.
      version integer not null default 1,
      prepared_by text not null references people,
      prepared_at timestamptz not null,
      check (revealed between 0 and furthest and furthest < steps)
    );
    create index announcements_prepared_by on announcements (prepared_by);

    create table objections (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      team_id text not null references teams,
      publication_id text not null references publications on delete cascade,
      text text not null check (char_length(text) between 1 and 4000),
      raised_by text not null references people,
      raised_at timestamptz not null,
      outcome text check (outcome in ('upheld', 'partly', 'refused')),
      answer text check (char_length(answer) between 1 and 4000),
      answered_by text references people,
      answered_at timestamptz,
      -- The correction it led to.
      led_to text references publications on delete set null,
      unique (hackathon_id, team_id),
      check ((outcome is null) = (answer is null)),
      check ((outcome is null) = (answered_at is null)),
      check ((outcome is null) = (answered_by is null))
    );
    create index objections_team on objections (team_id);
    create index objections_publication on objections (publication_id);
    create index objections_led_to on objections (led_to) where led_to is not null;
    create index objections_raised_by on objections (raised_by);
    create index objections_answered_by on objections (answered_by) where answered_by is not null;
    create trigger zz_living_writer after insert on objections for each row
      execute function refuse_the_erased('raised_by');
    create trigger zz_living_writer after insert on announcements for each row
      execute function refuse_the_erased('prepared_by');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table objections, announcements;
    alter table publications drop column objections_until, drop column prizes, drop column shows;
  `);
}
