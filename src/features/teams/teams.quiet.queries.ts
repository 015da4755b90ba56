// Hours in which a team rests: told silently then, never kept from anything.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';

/** “22:00”; both or none. */
export interface QuietHours {
  from: string | null;
  until: string | null;
}

/** When the rest ends in which a team is at `now`, as SQL; null when it is awake. Arguments are SQL, never values. */
export const restsUntil = (team: string, zone: string, now: string): string =>
  `rests_until(${team}.quiet_from, ${team}.quiet_until, ${zone}, ${now})`;

export async function restOf(db: Db, teamId: string, now: Knex.Raw): Promise<Date | null> {
  const { rows } = await db.raw(
    `select ${restsUntil('t', 'h.zone', '?')} as until from teams t join hackathons h on h.id = t.hackathon_id
      where t.id = ?`,
    [now, teamId],
  );
  return rows[0]?.until ?? null;
}

export async function quietHoursOf(db: Db, teamId: string): Promise<QuietHours> {
  const { rows } = await db.raw(
    `select to_char(quiet_from, 'HH24:MI') as from, to_char(quiet_until, 'HH24:MI') as until from teams where id = ?`,
    [teamId],
  );
  return rows[0] ?? { from: null, until: null };
}

export async function setQuietHours(trx: Db, teamId: string, hours: QuietHours): Promise<void> {
  await trx('teams').where({ id: teamId }).update({ quiet_from: hours.from, quiet_until: hours.until });
}
