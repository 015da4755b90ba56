// Of judging while it goes on: sheets that are put off or wait for a translation, reminders, what the jury notes
// when it meets, prizes with their reasons.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table sheets
      add column to_translate boolean not null default false,
      add column skipped_at timestamptz,
      add column skip_reason text not null default '' check (char_length(skip_reason) <= 400),
      add constraint sheets_skipped check (skipped_at is null or (handed_in_at is null and skip_reason <> ''));

    -- The last reminder of each juror: there is never a second one within a day.
    create table jury_reminders (
      hackathon_id text not null references hackathons on delete cascade,
      juror_id text not null references people,
      sent_by text not null references people,
      sent_at timestamptz not null,
      primary key (hackathon_id, juror_id)
    );
    create index jury_reminders_juror on jury_reminders (juror_id);

    create table discussion_notes (
      round_id text not null references rounds on delete cascade,
      submission_id text not null references submissions on delete cascade,
      version integer not null check (version > 0),
      text text not null check (char_length(text) <= 4000),
      changed_by text not null references people,
      changed_at timestamptz not null,
      primary key (round_id, submission_id)
    );
    create index discussion_notes_submission on discussion_notes (submission_id);

    -- Prizes for a place are awarded along the ranking, of a challenge if each has one; mentions to any proposal.
    create table prizes (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      challenge_id text references challenges,
      kind text not null check (kind in ('place', 'mention')),
      position integer not null check (position > 0),
      name jsonb not null check (name <> '{}')
    );
    create index prizes_challenge on prizes (challenge_id) where challenge_id is not null;
    create index prizes_hackathon on prizes (hackathon_id, position);
    create table prize_awards (
      id text primary key,
      prize_id text not null references prizes,
      submission_id text not null references submissions on delete cascade,
      reason text not null check (reason <> '' and char_length(reason) <= 2000),
      awarded_by text not null references people,
      awarded_at timestamptz not null,
      unique (prize_id, submission_id)
    );
    create index prize_awards_submission on prize_awards (submission_id);

    create trigger zz_living_writer after insert or update on discussion_notes for each row
      execute function refuse_the_erased('changed_by');
    create trigger zz_living_writer after insert on prize_awards for each row
      execute function refuse_the_erased('awarded_by');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table prize_awards, prizes, discussion_notes, jury_reminders;
    alter table sheets
      drop constraint sheets_skipped, drop column skip_reason, drop column skipped_at, drop column to_translate;
  `);
}
