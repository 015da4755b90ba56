// People, their sign-ins and what is needed to keep both safe. No birth date, address, phone or network address.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table people (
      id text primary key,
      login text not null check (char_length(login) between 3 and 60),
      login_key text not null unique,
      display_name text not null check (char_length(display_name) between 1 and 60),
      password_hash text not null,
      email text,
      locale text not null,
      weave_seed text not null,
      rules_accepted_at timestamptz not null,
      joined_at timestamptz not null,
      may_found_at timestamptz,
      admin_at timestamptz,
      disabled_at timestamptz
    );
    create table recovery_codes (
      id text primary key,
      person_id text not null references people on delete cascade,
      code_hash text not null unique,
      made_at timestamptz not null,
      used_at timestamptz,
      made_by text references people,
      expires_at timestamptz,
      check ((made_by is null) = (expires_at is null))
    );
    create index recovery_codes_person on recovery_codes (person_id);
    create table login_sessions (
      id text primary key,
      person_id text not null references people on delete cascade,
      device text not null,
      began_at timestamptz not null,
      seen_at timestamptz not null,
      ended_at timestamptz
    );
    create index login_sessions_person on login_sessions (person_id) where ended_at is null;
    create table sessions (
      sid text primary key,
      sess json not null,
      expire timestamptz not null
    );
    create index sessions_expire on sessions (expire);
    create table rate_limits (
      key varchar(255) primary key,
      points integer not null default 0,
      expire bigint
    );
    create table founder_links (
      token_hash text primary key,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      used_by text references people,
      used_at timestamptz
    );
    create table activity (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      person_id text references people,
      act text not null,
      subject_kind text not null,
      subject_id text not null,
      hackathon_id text,
      details jsonb not null default '{}'
    );
    create index activity_subject on activity (subject_kind, subject_id);
    create index activity_hackathon on activity (hackathon_id, id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table activity, founder_links, rate_limits, sessions, login_sessions, recovery_codes, people',
  );
}
