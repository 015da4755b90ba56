// The policy questions of a hackathon, and the evidence cards collected for them.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table challenges (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 60),
      position integer not null,
      title jsonb not null,
      in_short jsonb not null default '{}',
      brief jsonb not null default '{}',
      asked_by jsonb not null default '{}',
      weave_seed text not null,
      written_by text not null references people,
      written_at timestamptz not null,
      changed_at timestamptz not null,
      version integer not null default 1,
      closing jsonb,
      closed_by text references people,
      closed_at timestamptz,
      check ((closed_at is null) = (closing is null)),
      unique (hackathon_id, slug),
      unique (id, hackathon_id)
    );
    create table evidence_cards (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      number integer not null,
      claim text not null check (char_length(claim) between 1 and 200),
      kind text not null check (kind in
        ('lived-experience', 'statistic', 'law', 'interview', 'practice', 'expert-view')),
      source text not null,
      url text,
      language text not null,
      written_by text not null references people,
      written_at timestamptz not null,
      withdrawn_at timestamptz,
      unique (hackathon_id, number)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table evidence_cards, challenges');
}
