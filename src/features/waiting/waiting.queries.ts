// What waits between people and teams: requests to join and personal invitations, and how both close together.
// Rows are held in the order of their ids, so that two who close at once never wait for each other.
import type { Db } from '../../db/db';
import type { PersonalInvitationRow } from './waiting.tables';

export interface OpenRequest {
  id: string;
  team_id: string;
  team: string;
  asked_at: Date;
}

/** What a person waits for in a hackathon. */
export async function openRequestsOf(db: Db, hackathonId: string, personId: string): Promise<OpenRequest[]> {
  return db('join_requests as r')
    .join('teams as t', 't.id', 'r.team_id')
    .select('r.id', 'r.team_id', 't.name as team', 'r.asked_at')
    .where({ 'r.hackathon_id': hackathonId, 'r.person_id': personId })
    .whereNull('r.decided_at')
    .orderBy('r.asked_at');
}

/** How often a person asked since then: this team, and all teams of the hackathon. */
export async function askedSince(
  db: Db,
  asking: { hackathonId: string; teamId: string; personId: string },
  since: { team: Date; all: Date },
): Promise<{ team: number; all: number }> {
  const { rows } = await db.raw(
    `select count(*) filter (where team_id = :teamId and asked_at > cast(:sinceTeam as timestamptz))::int as team,
            count(*) filter (where asked_at > cast(:sinceAll as timestamptz))::int as all
       from join_requests where person_id = :personId and hackathon_id = :hackathonId`,
    { ...asking, sinceTeam: since.team, sinceAll: since.all },
  );
  return rows[0];
}

export async function requestsWaitFor(db: Db, teamId: string): Promise<boolean> {
  const row = await db('join_requests').where({ team_id: teamId }).whereNull('decided_at').first('id');
  return row !== undefined;
}

/** The newest invitation of a person into a team, whatever became of it. */
export async function lastInvitationOf(
  db: Db,
  teamId: string,
  personId: string,
): Promise<Pick<PersonalInvitationRow, 'id' | 'decision'> | undefined> {
  return db('personal_invitations')
    .select('id', 'decision')
    .where({ team_id: teamId, person_id: personId })
    .orderBy([
      { column: 'invited_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first();
}

export interface Seated {
  person: string;
  team: string;
}

/** A team that no longer needs to wait for somebody, and who speaks for it. */
export interface Informed {
  person_id: string;
  team_id: string;
  team: string;
  captain_id: string;
}

/**
 * Closes whatever waits of people who have a seat now, in one statement; an invitation into the very team is
 * accepted by it. The captains of all other teams concerned come back.
 */
export async function closeWaitingOf(
  trx: Db,
  hackathonId: string,
  seated: readonly Seated[],
  closed: { at: Date; by: string },
): Promise<Informed[]> {
  const { rows } = await trx.raw(
    `with seated as (select person, team from jsonb_to_recordset(cast(:seated as jsonb)) as s(person text, team text)),
     asks as (select r.id from join_requests r join seated s on s.person = r.person_id
        where r.hackathon_id = :hackathonId and r.decided_at is null order by r.id for update of r),
     calls as (select i.id from personal_invitations i join seated s on s.person = i.person_id
        where i.hackathon_id = :hackathonId and i.decided_at is null order by i.id for update of i),
     asked as (update join_requests r set decision = 'closed', decided_at = :at, decided_by = :by
        from asks where r.id = asks.id returning r.person_id, r.team_id),
     called as (update personal_invitations i set decided_at = :at, decided_by = :by,
          decision = case when i.team_id = s.team then 'accepted' else 'closed' end
        from calls, seated s where i.id = calls.id and s.person = i.person_id returning i.person_id, i.team_id)
     select w.person_id, w.team_id, t.name as team, m.person_id as captain_id
       from (select * from asked union select * from called) w
       join seated s on s.person = w.person_id and s.team <> w.team_id
       join teams t on t.id = w.team_id
       join memberships m on m.team_id = w.team_id and m.ended_at is null and m.captain_since is not null
      order by w.team_id, w.person_id`,
    { hackathonId, seated: JSON.stringify(seated), at: closed.at, by: closed.by } as never,
  );
  return rows;
}

/** Somebody who waited for a team, or for whom the team waited. */
export interface Waited {
  kind: 'request' | 'invitation';
  person_id: string;
}

/** Closes whatever waits for a team that is over ('closed') or came to its lock ('ended'). */
export async function closeWaitingFor(
  trx: Db,
  teamId: string,
  closed: { decision: 'closed' | 'ended'; at: Date; by: string | null },
): Promise<Waited[]> {
  const { rows } = await trx.raw(
    `with asks as (select id from join_requests where team_id = :teamId and decided_at is null order by id for update),
     calls as (select id from personal_invitations where team_id = :teamId and decided_at is null order by id for update),
     asked as (update join_requests r set decision = :decision, decided_at = :at, decided_by = :by
        from asks where r.id = asks.id returning r.person_id),
     called as (update personal_invitations i set decision = :decision, decided_at = :at, decided_by = :by
        from calls where i.id = calls.id returning i.person_id)
     select 'request' as kind, person_id from asked union all select 'invitation', person_id from called order by 1, 2`,
    { teamId, decision: closed.decision, at: closed.at, by: closed.by } as never,
  );
  return rows;
}

/** Teams that are over, or whose hackathon closed its teams, and for which something still waits. */
export async function teamsToEnd(db: Db, now: Date, limit: number): Promise<string[]> {
  const { rows } = await db.raw(
    `select t.id from teams t
       join (select team_id from join_requests where decided_at is null
             union select team_id from personal_invitations where decided_at is null) w on w.team_id = t.id
      where t.archived_at is not null
         or (not exists (select from phases p where p.hackathon_id = t.hackathon_id and p.key = 'teams'
               and coalesce(p.closes_at, 'infinity') > cast(:now as timestamptz))
             and not exists (select from extensions x where x.team_id = t.id and x.phase = 'teams'
               and x.until > cast(:now as timestamptz)))
      order by t.id limit :limit`,
    { now, limit },
  );
  return rows.map((row: { id: string }) => row.id);
}
