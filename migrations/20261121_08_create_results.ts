// What was published never moves: a publication holds its frozen ranking, feedback and protocol.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table publications (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      number integer not null,
      reason text not null default '',
      protocol text not null,
      protocol_sha256 text not null,
      submissions integer not null,
      jurors integer not null,
      sheets integer not null,
      published_by text not null references people,
      published_at timestamptz not null,
      unique (hackathon_id, number)
    );
    create table rankings (
      id text primary key,
      publication_id text not null references publications on delete cascade,
      round_id text not null references rounds,
      challenge_id text references challenges,
      method text not null,
      scale jsonb not null,
      criteria jsonb not null
    );
    create index rankings_publication on rankings (publication_id);
    create table ranking_entries (
      ranking_id text not null references rankings on delete cascade,
      submission_id text not null references submissions,
      version_id text not null references submission_versions,
      team_name text not null,
      place integer,
      low integer,
      high integer,
      score numeric,
      band integer,
      sheets integer not null,
      profile jsonb not null,
      feedback jsonb not null,
      primary key (ranking_id, submission_id)
    );
    create index ranking_entries_submission on ranking_entries (submission_id);
    create table recommendations (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      submission_id text not null references submissions,
      version_id text not null references submission_versions,
      authority_id text not null references people,
      authority_name text not null,
      letter text not null default '',
      sent_by text not null references people,
      sent_at timestamptz not null,
      answer_by timestamptz not null,
      decision text check (decision in ('adopted', 'partly', 'not-adopted', 'referred')),
      reason text,
      answered_by text references people,
      answered_at timestamptz,
      unique (submission_id, authority_id),
      check ((decision is null) = (answered_at is null)),
      check (decision is null or reason <> '')
    );
    create index recommendations_hackathon on recommendations (hackathon_id, sent_at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table recommendations, ranking_entries, rankings, publications');
}
