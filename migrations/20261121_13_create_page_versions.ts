// What pages show of a hackathon has a version that every change of it raises, so that one read tells whether a
// page is still right. Teams count their people, so that no page has to.
import type { Knex } from 'knex';

/** Tables whose rows stand on pages that are kept, with the column that names the hackathon. */
const SHOWN: Record<string, string> = {
  hackathons: 'id',
  phases: 'hackathon_id',
  challenges: 'hackathon_id',
  teams: 'hackathon_id',
  memberships: 'hackathon_id',
  publications: 'hackathon_id',
};

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- Counted anew, never added up: it is right in whatever order rows are written or copied back.
    alter table teams add column taken integer not null default 0;
    update teams set taken = (select count(*) from memberships m where m.team_id = teams.id and m.ended_at is null);
    create function count_seats() returns trigger language plpgsql as $$
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
    create index teams_question on teams (challenge_id, founded_at, id) include (taken) where archived_at is null;

    create function this_transaction() returns bigint language sql as $$
      select pg_current_xact_id()::text::bigint
    $$;
    create table page_versions (
      hackathon_id text primary key references hackathons on delete cascade,
      version uuid not null default gen_random_uuid(),
      changed_in bigint not null default this_transaction()
    );
    insert into page_versions (hackathon_id) select id from hackathons;

    -- Once a transaction, at its end: the row is locked for the moment of the commit only, after all others.
    create function raise_page_version(hackathon text) returns void language sql as $$
      insert into page_versions (hackathon_id) select id from hackathons where id = hackathon
      on conflict (hackathon_id) do update set version = gen_random_uuid(), changed_in = this_transaction()
        where page_versions.changed_in <> this_transaction()
    $$;
    create function shown_row_changed() returns trigger language plpgsql as $$
    begin
      perform raise_page_version(to_jsonb(coalesce(new, old)) ->> tg_argv[0]);
      return null;
    end $$;
    create function shown_person_changed() returns trigger language plpgsql as $$
    begin
      perform raise_page_version(one.hackathon_id) from (
        select distinct hackathon_id from memberships where person_id = new.id order by hackathon_id) one;
      return null;
    end $$;
    ${Object.entries(SHOWN)
      .map(
        ([table, column]) => `
    create constraint trigger shown_changed after insert or update or delete on ${table}
      deferrable initially deferred for each row execute function shown_row_changed('${column}');`,
      )
      .join('')}
    create constraint trigger shown_changed after update of display_name, weave_seed, disabled_at on people
      deferrable initially deferred for each row execute function shown_person_changed();
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop index teams_question;
    drop trigger seats_counted on memberships;
    drop function count_seats;
    alter table teams drop column taken;
    drop trigger shown_changed on people;
    ${Object.keys(SHOWN)
      .map((table) => `drop trigger shown_changed on ${table};`)
      .join('\n    ')}
    drop function shown_person_changed, shown_row_changed, raise_page_version;
    drop table page_versions;
    drop function this_transaction;
  `);
}
