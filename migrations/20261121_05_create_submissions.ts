// A team's proposal: its sections with every saved version, files, advice, and the frozen hand-ins.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table submissions (
      id text primary key,
      team_id text not null unique,
      hackathon_id text not null,
      begun_at timestamptz not null,
      foreign key (team_id, hackathon_id) references teams (id, hackathon_id) on delete cascade
    );
    create index submissions_hackathon on submissions (hackathon_id);
    create table sections (
      submission_id text not null references submissions on delete cascade,
      key text not null check (key in
        ('problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step')),
      version integer not null check (version > 0),
      text text not null check (char_length(text) <= 4000),
      saved_by text not null references people,
      saved_at timestamptz not null,
      primary key (submission_id, key, version)
    );
    create table files (
      id text primary key,
      submission_id text not null references submissions on delete cascade,
      name text not null,
      bytes integer not null check (bytes > 0),
      type text not null,
      sha256 text not null,
      stored_as text not null unique,
      uploaded_by text not null references people,
      uploaded_at timestamptz not null,
      removed_at timestamptz,
      removed_by text references people
    );
    create index files_submission on files (submission_id);
    create table submission_versions (
      id text primary key,
      submission_id text not null references submissions on delete cascade,
      number integer not null check (number > 0),
      challenge_id text not null references challenges,
      sections jsonb not null,
      files jsonb not null,
      roster jsonb not null,
      sha256 text not null,
      handed_in_by text not null references people,
      handed_in_at timestamptz not null,
      unique (submission_id, number)
    );
    create table feedback_items (
      id text primary key,
      submission_id text not null references submissions on delete cascade,
      section text not null check (section in
        ('problem', 'affected', 'evidence', 'proposal', 'authority', 'cost', 'first_step')),
      section_version integer not null,
      kind text not null check (kind in ('question', 'suggestion', 'praise', 'check')),
      body text not null check (char_length(body) between 1 and 2000),
      by_id text not null references people,
      at timestamptz not null,
      answer text check (answer in ('taken', 'not-taken')),
      because text,
      answered_by text references people,
      answered_at timestamptz,
      check (answer is distinct from 'not-taken' or because <> '')
    );
    create index feedback_items_submission on feedback_items (submission_id, at);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table feedback_items, submission_versions, files, sections, submissions');
}
