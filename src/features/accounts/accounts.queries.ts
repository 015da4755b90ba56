// Reads and writes of people and their sign-ins.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';
import type { Person } from '../../web/request';
import type { LoginSessionRow, PersonRow } from './accounts.tables';

/**
 * A sign-in `s` counts: participants for 30 days after their last use, organisers, jurors and moderators for
 * 12 hours after they signed in. `now` is SQL and stands in it twice.
 */
export const signInCounts = (now: string): string => `s.ended_at is null
  and s.seen_at > ${now} - interval '30 days'
  and (s.began_at > ${now} - interval '12 hours' or not exists (
        select from roles r where r.person_id = s.person_id and r.ended_at is null
           and r.role in ('organiser', 'juror', 'moderator')))`;
const COUNTS = signInCounts('?::timestamptz');

/** The columns of a Person from people `p` and login_sessions `s`. */
export const PERSON_COLUMNS = `p.id, p.login, p.display_name, p.locale, p.weave_seed,
  p.may_found_at is not null as may_found, p.admin_at is not null as admin, s.id as login_session_id,
  (select count(*) from (
     select from notices n where n.person_id = p.id and n.read_at is null limit 100) u) as unread`;

/** Whoever a sign-in belongs to, while it counts. */
export async function personOfSession(db: Db, now: Knex.Raw, id: string): Promise<Person | undefined> {
  const { rows } = await db.raw(
    `select ${PERSON_COLUMNS}
       from login_sessions s join people p on p.id = s.person_id
      where s.id = ? and p.disabled_at is null and ${COUNTS}`,
    [id, now, now],
  );
  return rows[0];
}

export async function markUsed(db: Db, now: Knex.Raw, id: string): Promise<void> {
  await db.raw(
    `update login_sessions set seen_at = ?
      where id = ? and ended_at is null and seen_at < ? - interval '1 minute'
        and seen_at > ? - interval '30 days'`,
    [now, id, now, now],
  );
}

/** Those of these sign-ins that count. */
export async function countingSessions(db: Db, now: Knex.Raw, ids: string[]): Promise<string[]> {
  const { rows } = await db.raw(
    `select s.id from login_sessions s join people p on p.id = s.person_id
      where s.id = any(?) and p.disabled_at is null and ${COUNTS}`,
    [ids, now, now],
  );
  return rows.map((row: { id: string }) => row.id);
}

export async function personByKey(db: Db, loginKey: string): Promise<PersonRow | undefined> {
  return db<PersonRow>('people').where({ login_key: loginKey }).first();
}

/** Holds the person still until the transaction ends. */
export async function holdPerson(trx: Db, id: string): Promise<PersonRow | undefined> {
  return trx<PersonRow>('people').where({ id }).forUpdate().first();
}

export async function addPerson(
  db: Db,
  row: Omit<PersonRow, 'admin_at' | 'disabled_at' | 'erased_at'>,
): Promise<void> {
  await db<PersonRow>('people').insert(row);
}

/** In any hackathon that is not over. */
export async function isMuted(db: Db, id: string, now: Date): Promise<boolean> {
  const { rows } = await db.raw(
    `select from mutes m where m.person_id = :id and m.ended_at is null and (m.until is null or m.until > :now)
        and exists (select from phases ph where ph.hackathon_id = m.hackathon_id
              and (ph.closes_at is null or ph.closes_at > :now)) limit 1`,
    { id, now },
  );
  return rows.length > 0;
}

export type PersonChange = Partial<Pick<PersonRow, 'display_name' | 'locale' | 'may_found_at'>>;

export async function changePerson(db: Db, id: string, change: PersonChange): Promise<void> {
  await db<PersonRow>('people').where({ id }).whereNull('erased_at').update(change);
}

/** With `before`, only while the hash is still that one. */
export async function setPasswordHash(db: Db, id: string, hash: string, before?: string): Promise<void> {
  await db<PersonRow>('people')
    .where({ id, ...(before === undefined ? {} : { password_hash: before }) })
    .whereNull('erased_at')
    .update({ password_hash: hash });
}

export async function addLoginSession(db: Db, row: Omit<LoginSessionRow, 'ended_at'>): Promise<void> {
  await db<LoginSessionRow>('login_sessions').insert(row);
}

/** True when there is such a sign-in of this person. */
export async function endLoginSession(db: Db, at: Date, id: string, personId: string): Promise<boolean> {
  const ended = await db<LoginSessionRow>('login_sessions')
    .where({ id, person_id: personId })
    .update({ ended_at: db.raw('coalesce(ended_at, ?)', [at]) as never });
  return ended > 0;
}

/** Ends all sign-ins of a person but one; the ids of those it ended. */
export async function endLoginSessions(
  db: Db,
  at: Date,
  personId: string,
  but: string | null,
): Promise<string[]> {
  const ended = await db<LoginSessionRow>('login_sessions')
    .where({ person_id: personId })
    .whereNull('ended_at')
    .whereNot({ id: but ?? '' })
    .update({ ended_at: at })
    .returning('id');
  return ended.map((row) => row.id);
}

export async function loginSessionsOf(db: Db, now: Date, personId: string): Promise<LoginSessionRow[]> {
  return db<LoginSessionRow>('login_sessions as s')
    .where('s.person_id', personId)
    .whereRaw(COUNTS, [now, now])
    .orderBy('s.seen_at', 'desc')
    .limit(50);
}

/** What an organiser may know before helping somebody back in. */
export interface Helpable {
  id: string;
  display_name: string;
  login: string;
  weave_seed: string;
  /** A hackathon that the one organises and the other takes part in. */
  hackathon_id: string | null;
  /** Holds more than a participant or expert does: no organiser may take such an account over. */
  guarded: boolean;
}

export async function helpable(db: Db, organiserId: string, personId: string): Promise<Helpable | undefined> {
  const { rows } = await db.raw(
    `select p.id, p.display_name, p.login, p.weave_seed,
            (select t.hackathon_id from roles o join roles t on t.hackathon_id = o.hackathon_id
              where o.person_id = ? and o.role = 'organiser' and o.ended_at is null
                and t.person_id = p.id and t.ended_at is null limit 1) as hackathon_id,
            (p.admin_at is not null or p.may_found_at is not null or exists (
              select from roles x where x.person_id = p.id and x.ended_at is null
                 and x.role not in ('participant', 'expert'))) as guarded
       from people p where p.id = ? and p.disabled_at is null`,
    [organiserId, personId],
  );
  return rows[0];
}

/** Whether anybody has an account: the demo fills empty installations only. */
export async function anybody(db: Db): Promise<boolean> {
  return (await db('people').select('id').first()) !== undefined;
}
