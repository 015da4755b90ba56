// Teams, who sits in them, who asks to. One seat a person and hackathon is a rule of the database.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table teams (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      challenge_id text not null,
      name text not null check (char_length(name) between 1 and 60),
      name_key text not null,
      pitch text not null check (char_length(pitch) <= 400),
      languages text[] not null,
      joining text not null check (joining in ('open', 'request', 'invite')),
      weave_seed text not null,
      founded_by text not null references people,
      founded_at timestamptz not null,
      changed_at timestamptz not null,
      archived_at timestamptz,
      unique (id, hackathon_id),
      foreign key (challenge_id, hackathon_id) references challenges (id, hackathon_id)
    );
    create unique index teams_name on teams (hackathon_id, name_key) where archived_at is null;
    create index teams_list on teams (hackathon_id, founded_at, id) where archived_at is null;
    alter table invitations add foreign key (team_id, hackathon_id) references teams (id, hackathon_id);
    create table memberships (
      id text primary key,
      team_id text not null,
      hackathon_id text not null,
      person_id text not null references people,
      joined_at timestamptz not null,
      captain_since timestamptz,
      colourway_shift integer not null default 0,
      ended_at timestamptz,
      ended_by text references people,
      foreign key (team_id, hackathon_id) references teams (id, hackathon_id) on delete cascade
    );
    create unique index memberships_one_team on memberships (hackathon_id, person_id) where ended_at is null;
    create unique index memberships_one_captain on memberships (team_id)
      where ended_at is null and captain_since is not null;
    create index memberships_team on memberships (team_id, joined_at);
    create index memberships_person on memberships (person_id);
    create table join_requests (
      id text primary key,
      team_id text not null,
      hackathon_id text not null,
      person_id text not null references people,
      motivation text not null default '' check (char_length(motivation) <= 400),
      asked_at timestamptz not null,
      decided_at timestamptz,
      decided_by text references people,
      decision text check (decision in ('accepted', 'refused', 'withdrawn', 'closed')),
      check ((decided_at is null) = (decision is null)),
      foreign key (team_id, hackathon_id) references teams (id, hackathon_id) on delete cascade
    );
    create unique index join_requests_once on join_requests (team_id, person_id) where decided_at is null;
    create index join_requests_person on join_requests (person_id, hackathon_id);
    create table extensions (
      id text primary key,
      team_id text not null references teams on delete cascade,
      phase text not null check (phase in ('teams', 'drafting')),
      until timestamptz not null,
      reason text not null check (reason <> ''),
      by_id text not null references people,
      at timestamptz not null
    );
    create index extensions_team on extensions (team_id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table extensions, join_requests, memberships;
    alter table invitations drop constraint invitations_team_id_hackathon_id_fkey;
    drop table teams;
  `);
}
