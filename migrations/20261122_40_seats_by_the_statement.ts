// Seats are counted, cards hidden and jurors in conflict found once a statement and no longer once a row: a plan gives
// thousands of seats at once, and whoever takes one waits for it. And a new team of a plan whose question closed
// meanwhile does not begin.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger seats_counted on memberships;
    create or replace function count_seats() returns trigger language plpgsql as $$
    declare ids text[];
    begin
      if tg_op = 'INSERT' then
        ids := array(select distinct team_id from added);
      elsif tg_op = 'DELETE' then
        ids := array(select distinct team_id from gone);
      else
        ids := array(
          select team_id from (select id, team_id, ended_at from gone except select id, team_id, ended_at from added) was
          union
          select team_id from (select id, team_id, ended_at from added except select id, team_id, ended_at from gone) is_now);
      end if;
      -- The count is a statement of its own after the wait, so that it sees what it waited for.
      perform from teams where id = any(ids) order by id for no key update;
      update teams set taken = (select count(*) from memberships m where m.team_id = teams.id and m.ended_at is null)
       where id = any(ids);
      return null;
    end $$;
    create trigger seats_counted_added after insert on memberships
      referencing new table as added for each statement execute function count_seats();
    create trigger seats_counted_gone after delete on memberships
      referencing old table as gone for each statement execute function count_seats();
    create trigger seats_counted_changed after update on memberships
      referencing old table as gone new table as added for each statement execute function count_seats();

    drop trigger seeker_seated on memberships;
    create or replace function hide_seeker() returns trigger language plpgsql as $$
    begin
      update seekers s set hidden_at = greatest(a.joined_at, s.shown_at)
        from added a
       where a.ended_at is null and s.hackathon_id = a.hackathon_id and s.person_id = a.person_id
         and s.hidden_at is null;
      return null;
    end $$;
    create trigger seeker_seated after insert on memberships
      referencing new table as added for each statement execute function hide_seeker();

    -- As take_sheets_in_conflict_out, which the other tables keep: the hackathons first, then only teams with sheets.
    drop trigger jurors_in_conflict on memberships;
    create function take_sheets_of_new_members_out() returns trigger language plpgsql as $$
    declare one record;
    begin
      perform pg_advisory_xact_lock_shared(hashtextextended('jury ' || h.id, 0)) from (
        select distinct hackathon_id as id from added order by 1) h;
      for one in
        select a.team_id, a.hackathon_id, min(a.joined_at) as since from added a
         where exists (select from submissions s join sheets h on h.submission_id = s.id where s.team_id = a.team_id)
         group by a.team_id, a.hackathon_id order by a.team_id
      loop
        update sheets h set conflict_at = one.since, changed_at = one.since, version = h.version + 1
          from submissions s, rounds r
         where s.team_id = one.team_id and h.submission_id = s.id and r.id = h.round_id
           and r.locked_at is null and h.conflict_at is null
           and exists (select from barred_jurors b where b.hackathon_id = one.hackathon_id
             and b.juror_id = h.juror_id and b.team_id = one.team_id);
      end loop;
      return null;
    end $$;
    create trigger jurors_in_conflict after insert on memberships
      referencing new table as added for each statement execute function take_sheets_of_new_members_out();

    alter table placement_moves drop constraint placement_moves_outcome_check;
    alter table placement_moves add constraint placement_moves_outcome_check
      check (outcome in ('seated', 'gone', 'elsewhere', 'archived', 'full', 'closed', 'tooFew'));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    update placement_moves set outcome = 'archived' where outcome = 'closed';
    alter table placement_moves drop constraint placement_moves_outcome_check;
    alter table placement_moves add constraint placement_moves_outcome_check
      check (outcome in ('seated', 'gone', 'elsewhere', 'archived', 'full', 'tooFew'));
    drop trigger jurors_in_conflict on memberships;
    drop function take_sheets_of_new_members_out;
    create trigger jurors_in_conflict after insert on memberships for each row
      execute function take_sheets_in_conflict_out('joined_at');
    drop trigger seeker_seated on memberships;
    create or replace function hide_seeker() returns trigger language plpgsql as $$
    begin
      update seekers set hidden_at = greatest(new.joined_at, shown_at)
       where hackathon_id = new.hackathon_id and person_id = new.person_id and hidden_at is null;
      return null;
    end $$;
    create trigger seeker_seated after insert on memberships for each row
      when (new.ended_at is null) execute function hide_seeker();
    drop trigger seats_counted_added on memberships;
    drop trigger seats_counted_gone on memberships;
    drop trigger seats_counted_changed on memberships;
    create or replace function count_seats() returns trigger language plpgsql as $$
    declare team text := coalesce(new.team_id, old.team_id);
    begin
      -- The count is a statement of its own after the wait, so that it sees what it waited for.
      perform from teams where id = team for no key update;
      update teams set taken = (select count(*) from memberships m where m.team_id = teams.id and m.ended_at is null)
       where id = team;
      return null;
    end $$;
    create trigger seats_counted after insert or delete or update of ended_at, team_id on memberships
      for each row execute function count_seats();
  `);
}
