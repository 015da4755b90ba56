// The history of seats, removals and moves, and captains who were asked for.
import type { Db } from '../../db/db';
import type { Removal, SeatChangeRow, SeatRow, SeenMember, TakeoverRow } from './rosters.tables';

const seats = (db: Db) =>
  db('memberships as m')
    .join('people as p', 'p.id', 'm.person_id')
    .join('teams as t', 't.id', 'm.team_id')
    .leftJoin('seat_changes as c', 'c.membership_id', 'm.id')
    .leftJoin('memberships as om', 'om.id', 'c.to_membership_id')
    .leftJoin('teams as ot', 'ot.id', 'om.team_id')
    .leftJoin('seat_changes as f', 'f.to_membership_id', 'm.id')
    .leftJoin('memberships as fm', 'fm.id', 'f.membership_id')
    .leftJoin('teams as ft', 'ft.id', 'fm.team_id')
    .select('m.id', 'm.team_id', 'm.person_id', 'm.joined_at', 'm.ended_at', 'c.kind', 'c.reason')
    .select({
      team: 't.name',
      change_id: 'c.id',
      to_team: 'ot.name',
      from_team: 'ft.name',
      name: 'p.display_name',
    })
    .select({ from_reason: 'f.reason', from_kind: 'f.kind', from_team_id: 'ft.id' })
    .select(db.raw('m.captain_since is not null as captain'));

/** Everybody who ever sat in the team, in the order in which they came. */
export async function seatsOfTeam(db: Db, teamId: string): Promise<SeatRow[]> {
  return seats(db).where('m.team_id', teamId).orderBy(['m.joined_at', 'm.id']);
}

export async function seatsOfHackathon(db: Db, hackathonId: string): Promise<SeatRow[]> {
  return seats(db)
    .where('m.hackathon_id', hackathonId)
    .orderBy(['t.founded_at', 't.id', 'm.joined_at', 'm.id']);
}

/** The seat in which somebody sits now. */
export async function seatIdOf(
  trx: Db,
  hackathonId: string,
  personId: string,
): Promise<{ id: string; team_id: string } | undefined> {
  return trx('memberships')
    .where({ hackathon_id: hackathonId, person_id: personId })
    .whereNull('ended_at')
    .first('id', 'team_id');
}

export type NewSeatChange = Pick<
  SeatChangeRow,
  | 'id'
  | 'kind'
  | 'hackathon_id'
  | 'membership_id'
  | 'to_membership_id'
  | 'person_id'
  | 'by_id'
  | 'reason'
  | 'at'
>;

export async function insertSeatChange(trx: Db, change: NewSeatChange): Promise<void> {
  await trx('seat_changes').insert(change);
}

const removals = (db: Db) =>
  db('seat_changes as c')
    .join('memberships as m', 'm.id', 'c.membership_id')
    .join('teams as t', 't.id', 'm.team_id')
    .join('people as p', 'p.id', 'c.person_id')
    .join('people as b', 'b.id', 'c.by_id')
    .leftJoin('people as a', 'a.id', 'c.answered_by')
    .select('c.*', 'm.team_id')
    .select({ team: 't.name', person: 'p.display_name', by: 'b.display_name', answerer: 'a.display_name' })
    .where('c.kind', 'removed');

export async function removalById(db: Db, id: string): Promise<Removal | undefined> {
  return removals(db).where('c.id', id).first();
}

export async function lockRemoval(trx: Db, id: string): Promise<void> {
  await trx('seat_changes').select('id').where({ id }).forUpdate();
}

export async function changeRemoval(
  trx: Db,
  id: string,
  changes: Partial<
    Pick<SeatChangeRow, 'reason' | 'objection' | 'objected_at' | 'answer' | 'answered_by' | 'answered_at'>
  >,
): Promise<void> {
  await trx('seat_changes').where({ id }).update(changes);
}

/** Whether the team has handed something in. */
export async function hasHandedIn(db: Db, teamId: string): Promise<boolean> {
  const row = await db('submissions as s')
    .join('submission_versions as v', 'v.submission_id', 's.id')
    .where('s.team_id', teamId)
    .first('v.id');
  return row !== undefined;
}

export async function seenMembers(db: Db, teamId: string): Promise<SeenMember[]> {
  return db('memberships as m')
    .join('people as p', 'p.id', 'm.person_id')
    .select('p.id', { name: 'p.display_name' })
    .select(db.raw('m.captain_since is not null as captain'))
    .select(
      db.raw(`greatest(m.joined_at, m.captain_since,
        (select max(s.seen_at) from login_sessions s where s.person_id = m.person_id)) as seen_at`),
    )
    .where('m.team_id', teamId)
    .whereNull('m.ended_at')
    .orderBy(['m.joined_at', 'm.id']);
}

export async function insertTakeover(trx: Db, takeover: TakeoverRow): Promise<void> {
  await trx('takeovers').insert(takeover);
}

export async function openTakeover(db: Db, teamId: string): Promise<TakeoverRow | undefined> {
  return db('takeovers').where({ team_id: teamId }).whereNull('ended_at').first();
}

export async function endTakeover(
  trx: Db,
  id: string,
  outcome: 'taken' | 'stayed' | 'lapsed',
  at: Date,
): Promise<void> {
  await trx('takeovers').where({ id }).whereNull('ended_at').update({ outcome, ended_at: at });
}

export async function dueTakeovers(db: Db, now: Date, limit: number): Promise<TakeoverRow[]> {
  return db('takeovers').whereNull('ended_at').where('due_at', '<=', now).orderBy('due_at').limit(limit);
}

/** Teams to which somebody can be moved from this one. */
export async function teamsWithRoom(
  db: Db,
  hackathonId: string,
  given: { seats: number; but: string },
): Promise<{ id: string; name: string; taken: number }[]> {
  return db('teams')
    .select('id', 'name', 'taken')
    .where({ hackathon_id: hackathonId })
    .whereNull('archived_at')
    .where('taken', '<', given.seats)
    .whereNot({ id: given.but })
    .orderBy(['taken', 'founded_at', 'id']);
}

/** Later ends of the team, with who granted them. */
export async function extensionsWithNames(
  db: Db,
  teamId: string,
): Promise<{ id: string; phase: string; until: Date; reason: string; at: Date; by: string }[]> {
  return db('extensions as x')
    .join('people as p', 'p.id', 'x.by_id')
    .select('x.id', 'x.phase', 'x.until', 'x.reason', 'x.at', { by: 'p.display_name' })
    .where('x.team_id', teamId)
    .orderBy('x.at');
}
