// Two teams become one: what one offers the other, and seats that went over with a merge.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table team_mergers (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      -- The people of this team would move into the other one.
      team_id text not null,
      into_id text not null,
      offered_by text not null references people,
      offered_at timestamptz not null,
      -- closed: one of the two merged otherwise; ended: the lock came, or there is no room any more.
      decision text check (decision in ('accepted', 'refused', 'withdrawn', 'closed', 'ended')),
      decided_at timestamptz,
      decided_by text references people,
      check ((decision is null) = (decided_at is null)),
      check (team_id <> into_id),
      foreign key (team_id, hackathon_id) references teams (id, hackathon_id) on delete cascade,
      foreign key (into_id, hackathon_id) references teams (id, hackathon_id) on delete cascade
    );
    -- One at a time between two teams, whoever offered first.
    create unique index team_mergers_one on team_mergers (least(team_id, into_id), greatest(team_id, into_id))
      where decided_at is null;
    create index team_mergers_hackathon on team_mergers (hackathon_id);
    create index team_mergers_team on team_mergers (team_id, hackathon_id);
    create index team_mergers_into on team_mergers (into_id, hackathon_id);
    create index team_mergers_offered_by on team_mergers (offered_by);
    create index team_mergers_decided_by on team_mergers (decided_by) where decided_by is not null;
    create trigger zz_living_writer after insert on team_mergers for each row execute function refuse_the_erased('offered_by');
    create trigger zz_living_decider after update of decided_by on team_mergers for each row
      when (new.decided_by is not null) execute function refuse_the_erased('decided_by');

    alter table seat_changes drop constraint seat_changes_kind_check, drop constraint seat_changes_check;
    alter table seat_changes add constraint seat_changes_kind_check check (kind in ('removed', 'moved', 'merged')),
      add constraint seat_changes_check check ((kind <> 'removed') = (to_membership_id is not null));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    update seat_changes set kind = 'moved' where kind = 'merged';
    alter table seat_changes drop constraint seat_changes_kind_check, drop constraint seat_changes_check;
    alter table seat_changes add constraint seat_changes_kind_check check (kind in ('removed', 'moved')),
      add constraint seat_changes_check check ((kind = 'moved') = (to_membership_id is not null));
    drop table team_mergers;
  `);
}
