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
    about_id: notice.aboutId ?? null,
    kind: notice.kind,
    params: notice.params,
    href: notice.href,
  }));
  const { rows: made } = await db.raw(
    `with made as (
       insert into notices (id, person_id, hackathon_id, about_id, kind, params, href, at)
       select n.id, n.person_id, n.hackathon_id, n.about_id, n.kind, n.params, n.href, ?
         from jsonb_to_recordset(?::jsonb)
              as n(id text, person_id text, hackathon_id text, about_id text, kind text, params jsonb, href text)
         join people p on p.id = n.person_id and p.disabled_at is null
       returning *)
     select made.*, p.locale, a.display_name as about
       from made join people p on p.id = made.person_id left join people a on a.id = made.about_id`,
    [now, JSON.stringify(rows)],
  );
  return made;
}

/** Whether somebody was told the same of the same place since then. */
export async function toldSince(db: Db, { personId, kind, href }: NewNotice, since: Date): Promise<boolean> {
  const row = await db('notices')
    .where({ person_id: personId, kind, href })
    .where('at', '>', since)
    .first('id');
  return row !== undefined;
}

/** Deletes those that nobody read since then; the people who read theirs, or were here about then or since. */
export async function deleteUnread(trx: Db, told: readonly NewNotice[], since: Date): Promise<string[]> {
  const { rows } = await trx.raw(
    `with told as (
       select * from jsonb_to_recordset(cast(:told as jsonb))
         as t("personId" text, kind text, href text, "aboutId" text)),
     gone as (
       delete from notices n using told t
        where n.person_id = t."personId" and n.kind = t.kind and n.href = t.href
          and n.about_id is not distinct from t."aboutId" and n.at >= cast(:since as timestamptz)
          and n.read_at is null)
     select distinct t."personId" as id from told t
      where exists (select from notices n where n.person_id = t."personId" and n.kind = t.kind and n.href = t.href
                       and n.about_id is not distinct from t."aboutId" and n.at >= cast(:since as timestamptz)
                       and n.read_at is not null)
         or exists (select from login_sessions s where s.person_id = t."personId"
                       and coalesce(s.ended_at, s.seen_at) >= cast(:since as timestamptz) - interval '1 hour')`,
    { told: JSON.stringify(told), since },
  );
  return rows.map((row: { id: string }) => row.id);
}

export const PAGE = 20;

const withAbout = (db: Db) =>
  db<NoticeRow>('notices as n')
    .leftJoin('people as a', 'a.id', 'n.about_id')
    .select('n.*', 'a.display_name as about') as Knex.QueryBuilder<NoticeRow, NoticeRow[]>;

/** Newest first, one more than a page; `before`: the id of the last one seen. */
export async function listNotices(db: Db, personId: string, before?: string): Promise<NoticeRow[]> {
  return withAbout(db)
    .where('n.person_id', personId)
    .modify((query) => {
      if (before)
        query.whereRaw(
          '(n.at, n.id) < (select b.at, b.id from notices b where b.id = ? and b.person_id = ?)',
          [before, personId],
        );
    })
    .orderBy([
      { column: 'n.at', order: 'desc' },
      { column: 'n.id', order: 'desc' },
    ])
    .limit(PAGE + 1);
}

export async function latestUnread(db: Db, personId: string): Promise<NoticeRow[]> {
  return withAbout(db)
    .where('n.person_id', personId)
    .whereNull('n.read_at')
    .orderBy([
      { column: 'n.at', order: 'desc' },
      { column: 'n.id', order: 'desc' },
    ])
    .limit(3);
}

/** Undefined when it is not this person's. */
export async function readNotice(
  db: Db,
  now: Knex.Raw,
  personId: string,
  id: string,
): Promise<Pick<NoticeRow, 'href'> | undefined> {
  const [row] = await db<NoticeRow>('notices')
    .where({ id, person_id: personId })
    .update({ read_at: db.raw('coalesce(read_at, ?)', [now]) as never })
    .returning('href');
  return row;
}

export async function readAllNotices(db: Db, now: Knex.Raw, personId: string): Promise<void> {
  await db<NoticeRow>('notices')
    .where({ person_id: personId })
    .whereNull('read_at')
    .update({ read_at: now as never });
}

/** Without their sentences, which may name others. */
export async function noticesOf(db: Db, personId: string): Promise<unknown[]> {
  return db('notices')
    .where({ person_id: personId })
    .select({ kind: 'kind', at: 'at', readAt: 'read_at', leadsTo: 'href' })
    .orderBy('at');
}

export async function forgetNotices(trx: Db, personId: string): Promise<void> {
  await trx('notices').where({ person_id: personId }).delete();
}
