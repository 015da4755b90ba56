// Reads and writes of people and their sign-ins.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';
import type { Person } from '../../web/request';
import type { LoginSessionRow, PersonRow } from './accounts.tables';

/**
 * Whoever a sign-in belongs to, while it counts: participants for 30 days after their last use, organisers,
 * jurors and moderators for 12 hours after they signed in. Notes the use, at most once a minute.
 */
export async function personOfSession(db: Db, now: Knex.Raw, id: string): Promise<Person | undefined> {
  const { rows } = await db.raw(
    `with used as (
       update login_sessions set seen_at = ?
        where id = ? and ended_at is null and seen_at < ? - interval '1 minute'
          and seen_at > ? - interval '30 days'
     )
     select p.id, p.login, p.display_name, p.locale, p.weave_seed,
            p.may_found_at is not null as may_found, p.admin_at is not null as admin,
            s.id as login_session_id
       from login_sessions s join people p on p.id = s.person_id
      where s.id = ? and s.ended_at is null and p.disabled_at is null
        and s.seen_at > ? - interval '30 days'
        and (s.began_at > ? - interval '12 hours' or not exists (
              select from roles r where r.person_id = p.id and r.ended_at is null
                 and r.role in ('organiser', 'juror', 'moderator')))`,
    [now, id, now, now, id, now, now],
  );
  return rows[0];
}

export async function personByKey(db: Db, loginKey: string): Promise<PersonRow | undefined> {
  return db<PersonRow>('people').where({ login_key: loginKey }).first();
}

/** With `before`, only while the hash is still that one. */
export async function setPasswordHash(db: Db, id: string, hash: string, before?: string): Promise<void> {
  await db<PersonRow>('people')
    .where({ id, ...(before === undefined ? {} : { password_hash: before }) })
    .update({ password_hash: hash });
}

export async function addLoginSession(db: Db, row: Omit<LoginSessionRow, 'ended_at'>): Promise<void> {
  await db<LoginSessionRow>('login_sessions').insert(row);
}

/** True when this call ended it. */
export async function endLoginSession(db: Db, at: Date, id: string, personId: string): Promise<boolean> {
  const ended = await db<LoginSessionRow>('login_sessions')
    .where({ id, person_id: personId })
    .whereNull('ended_at')
    .update({ ended_at: at });
  return ended > 0;
}
