// A declaration of conflict that was a mistake can be taken back. That it was, by whom and why stays.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table conflicts_taken_back (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      juror_id text not null references people,
      team_id text not null references teams on delete cascade,
      declared_at timestamptz not null,
      taken_back_at timestamptz not null,
      taken_back_by text not null references people,
      -- Empty where the juror took it back.
      reason text not null check (char_length(reason) <= 500),
      check (taken_back_by = juror_id or reason <> '')
    );
    create index conflicts_taken_back_list on conflicts_taken_back (hackathon_id, taken_back_at);
    create index conflicts_taken_back_juror on conflicts_taken_back (juror_id);
    create index conflicts_taken_back_team on conflicts_taken_back (team_id);
    create index conflicts_taken_back_by on conflicts_taken_back (taken_back_by);
    create trigger zz_living_writer after insert on conflicts_taken_back for each row
      execute function refuse_the_erased('taken_back_by');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table conflicts_taken_back');
}
