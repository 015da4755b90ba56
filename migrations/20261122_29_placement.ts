// Plans of who sits where, of organisers: one draft and the one that was applied last, which can be taken back.
// And until which lock people without a team got their offers.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table placement_plans (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      state text not null check (state in ('draft', 'applied')),
      version integer not null default 1,
      made_by text not null references people,
      made_at timestamptz not null,
      applied_by text references people,
      applied_at timestamptz,
      unique (hackathon_id, state),
      check ((state = 'applied') = (applied_at is not null)),
      check ((applied_by is null) = (applied_at is null))
    );
    create index placement_plans_made_by on placement_plans (made_by);
    create index placement_plans_applied_by on placement_plans (applied_by) where applied_by is not null;

    create table placement_new_teams (
      plan_id text not null references placement_plans on delete cascade,
      number integer not null check (number > 0),
      name text not null check (char_length(name) between 1 and 60),
      challenge_id text not null references challenges on delete cascade,
      languages text[] not null check (cardinality(languages) > 0),
      team_id text references teams on delete set null,
      primary key (plan_id, number)
    );
    create index placement_new_teams_challenge on placement_new_teams (challenge_id);
    create index placement_new_teams_team on placement_new_teams (team_id) where team_id is not null;

    create table placement_moves (
      plan_id text not null references placement_plans on delete cascade,
      person_id text not null references people,
      team_id text references teams on delete cascade,
      number integer,
      -- The order in which seats are given.
      place integer not null,
      stranger boolean not null,
      outcome text check (outcome in ('seated', 'gone', 'elsewhere', 'archived', 'full', 'tooFew')),
      membership_id text references memberships on delete set null,
      primary key (plan_id, person_id),
      foreign key (plan_id, number) references placement_new_teams on delete cascade,
      check (num_nonnulls(team_id, number) = 1)
    );
    create index placement_moves_person on placement_moves (person_id);
    create index placement_moves_team on placement_moves (team_id) where team_id is not null;
    create index placement_moves_number on placement_moves (plan_id, number);
    create index placement_moves_membership on placement_moves (membership_id) where membership_id is not null;

    create trigger zz_living_person after insert on placement_moves for each row
      execute function refuse_the_erased('person_id');

    create table placement_offers (
      hackathon_id text primary key references hackathons on delete cascade,
      lock_at timestamptz not null,
      made_at timestamptz not null
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table placement_offers, placement_moves, placement_new_teams, placement_plans');
}
