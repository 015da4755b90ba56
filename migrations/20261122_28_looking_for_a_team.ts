// How a team works together and what it looks for; the cards of people who look for a team. A card hides when its
// person gets a seat, whichever way they come in, and stays theirs: what members said they bring is what a team has.
import type { Knex } from 'knex';

const SKILLS = `array['research','writing','speaking','numbers','design','film','organising','tech','interviews']`;
const TIMES = `array['mornings','afternoons','evenings','weekends']`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table teams
      add column seeks text[] not null default '{}' check (seeks <@ ${SKILLS}),
      add column times text[] not null default '{}' check (times <@ ${TIMES}),
      add column channel text check (channel in ('room', 'calls', 'place', 'mixed'));
    create table seekers (
      hackathon_id text not null references hackathons on delete cascade,
      person_id text not null references people on delete cascade,
      challenges text[] not null default '{}',
      languages text[] not null check (cardinality(languages) > 0),
      times text[] not null default '{}' check (times <@ ${TIMES}),
      skills text[] not null default '{}' check (skills <@ ${SKILLS}),
      shown_at timestamptz not null,
      hidden_at timestamptz check (hidden_at >= shown_at),
      primary key (hackathon_id, person_id)
    );
    create index seekers_person on seekers (person_id);
    create trigger zz_living_writer after insert on seekers for each row
      execute function refuse_the_erased('person_id');
    create constraint trigger shown_changed after insert or update or delete on seekers
      deferrable initially deferred for each row execute function shown_row_changed('hackathon_id');

    create function hide_seeker() returns trigger language plpgsql as $$
    begin
      update seekers set hidden_at = greatest(new.joined_at, shown_at)
       where hackathon_id = new.hackathon_id and person_id = new.person_id and hidden_at is null;
      return null;
    end $$;
    create trigger seeker_seated after insert on memberships for each row
      when (new.ended_at is null) execute function hide_seeker();
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger seeker_seated on memberships;
    drop function hide_seeker;
    drop table seekers;
    alter table teams drop column seeks, drop column times, drop column channel;
  `);
}
