// Writes mails that wait. People get them at an address they confirmed, while they want them.
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
