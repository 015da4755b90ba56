// Taking an applied plan back: what it gave ends without a trace.
import type { Db } from '../../db/db';

export interface GivenSeat {
  membership_id: string;
  person_id: string;
  team_id: string;
  /** The plan founded the team. */
  founded: boolean;
  captain: boolean;
}

/** Seats of the plan in which the same people still sit. */
export async function seatsGiven(db: Db, planId: string): Promise<GivenSeat[]> {
  return db('placement_moves as mv')
    .join('memberships as m', 'm.id', 'mv.membership_id')
    .select('mv.membership_id', 'mv.person_id', 'm.team_id')
    .select(db.raw('mv.number is not null as founded, m.captain_since is not null as captain'))
    .where({ 'mv.plan_id': planId })
    .whereNull('m.ended_at')
    .orderBy(['mv.place', 'mv.person_id']);
}

/** Of these, teams that somebody else joined or that somebody left, or that did anything that would be lost with them. */
export async function teamsInUse(trx: Db, planId: string, ids: string[]): Promise<string[]> {
  const { rows } = await trx.raw(
    `select t.id from teams t where t.id = any(:ids) and (
        exists (select from memberships m where m.team_id = t.id and (m.ended_at is not null or not exists (
                  select from placement_moves mv where mv.plan_id = :planId and mv.membership_id = m.id)))
        or exists (select from rooms r where r.team_id = t.id and (
             exists (select from entries e where e.room_id = r.id)
             or exists (select from room_notes n where n.room_id = r.id)
             or exists (select from files f where f.room_id = r.id)))
        or exists (select from video_links v where v.team_id = t.id)
        or exists (select from advisers a where a.team_id = t.id)
        or exists (select from submissions s where s.team_id = t.id)
        or exists (select from help_requests h where h.team_id = t.id)
        or exists (select from bookings b where b.team_id = t.id)
        or exists (select from invitations i where i.team_id = t.id)
        or exists (select from personal_invitations i where i.team_id = t.id)
        or exists (select from join_requests j where j.team_id = t.id)
        or exists (select from extensions e where e.team_id = t.id)
        or exists (select from team_names n where n.team_id = t.id)
        or exists (select from team_mergers g where t.id in (g.team_id, g.into_id))
        or t.changed_at <> t.founded_at)`,
    { planId, ids } as never,
  );
  return rows.map((row: { id: string }) => row.id);
}

export async function deleteMemberships(trx: Db, ids: string[]): Promise<void> {
  await trx('memberships').whereIn('id', ids).delete();
}

export async function deleteTeams(trx: Db, ids: string[]): Promise<void> {
  await trx('teams').whereIn('id', ids).delete();
}

/** Somebody who waits for a team again, or it for them. */
export interface Reopened {
  kind: 'request' | 'invitation';
  person_id: string;
  team_id: string;
  team: string;
}

/** What the seats closed at that moment waits again, and hidden cards are shown again. */
export async function reopenWaiting(
  trx: Db,
  hackathonId: string,
  people: string[],
  appliedAt: Date,
): Promise<Reopened[]> {
  const which = { hackathonId, people, appliedAt } as never;
  const reopen = (table: string, decisions: string) => `
    update ${table} r set decision = null, decided_at = null, decided_by = null from teams t
     where t.id = r.team_id and r.hackathon_id = :hackathonId and r.person_id = any(:people)
       and r.decided_at = :appliedAt and r.decision in (${decisions}) and not exists (select from ${table} o
             where o.team_id = r.team_id and o.person_id = r.person_id and o.decided_at is null)
    returning r.person_id, r.team_id, t.name as team`;
  const requests = await trx.raw(reopen('join_requests', `'closed'`), which);
  const invitations = await trx.raw(reopen('personal_invitations', `'closed', 'accepted'`), which);
  await trx.raw(
    `update seekers set hidden_at = null
      where hackathon_id = :hackathonId and person_id = any(:people) and hidden_at = :appliedAt`,
    which,
  );
  return [
    ...requests.rows.map((row: object) => ({ ...row, kind: 'request' })),
    ...invitations.rows.map((row: object) => ({ ...row, kind: 'invitation' })),
  ];
}

/** Whoever writes in the room of one of these teams was first, or waits. */
export async function holdRooms(trx: Db, teamIds: string[]): Promise<void> {
  await trx('rooms').select('id').whereIn('team_id', teamIds).orderBy('id').forUpdate();
}

export async function roomsOf(trx: Db, teamIds: string[]): Promise<Map<string, string>> {
  const rows: { id: string; team_id: string }[] = await trx('rooms')
    .select('id', 'team_id')
    .whereIn('team_id', teamIds);
  return new Map(rows.map(({ id, team_id }) => [team_id, id]));
}
