// Reports are gathered by what they are about: a case. A case keeps what was shown when it was reported, what
// was decided, and the words that were withdrawn, so that they can come back.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table moderation_cases (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      kind text not null,
      thing_id text not null,
      href text not null,
      opened_at timestamptz not null,
      decision text check (decision in ('nothing', 'withdraw', 'mute', 'withdraw-and-mute')),
      rule integer check (rule between 1 and 7),
      reason text,
      decided_by text references people,
      decided_at timestamptz,
      kept jsonb,
      objection text,
      objected_by text references people,
      objected_at timestamptz,
      outcome text check (outcome in ('confirmed', 'reversed')),
      outcome_reason text,
      outcome_by text references people,
      outcome_at timestamptz,
      check ((decision is null) = (decided_at is null)),
      check (decision is null or reason <> ''),
      check (decision is null or decision = 'nothing' or rule is not null),
      check (objected_at is null or decided_at is not null),
      check ((outcome is null) = (outcome_at is null)),
      check (outcome_at is null or objected_at is not null)
    );
    create unique index moderation_cases_open on moderation_cases (kind, thing_id) where decided_at is null;
    create index moderation_cases_queue on moderation_cases (hackathon_id, opened_at);
    create table case_authors (
      case_id text not null references moderation_cases on delete cascade,
      person_id text not null references people,
      primary key (case_id, person_id)
    );
    create index case_authors_person on case_authors (person_id);
    create table reports (
      id text primary key,
      case_id text not null references moderation_cases on delete cascade,
      reporter_id text references people,
      mark text,
      reason text not null check (reason in ('danger', 'private', 'hate', 'sexual', 'fraud', 'other')),
      details text not null check (char_length(details) <= 2000),
      excerpt text not null,
      at timestamptz not null,
      unique (case_id, reporter_id),
      unique (case_id, mark)
    );
    create index reports_reporter on reports (reporter_id);
    create table mutes (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      person_id text not null references people,
      case_id text not null references moderation_cases on delete cascade,
      since timestamptz not null,
      until timestamptz,
      ended_at timestamptz,
      ended_by text references people
    );
    create index mutes_person on mutes (hackathon_id, person_id) where ended_at is null;
    create index mutes_case on mutes (case_id);
    alter table files add column withheld_at timestamptz;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'alter table files drop column withheld_at; drop table mutes, reports, case_authors, moderation_cases',
  );
}
