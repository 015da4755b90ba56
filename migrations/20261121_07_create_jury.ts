// Rounds with criteria, the sheets of jurors, conflicts of interest.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table rounds (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      challenge_id text references challenges,
      scale_min numeric not null default 1,
      scale_max numeric not null default 5,
      scale_step numeric not null default 1 check (scale_step > 0),
      method text not null default 'mean' check (method in ('mean', 'median', 'calibrated')),
      locked_at timestamptz,
      check (scale_min < scale_max)
    );
    create unique index rounds_scope on rounds (hackathon_id, coalesce(challenge_id, ''));
    create table criteria (
      round_id text not null references rounds on delete cascade,
      id text not null check (id ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
      position integer not null,
      title jsonb not null,
      weight numeric not null check (weight > 0),
      levels jsonb not null default '{}',
      removed_at timestamptz,
      primary key (round_id, id)
    );
    create index criteria_round on criteria (round_id, position);
    create table sheets (
      id text primary key,
      round_id text not null references rounds on delete cascade,
      submission_id text not null references submissions on delete cascade,
      juror_id text not null references people,
      version integer not null default 1,
      feedback text not null default '',
      note text not null default '',
      assigned_by text not null references people,
      assigned_at timestamptz not null,
      changed_at timestamptz not null,
      handed_in_at timestamptz,
      conflict_at timestamptz,
      unique (round_id, submission_id, juror_id),
      unique (id, round_id)
    );
    create index sheets_juror on sheets (juror_id);
    create index sheets_submission on sheets (submission_id);
    create table scores (
      sheet_id text not null,
      round_id text not null,
      criterion_id text not null,
      score numeric not null,
      primary key (sheet_id, criterion_id),
      foreign key (sheet_id, round_id) references sheets (id, round_id) on delete cascade,
      foreign key (round_id, criterion_id) references criteria
    );
    create table conflicts (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      juror_id text not null references people,
      team_id text not null references teams on delete cascade,
      kind text not null check (kind in ('declared', 'member', 'adviser', 'organisation')),
      reason text not null default '',
      found_at timestamptz not null,
      unique (juror_id, team_id)
    );
    create table jury_feedback (
      round_id text not null references rounds on delete cascade,
      submission_id text not null references submissions on delete cascade,
      text text not null,
      written_by text not null references people,
      written_at timestamptz not null,
      primary key (round_id, submission_id)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table jury_feedback, conflicts, scores, sheets, criteria, rounds');
}
