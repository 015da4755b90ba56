// What jurors say about their reading, conflicts of interest that no path gets around, the exercise of the jury.
import type { Knex } from 'knex';

/** Rows that may bar a juror from a team, with the column that says since when. */
const BARRING: Record<string, string> = {
  advisers: 'since',
  memberships: 'joined_at',
  join_requests: 'asked_at',
  bookings: 'booked_at',
  conflicts: 'found_at',
};

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table juror_terms (
      hackathon_id text not null references hackathons on delete cascade,
      person_id text not null references people,
      sheets_max integer check (sheets_max between 1 and 200),
      stopped_at timestamptz,
      stopped_by text references people,
      changed_at timestamptz not null,
      primary key (hackathon_id, person_id)
    );
    create index juror_terms_person on juror_terms (person_id);
    create index conflicts_team on conflicts (team_id);

    alter table conflicts drop constraint conflicts_kind_check;
    alter table conflicts add constraint conflicts_kind_check
      check (kind in ('declared', 'member', 'adviser', 'organisation', 'invited'));

    -- Who sat in a team or advised it, even if that is over; who works where one of its advisers works; whom the
    -- team asked for an hour of their own, or who asked for a seat in it. By person, never by address.
    create view found_conflicts as
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
            and lower(btrim(regexp_replace(j.organisation, '\\s+', ' ', 'g')))
              = lower(btrim(regexp_replace(e.organisation, '\\s+', ' ', 'g')))
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

    create view barred_jurors as
      select hackathon_id, juror_id, team_id from conflicts
      union all select hackathon_id, juror_id, team_id from found_conflicts;

    -- Whoever names readers waits for those who make conflicts in that hackathon, and they for it. The later of the
    -- two sees the earlier: a sheet in conflict is not made, and one that was made does not count from then on.
    create function refuse_readers_in_conflict() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(hashtextextended('jury ' || h.id, 0)) from (
        select distinct r.hackathon_id as id from added a join rounds r on r.id = a.round_id order by 1) h;
      if exists (
        select from added a join submissions s on s.id = a.submission_id
          join barred_jurors b on b.hackathon_id = s.hackathon_id and b.juror_id = a.juror_id
            and b.team_id = s.team_id
         where a.conflict_at is null
      ) then
        raise exception 'this juror must not read this team' using errcode = 'IL002';
      end if;
      return null;
    end $$;
    create trigger readers_without_conflict after insert on sheets
      referencing new table as added for each statement execute function refuse_readers_in_conflict();

    create function take_sheets_in_conflict_out() returns trigger language plpgsql as $$
    declare
      since timestamptz := (to_jsonb(new) ->> tg_argv[0])::timestamptz;
      home text := (select hackathon_id from teams where id = new.team_id);
    begin
      perform pg_advisory_xact_lock_shared(hashtextextended('jury ' || home, 0));
      update sheets h set conflict_at = since, changed_at = since, version = h.version + 1
        from submissions s, rounds r
       where s.team_id = new.team_id and h.submission_id = s.id and r.id = h.round_id
         and r.locked_at is null and h.conflict_at is null
         and exists (select from barred_jurors b where b.hackathon_id = home
           and b.juror_id = h.juror_id and b.team_id = new.team_id);
      return null;
    end $$;
    ${Object.entries(BARRING)
      .map(
        ([table, since]) =>
          `create trigger jurors_in_conflict after insert on ${table} for each row
             execute function take_sheets_in_conflict_out('${since}');`,
      )
      .join('\n')}

    -- Two short texts that everybody in the jury scores before judging. They never count anywhere.
    create table sample_proposals (
      hackathon_id text not null references hackathons on delete cascade,
      number smallint not null check (number in (1, 2)),
      title jsonb not null,
      text jsonb not null,
      written_by text not null references people,
      written_at timestamptz not null,
      primary key (hackathon_id, number)
    );
    create index sample_proposals_by on sample_proposals (written_by);
    create table sample_scores (
      hackathon_id text not null references hackathons on delete cascade,
      number smallint not null check (number in (1, 2)),
      juror_id text not null references people,
      round_id text not null,
      criterion_id text not null,
      score numeric not null,
      scored_at timestamptz not null,
      primary key (hackathon_id, number, juror_id, criterion_id),
      foreign key (round_id, criterion_id) references criteria on delete cascade
    );
    create index sample_scores_juror on sample_scores (juror_id);
    create table sample_remarks (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      person_id text not null references people,
      text text not null check (char_length(text) between 1 and 1000),
      written_at timestamptz not null
    );
    create index sample_remarks_list on sample_remarks (hackathon_id, written_at);
    create index sample_remarks_person on sample_remarks (person_id);
    create trigger zz_living_writer after insert on juror_terms for each row
      execute function refuse_the_erased('person_id');
    create trigger zz_living_writer after insert on sample_proposals for each row
      execute function refuse_the_erased('written_by');
    create trigger zz_living_writer after insert on sample_scores for each row
      execute function refuse_the_erased('juror_id');
    create trigger zz_living_writer after insert on sample_remarks for each row
      execute function refuse_the_erased('person_id');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table sample_remarks, sample_scores, sample_proposals;
    ${Object.keys(BARRING)
      .map((table) => `drop trigger jurors_in_conflict on ${table};`)
      .join('\n')}
    drop trigger readers_without_conflict on sheets;
    drop function take_sheets_in_conflict_out(), refuse_readers_in_conflict();
    drop view barred_jurors, found_conflicts;
    delete from conflicts where kind = 'invited';
    alter table conflicts drop constraint conflicts_kind_check;
    alter table conflicts add constraint conflicts_kind_check
      check (kind in ('declared', 'member', 'adviser', 'organisation'));
    drop index conflicts_team;
    drop table juror_terms;
  `);
}
