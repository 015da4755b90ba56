// Whom a captain can invite.
import type { Db } from '../../db/db';

export const PAGE = 20;

export interface Invitable {
  id: string;
  display_name: string;
  weave_seed: string;
  languages: string[];
  /** What stands between this person and the team already; null: nothing. */
  between: 'invited' | 'refused' | 'asks' | null;
}

/**
 * Participants without a team whose name holds `name`, by when they joined, with what is between them and this team;
 * one row beyond PAGE says that there are more.
 */
export async function invitablePeople(
  db: Db,
  wanted: { hackathonId: string; teamId: string; name: string; after?: string },
): Promise<Invitable[]> {
  const { rows } = await db.raw(
    `select p.id, p.display_name, p.weave_seed,
            case when r.languages = '{}' then array[p.locale] else r.languages end as languages,
            case when exists (select from join_requests q where q.team_id = :teamId and q.person_id = p.id
                                 and q.decided_at is null) then 'asks'
                 else (select case when i.decision is null then 'invited' when i.decision = 'refused' then 'refused' end
                         from personal_invitations i where i.team_id = :teamId and i.person_id = p.id
                        order by i.invited_at desc, i.id desc limit 1) end as between
       from roles r join people p on p.id = r.person_id
      where r.hackathon_id = :hackathonId and r.role = 'participant' and r.ended_at is null
        and p.disabled_at is null
        and position(lower(cast(:name as text)) in lower(p.display_name)) > 0
        and not exists (select from memberships m where m.hackathon_id = r.hackathon_id
                           and m.person_id = r.person_id and m.ended_at is null)
        and (cast(:after as text) is null or (r.granted_at, p.id) > (
              select x.granted_at, x.person_id from roles x where x.hackathon_id = :hackathonId
                 and x.person_id = :after and x.role = 'participant' and x.ended_at is null))
      order by r.granted_at, p.id limit :limit`,
    { ...wanted, after: wanted.after ?? null, limit: PAGE + 1 } as never,
  );
  return rows;
}
