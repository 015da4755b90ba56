// Ways into a team: somebody is invited by their account, links have a short code, and what waits can end at the
// lock. No words are kept here: an invitation says no more than that it was made.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table personal_invitations (
      id text primary key,
      team_id text not null,
      hackathon_id text not null,
      person_id text not null references people,
      invited_by text not null references people,
      invited_at timestamptz not null,
      decided_at timestamptz,
      decided_by text references people,
      decision text check (decision in ('accepted', 'refused', 'withdrawn', 'closed', 'ended')),
      check ((decided_at is null) = (decision is null)),
      foreign key (team_id, hackathon_id) references teams (id, hackathon_id) on delete cascade
    );
    create unique index personal_invitations_once on personal_invitations (team_id, person_id)
      where decided_at is null;
    create index personal_invitations_team on personal_invitations (team_id, hackathon_id);
    create index personal_invitations_person on personal_invitations (person_id, hackathon_id);
    create index personal_invitations_by on personal_invitations (invited_by);
    create index personal_invitations_decided on personal_invitations (decided_by);
    create trigger zz_living_writer after insert on personal_invitations for each row
      execute function refuse_the_erased('invited_by');
    create trigger zz_living_invited after insert on personal_invitations for each row
      execute function refuse_the_erased('person_id');

    alter table join_requests drop constraint join_requests_decision_check;
    alter table join_requests add constraint join_requests_decision_check
      check (decision in ('accepted', 'refused', 'withdrawn', 'closed', 'ended'));

    -- A keyed hash: whoever reads the table cannot type the code.
    alter table invitations add column code_hash text check (code_hash is null or team_id is not null);
    create unique index invitations_code on invitations (code_hash) where code_hash is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index invitations_code;
    alter table invitations drop column code_hash;
    update join_requests set decision = 'closed' where decision = 'ended';
    alter table join_requests drop constraint join_requests_decision_check;
    alter table join_requests add constraint join_requests_decision_check
      check (decision in ('accepted', 'refused', 'withdrawn', 'closed'));
    drop table personal_invitations;
  `);
}
