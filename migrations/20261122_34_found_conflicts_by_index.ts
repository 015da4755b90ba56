// Conflicts are found from the jurors on, over indexes: on a database without statistics the planner took the view for
// one row and compared every organisation with every other, once for each juror.
import type { Knex } from 'knex';

const keyOf = (column: string) => `lower(btrim(regexp_replace(${column}, '\\s+', ' ', 'g')))`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create index roles_organisation on roles ((${keyOf('organisation')}), hackathon_id)
      where btrim(organisation) <> '';

    -- Every branch names the juror itself: a condition around the union is not carried into branches with joins.
    create or replace view found_conflicts as
      select distinct on (hackathon_id, juror_id, team_id) hackathon_id, juror_id, team_id, kind from (
        select m.hackathon_id, m.person_id as juror_id, m.team_id, 'member' as kind, 1 as rank
          from memberships m
          join roles r on r.hackathon_id = m.hackathon_id and r.person_id = m.person_id and r.role = 'juror'
        union all
        select t.hackathon_id, a.person_id, a.team_id, 'adviser', 2
          from advisers a
          join teams t on t.id = a.team_id
          join roles r on r.hackathon_id = t.hackathon_id and r.person_id = a.person_id and r.role = 'juror'
        union all
        select t.hackathon_id, j.person_id, a.team_id, 'organisation', 3
          from advisers a
          join teams t on t.id = a.team_id
          join roles e on e.hackathon_id = t.hackathon_id and e.person_id = a.person_id
            and btrim(e.organisation) <> ''
          join roles j on j.hackathon_id = t.hackathon_id and j.person_id <> a.person_id
            and btrim(j.organisation) <> '' and ${keyOf('j.organisation')} = ${keyOf('e.organisation')}
          join roles r on r.hackathon_id = t.hackathon_id and r.person_id = j.person_id and r.role = 'juror'
        union all
        select q.hackathon_id, q.person_id, q.team_id, 'invited', 4
          from join_requests q
          join roles r on r.hackathon_id = q.hackathon_id and r.person_id = q.person_id and r.role = 'juror'
        union all
        select s.hackathon_id, s.expert_id, b.team_id, 'invited', 4
          from bookings b
          join slots s on s.id = b.slot_id
          join roles r on r.hackathon_id = s.hackathon_id and r.person_id = s.expert_id and r.role = 'juror'
          where s.kind = 'team' and b.cancelled_at is null
      ) found
      order by hackathon_id, juror_id, team_id, rank;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    create or replace view found_conflicts as
      select distinct on (hackathon_id, juror_id, team_id) hackathon_id, juror_id, team_id, kind from (
        select m.hackathon_id, m.person_id as juror_id, m.team_id, 'member' as kind, 1 as rank from memberships m
        union all
        select t.hackathon_id, a.person_id, a.team_id, 'adviser', 2
          from advisers a join teams t on t.id = a.team_id
        union all
        select t.hackathon_id, j.person_id, a.team_id, 'organisation', 3
          from advisers a
          join teams t on t.id = a.team_id
          join roles e on e.hackathon_id = t.hackathon_id and e.person_id = a.person_id
          join roles j on j.hackathon_id = t.hackathon_id and j.person_id <> a.person_id
            and ${keyOf('j.organisation')} = ${keyOf('e.organisation')}
          where btrim(j.organisation) <> ''
        union all
        select r.hackathon_id, r.person_id, r.team_id, 'invited', 4 from join_requests r
        union all
        select s.hackathon_id, s.expert_id, b.team_id, 'invited', 4
          from bookings b join slots s on s.id = b.slot_id
          where s.kind = 'team' and b.cancelled_at is null
      ) found
      where exists (select from roles r where r.hackathon_id = found.hackathon_id
        and r.person_id = found.juror_id and r.role = 'juror')
      order by hackathon_id, juror_id, team_id, rank;
    drop index roles_organisation;
  `);
}
