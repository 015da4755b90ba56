// What becomes of seats and names: who took a seat away or moved somebody, and why; who asked to be captain while
// the captain was away; what a team was called before.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table seat_changes (
      id text primary key,
      kind text not null check (kind in ('removed', 'moved')),
      hackathon_id text not null references hackathons on delete cascade,
      -- The seat that ended, and the one that began.
      membership_id text not null unique references memberships on delete cascade,
      to_membership_id text unique references memberships on delete cascade,
      person_id text not null references people,
      by_id text not null references people,
      reason text not null check (char_length(reason) <= 400),
      at timestamptz not null,
      objection text check (char_length(objection) <= 1000),
      objected_at timestamptz,
      answer text check (char_length(answer) between 1 and 1000),
      answered_by text references people,
      answered_at timestamptz,
      check ((kind = 'moved') = (to_membership_id is not null)),
      check ((objection is null) = (objected_at is null)),
      check ((answer is null) = (answered_at is null)),
      check ((answer is null) = (answered_by is null)),
      check (answer is null or objection is not null),
      check (objection is null or kind = 'removed')
    );
    create index seat_changes_hackathon on seat_changes (hackathon_id);
    create index seat_changes_person on seat_changes (person_id);
    create index seat_changes_by on seat_changes (by_id);
    create index seat_changes_answered_by on seat_changes (answered_by) where answered_by is not null;

    create table takeovers (
      id text primary key,
      team_id text not null,
      hackathon_id text not null,
      asked_by text not null references people,
      captain_id text not null references people,
      asked_at timestamptz not null,
      due_at timestamptz not null,
      ended_at timestamptz,
      -- lapsed: somebody left meanwhile, or the seat of the captain had changed.
      outcome text check (outcome in ('taken', 'stayed', 'lapsed')),
      check ((ended_at is null) = (outcome is null)),
      foreign key (team_id, hackathon_id) references teams (id, hackathon_id) on delete cascade
    );
    create unique index takeovers_one on takeovers (team_id) where ended_at is null;
    create index takeovers_due on takeovers (due_at) where ended_at is null;
    create index takeovers_team on takeovers (team_id, hackathon_id);
    create index takeovers_asked_by on takeovers (asked_by);
    create index takeovers_captain on takeovers (captain_id);

    create table team_names (
      id text primary key,
      team_id text not null references teams on delete cascade,
      name text not null check (char_length(name) between 1 and 60),
      -- Until then the team was called so.
      until timestamptz not null,
      changed_by text not null references people
    );
    create index team_names_team on team_names (team_id, until);
    create index team_names_changed_by on team_names (changed_by);

    create trigger zz_living_writer after insert on seat_changes for each row execute function refuse_the_erased('by_id');
    create trigger zz_living_seat after insert on seat_changes for each row execute function refuse_the_erased('person_id');
    create trigger zz_living_objector after update of objection on seat_changes for each row
      when (new.objection <> '') execute function refuse_the_erased('person_id');
    create trigger zz_living_answer after update of answered_by on seat_changes for each row
      when (new.answered_by is not null) execute function refuse_the_erased('answered_by');
    create trigger zz_living_writer after insert on takeovers for each row execute function refuse_the_erased('asked_by');
    create trigger zz_living_writer after insert on team_names for each row execute function refuse_the_erased('changed_by');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table team_names, takeovers, seat_changes');
}
