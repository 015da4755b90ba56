// Reads and writes of people, their sign-ins and recovery codes.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';
import type { Person } from '../../web/request';

/**
 * Whoever a sign-in belongs to, while it counts: participants for 30 days after their last use, organisers,
 * jurors and moderators for 12 hours after they signed in.
 */
export async function personOfSession(db: Db, now: Knex.Raw, id: string): Promise<Person | undefined> {
  const { rows } = await db.raw(
    `select p.id, p.login, p.display_name, p.locale, p.weave_seed,
            p.may_found_at is not null as may_found, p.admin_at is not null as admin,
            s.id as login_session_id
       from login_sessions s join people p on p.id = s.person_id
      where s.id = ? and s.ended_at is null and p.disabled_at is null
        and s.seen_at > ? - interval '30 days'
        and (s.began_at > ? - interval '12 hours' or not exists (
              select from roles r where r.person_id = p.id and r.ended_at is null
                 and r.role in ('organiser', 'juror', 'moderator')))`,
    [id, now, now],
  );
  return rows[0];
}
