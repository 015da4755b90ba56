// What organisers settle about a round before judging opens, when it was frozen, and who reached the final.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table rounds
      add column scope text not null default 'hackathon' check (scope in ('hackathon', 'challenge')),
      add column stages smallint not null default 1 check (stages in (1, 2)),
      add column sheets_each smallint not null default 3 check (sheets_each between 1 and 20),
      -- One in so many proposals reaches the final, and gets so many sheets more.
      add column final_one_in smallint not null default 4 check (final_one_in between 3 and 6),
      add column final_sheets smallint not null default 3 check (final_sheets between 1 and 20),
      add column shows text not null default 'bands' check (shows in ('bands', 'places')),
      add column frozen_at timestamptz,
      add column frozen jsonb,
      add constraint rounds_frozen check ((frozen_at is null) = (frozen is null));

    -- What stands at the opening of judging is kept as it stood. Nothing changes a round that is frozen.
    create function freeze_round(of_hackathon text, since timestamptz) returns void language sql as $$
      update rounds set frozen_at = since, frozen = jsonb_build_object('scope', scope, 'method', method,
          'stages', stages, 'sheetsEach', sheets_each, 'finalOneIn', final_one_in, 'finalSheets', final_sheets,
          'shows', shows)
       where hackathon_id = of_hackathon and frozen_at is null
    $$;
    -- Judging that opened, or is opened now, stays opened for the settings, wherever its dates are moved.
    create function judging_moved() returns trigger language plpgsql as $$
    begin
      perform freeze_round(new.hackathon_id, least(new.old_opens_at, new.new_opens_at))
        where least(new.old_opens_at, new.new_opens_at) <= new.at;
      return null;
    end $$;
    create trigger rounds_frozen after insert on phase_changes for each row
      when (new.phase = 'judging') execute function judging_moved();

    create table finals (
      round_id text primary key references rounds on delete cascade,
      opened_by text not null references people,
      opened_at timestamptz not null,
      -- Of the sheets that decided who reached it.
      input_sha256 text not null
    );
    create index finals_opened_by on finals (opened_by);
    create table finalists (
      round_id text not null references finals on delete cascade,
      submission_id text not null references submissions on delete cascade,
      place integer not null,
      -- 'share': within the top share; 'close': cannot be told apart from the last of them.
      because text not null check (because in ('share', 'close')),
      primary key (round_id, submission_id)
    );
    create index finalists_submission on finalists (submission_id);

    -- Jurors of the ranking that has fewest: letters hide nobody where they are fewer than five.
    alter table publications add column jurors_fewest integer not null default 0;
    update publications set jurors_fewest = jurors;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table publications drop column jurors_fewest;
    drop table finalists, finals;
    drop trigger rounds_frozen on phase_changes;
    drop function judging_moved(), freeze_round(text, timestamptz);
    alter table rounds
      drop constraint rounds_frozen, drop column frozen, drop column frozen_at, drop column shows,
      drop column final_sheets, drop column final_one_in, drop column sheets_each, drop column stages,
      drop column scope;
  `);
}
