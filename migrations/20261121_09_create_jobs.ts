// Work that is done after the answer: a queue taken by leases, and what goes out by mail, with what became of it.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table jobs (
      id bigint generated always as identity primary key,
      kind text not null,
      key text unique,
      payload jsonb not null default '{}',
      state text not null default 'queued' check (state in ('queued', 'failed')),
      run_at timestamptz not null,
      attempts integer not null default 0,
      lease text,
      leased_until timestamptz,
      reason text,
      made_at timestamptz not null,
      check ((lease is null) = (leased_until is null)),
      check ((state = 'failed') <= (reason is not null))
    );
    create index jobs_due on jobs (run_at, id) where state = 'queued';
    alter table people
      add column email_confirmed_at timestamptz,
      add column mail_wanted boolean not null default true,
      add check (email_confirmed_at is null or email is not null);
    create table email_confirmations (
      id text primary key,
      person_id text not null references people on delete cascade,
      address text not null,
      token_hash text not null unique,
      made_at timestamptz not null,
      expires_at timestamptz not null,
      used_at timestamptz
    );
    create index email_confirmations_person on email_confirmations (person_id);
    create table mails (
      id text primary key,
      message_id text not null unique,
      kind text not null,
      person_id text references people on delete cascade,
      address text,
      locale text,
      hackathon_id text references hackathons on delete cascade,
      about_id text references people,
      params jsonb not null default '{}',
      href text not null check (href like '/%' and href not like '//%'),
      state text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
      reason text,
      queued_at timestamptz not null,
      sent_at timestamptz,
      failed_at timestamptz,
      check (person_id is not null or address is not null),
      check ((state = 'sent') = (sent_at is not null)),
      check ((state = 'failed') = (failed_at is not null))
    );
    create index mails_hackathon on mails (hackathon_id, queued_at desc, id desc);
    create index mails_person on mails (person_id);
    create index mails_about on mails (about_id) where about_id is not null;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop table mails, email_confirmations;
    alter table people drop column email_confirmed_at, drop column mail_wanted;
    drop table jobs;
  `);
}
