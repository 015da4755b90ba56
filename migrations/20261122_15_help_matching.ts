// Help that finds its people: how urgent, about what, what an expert can help with; ratings after help; hours in
// which a team rests.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table help_requests
      add column urgency text not null default 'normal' check (urgency in ('normal', 'urgent')),
      add column about text check (about in ('problem', 'affected', 'evidence', 'proposal', 'authority', 'cost',
        'first_step', 'stuck', 'sources')),
      add column escalated_at timestamptz;
    create index help_requests_live on help_requests (asked_at) where state in ('open', 'claimed');
    create index help_requests_answered on help_requests (hackathon_id, language, claimed_at)
      where state in ('claimed', 'done');
    create index help_requests_done on help_requests (team_id, ended_at) where state = 'done';
    create index help_requests_claimer on help_requests (claimed_by) where claimed_by is not null;

    alter table roles add column topics text[] not null default '{}';

    create table help_ratings (
      help_id text not null references help_requests on delete cascade,
      person_id text not null references people,
      rating text not null check (rating in ('helped', 'little', 'not')),
      at timestamptz not null,
      primary key (help_id, person_id)
    );
    create index help_ratings_person on help_ratings (person_id);
    create trigger zz_living_writer after insert on help_ratings for each row
      execute function refuse_the_erased('person_id');

    -- Hours of the day in the hackathon's zone; over midnight when the end is before the beginning.
    alter table teams add column quiet_from time, add column quiet_until time,
      add constraint teams_quiet check ((quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until);
    create function rests_until(quiet_from time, quiet_until time, zone text, at timestamptz)
      returns timestamptz language sql stable as $$
      select case when case when quiet_from < quiet_until
               then local::time >= quiet_from and local::time < quiet_until
               else local::time >= quiet_from or local::time < quiet_until end
             then (local::date + quiet_until
               + case when local::time < quiet_until then interval '0' else interval '1 day' end) at time zone zone
             end
        from (select at at time zone zone as local) as here
    $$;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop function rests_until;
    alter table teams drop column quiet_from, drop column quiet_until;
    drop table help_ratings;
    alter table roles drop column topics;
    drop index help_requests_live, help_requests_answered, help_requests_done, help_requests_claimer;
    alter table help_requests drop column urgency, drop column about, drop column escalated_at;
  `);
}
