// Reads and writes of notices.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';
import { newId } from '../../ids';
import type { NewNotice, NoticeRow } from './notices.tables';

export type MadeNotice = NoticeRow & { locale: string };

/** All in one statement; whoever was disabled hears nothing. */
export async function insertNotices(db: Db, now: Knex.Raw, notices: NewNotice[]): Promise<MadeNotice[]> {
  const rows = notices.map((notice) => ({
    id: newId(),
    person_id: notice.personId,
    hackathon_id: notice.hackathonId ?? null,
    kind: notice.kind,
    params: notice.params,
    href: notice.href,
  }));
  const { rows: made } = await db.raw(
    `with made as (
       insert into notices (id, person_id, hackathon_id, kind, params, href, at)
       select n.id, n.person_id, n.hackathon_id, n.kind, n.params, n.href, ?
         from jsonb_to_recordset(?::jsonb)
              as n(id text, person_id text, hackathon_id text, kind text, params jsonb, href text)
         join people p on p.id = n.person_id and p.disabled_at is null
       returning *)
     select made.*, p.locale from made join people p on p.id = made.person_id`,
    [now, JSON.stringify(rows)],
  );
  return made;
}
