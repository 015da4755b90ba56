// Deleting an account: the person's row stays as a tombstone without identity, and nothing more is written in
// its name. Also who pays for a hackathon, and who stands behind it.
import type { Knex } from 'knex';

/** Tables in which a row is written in the name of a person, with the column that says who. */
const WRITERS: Record<string, string> = {
  login_sessions: 'person_id',
  recovery_codes: 'person_id',
  hackathons: 'founded_by',
  invitations: 'made_by',
  roles: 'person_id',
  participation_questions: 'person_id',
  challenges: 'written_by',
  evidence_cards: 'written_by',
  teams: 'founded_by',
  memberships: 'person_id',
  join_requests: 'person_id',
  sections: 'saved_by',
  files: 'uploaded_by',
  submission_versions: 'handed_in_by',
  feedback_items: 'by_id',
  room_visits: 'person_id',
  advisers: 'person_id',
  help_requests: 'asked_by',
  sheets: 'juror_id',
  conflicts: 'juror_id',
  recommendations: 'authority_id',
};

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table people add column erased_at timestamptz;
    alter table people add constraint people_erased check (erased_at is null or (
      display_name = '⸺' and login = login_key and email is null and password_hash = '!'
      and disabled_at is not null and may_found_at is null and admin_at is null));

    -- The foreign key waits for an erasure that is under way; this, fired after it, sees what came of it.
    create function refuse_the_erased() returns trigger language plpgsql as $$
    begin
      if exists (select from people where id = to_jsonb(new) ->> tg_argv[0] and erased_at is not null) then
        raise exception 'this person is no more' using errcode = 'IL001';
      end if;
      return null;
    end $$;
    create trigger zz_living_author after insert on entries for each row
      when (new.kind in ('message', 'edit')) execute function refuse_the_erased('author_id');
    create trigger zz_living_claimer after update of claimed_by on help_requests for each row
      when (new.claimed_by is distinct from old.claimed_by and new.claimed_by is not null)
      execute function refuse_the_erased('claimed_by');
    ${Object.entries(WRITERS)
      .map(
        ([table, column]) =>
          `create trigger zz_living_writer after insert on ${table} for each row
             execute function refuse_the_erased('${column}');`,
      )
      .join('\n')}

    alter table submission_versions add column names_hashed boolean not null default false;
    update submission_versions set names_hashed = true;

    alter table hackathons add column about jsonb not null default '{}', add column emblem jsonb;
    create table emblems (
      hackathon_id text primary key references hackathons on delete cascade,
      sha256 text not null,
      type text not null check (type in ('image/png', 'image/jpeg', 'image/webp')),
      bytes bytea not null check (octet_length(bytes) <= 1048576)
    );
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table emblems;
    alter table hackathons drop column about, drop column emblem;
    alter table submission_versions drop column names_hashed;
    ${Object.keys(WRITERS)
      .map((table) => `drop trigger zz_living_writer on ${table};`)
      .join('\n')}
    drop trigger zz_living_claimer on help_requests;
    drop trigger zz_living_author on entries;
    drop function refuse_the_erased();
    alter table people drop column erased_at;
  `);
}
