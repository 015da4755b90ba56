// The public vote, which an organiser may switch on, and certificates whose name can be checked.
import type { Knex } from 'knex';

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    -- With which phase the vote closes; null: there is none.
    alter table hackathons add column public_vote text check (public_vote in ('judging', 'deliberation'));
    -- Without a time, and once results are published without a voter: who voted for what is nobody's to know.
    create table votes (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      submission_id text not null references submissions on delete cascade,
      voter_id text references people,
      unique (hackathon_id, voter_id)
    );
    create index votes_submission on votes (submission_id);
    create index votes_voter on votes (voter_id) where voter_id is not null;
    create trigger zz_living_writer after insert on votes for each row
      execute function refuse_the_erased('voter_id');

    -- The id is the address of the public page. Name and facts are there as long as it is valid.
    create table certificates (
      id text primary key,
      hackathon_id text not null references hackathons on delete cascade,
      person_id text not null references people,
      role text not null check (role in ('participant', 'expert', 'juror')),
      name text check (char_length(name) between 1 and 120),
      facts jsonb,
      issued_at timestamptz not null,
      withdrawn_at timestamptz,
      check ((withdrawn_at is null) = (name is not null)),
      check ((withdrawn_at is null) = (facts is not null))
    );
    create unique index certificates_valid on certificates (hackathon_id, person_id, role)
      where withdrawn_at is null;
    create index certificates_person on certificates (person_id);
    create trigger zz_living_writer after insert on certificates for each row
      execute function refuse_the_erased('person_id');
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('drop table certificates, votes; alter table hackathons drop column public_vote');
}
