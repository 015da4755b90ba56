// Hackathons with their phases, roles and invitations. Texts in several languages are jsonb {locale: text}.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table hackathons (
      id text primary key,
      slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
      title jsonb not null,
      in_short jsonb not null default '{}',
      zone text not null,
      languages text[] not null check (cardinality(languages) > 0),
      template text not null,
      starts_on date not null,
      seats_min integer not null default 2,
      seats_max integer not null default 5,
      age_min integer not null default 19,
      age_max integer not null default 26,
      weave_seed text not null,
      founded_by text not null references people,
      founded_at timestamptz not null,
      opened_at timestamptz,
      opened_by text references people,
      version integer not null default 1,
      check (1 < seats_min and seats_min <= seats_max and seats_max <= 6),
      check (18 <= age_min and age_min <= age_max)
    );
    create table phases (
      hackathon_id text not null references hackathons on delete cascade,
      key text not null check (key in
        ('inquiry', 'teams', 'drafting', 'judging', 'deliberation', 'results', 'follow-up')),
      opens_at timestamptz not null,
      closes_at timestamptz,
      primary key (hackathon_id, key),
      check (closes_at is null or opens_at <= closes_at)
    );
    create table phase_changes (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      phase text not null,
      old_opens_at timestamptz not null,
      old_closes_at timestamptz,
      new_opens_at timestamptz not null,
      new_closes_at timestamptz,
      reason text not null check (reason <> ''),
      by_id text not null references people,
      at timestamptz not null
    );
    create index phase_changes_hackathon on phase_changes (hackathon_id, at);
    create table invitations (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      team_id text,
      role text check (role in ('expert', 'juror', 'moderator', 'authority', 'organiser')),
      organisation text,
      subject text,
      uses_max integer not null check (uses_max between 1 and 500),
      uses integer not null default 0 check (uses <= uses_max),
      expires_at timestamptz not null,
      made_by text not null references people,
      made_at timestamptz not null,
      revoked_at timestamptz,
      revoked_by text references people,
      check ((role is null) <> (team_id is null))
    );
    create index invitations_hackathon on invitations (hackathon_id);
    create index invitations_team on invitations (team_id);
    create table roles (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      person_id text not null references people,
      role text not null check (role in
        ('participant', 'expert', 'juror', 'moderator', 'organiser', 'authority')),
      organisation text,
      subject text,
      languages text[] not null default '{}',
      granted_by text not null references people,
      granted_at timestamptz not null,
      ended_at timestamptz,
      ended_by text references people
    );
    create unique index roles_once on roles (hackathon_id, person_id, role) where ended_at is null;
    create index roles_person on roles (person_id) where ended_at is null;
    create table participation_questions (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      person_id text not null references people,
      outcome text not null check (outcome in ('unsure', 'outside')),
      asked_at timestamptz not null,
      decided_at timestamptz,
      decided_by text references people,
      decision text check (decision in ('welcome', 'declined'))
    );
    create unique index participation_questions_once
      on participation_questions (hackathon_id, person_id) where decided_at is null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table participation_questions, roles, invitations, phase_changes, phases, hackathons');
}
