// Writes mails that wait, and takes them back. People get them at an address they confirmed, while they want them.
import type { Knex } from 'knex';
import type { Db } from '../db/db';

export interface NewMail {
  id: string;
  message_id: string;
  kind: string;
  person_id: string | null;
  address: string | null;
  locale: string | null;
  hackathon_id: string | null;
  about_id: string | null;
  params: object;
  href: string;
}

/** The ids of those that were written. One with an `address` of its own goes there in any case. */
export async function insertMails(db: Db, now: Knex.Raw, mails: NewMail[]): Promise<string[]> {
  const { rows } = await db.raw(
    `insert into mails (id, message_id, kind, person_id, address, locale, hackathon_id, about_id, params, href, queued_at)
     select m.id, m.message_id, m.kind, m.person_id, m.address, m.locale, m.hackathon_id, m.about_id, m.params, m.href, ?
       from jsonb_to_recordset(?::jsonb) as m(id text, message_id text, kind text, person_id text, address text,
            locale text, hackathon_id text, about_id text, params jsonb, href text)
       left join people p on p.id = m.person_id
      where m.address is not null
         or (p.email_confirmed_at is not null and p.mail_wanted and p.disabled_at is null)
     returning id`,
    [now, JSON.stringify(mails)],
  );
  return rows.map((row: { id: string }) => row.id);
}

/** Deletes those that wait since then; the people to whom one went, or is just on its way. */
export async function deleteUnsent(
  trx: Db,
  mails: readonly { personId: string; kind: string; href: string; aboutId?: string }[],
  since: Date,
): Promise<string[]> {
  const { rows } = await trx.raw(
    `with told as (
       select * from jsonb_to_recordset(cast(:mails as jsonb))
         as t("personId" text, kind text, href text, "aboutId" text)),
     written as (
       select m.id, m.person_id, m.state from mails m join told t on m.person_id = t."personId" and m.kind = t.kind
         and m.href = t.href and m.about_id is not distinct from t."aboutId"
        where m.queued_at >= cast(:since as timestamptz)),
     gone as (
       delete from mails m using written w
        where m.id = w.id and w.state <> 'sent' and not exists (
              select from jobs j where j.kind = 'mail' and j.payload ->> 'mail' = m.id and j.lease is not null)
       returning m.id)
     select distinct person_id as id from written where id not in (select id from gone)`,
    { mails: JSON.stringify(mails), since },
  );
  return rows.map((row: { id: string }) => row.id);
}
