// Teams that became one with another: who reads on what they left.
import type { Db } from '../../db/db';

/** Whether somebody sat in the team until it became one with another: what it wrote stays theirs to read. */
export async function satUntilMerged(db: Db, teamId: string, personId: string): Promise<boolean> {
  const row = await db('memberships as m')
    .join('seat_changes as c', 'c.membership_id', 'm.id')
    .where({ 'm.team_id': teamId, 'm.person_id': personId, 'c.kind': 'merged' })
    .first('m.id');
  return row !== undefined;
}

/** This team and those that it became, by one merge or several. */
const WENT = `with recursive went(id) as (
  select cast(:teamId as text)
  union select n.team_id from went w join memberships m on m.team_id = w.id
    join seat_changes c on c.membership_id = m.id and c.kind = 'merged'
    join memberships n on n.id = c.to_membership_id)`;

/** Whether somebody sits now in the team that this one became. */
export async function sitsWhereItWent(db: Db, teamId: string, personId: string): Promise<boolean> {
  const { rows } = await db.raw(
    `${WENT} select exists (select from went w join memberships m on m.team_id = w.id
        where w.id <> :teamId and m.person_id = :personId and m.ended_at is null) as sits`,
    { teamId, personId },
  );
  return rows[0].sits;
}

/** The teams that became this one, the latest first. */
export async function teamsBefore(db: Db, teamId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.raw(
    `with recursive was(id) as (
       select cast(:teamId as text)
       union select m.team_id from was w join memberships n on n.team_id = w.id
         join seat_changes c on c.to_membership_id = n.id and c.kind = 'merged'
         join memberships m on m.id = c.membership_id)
     select t.id, t.name from was join teams t on t.id = was.id
      where t.id <> :teamId order by t.archived_at desc, t.id`,
    { teamId },
  );
  return rows;
}
