// One message with everything that its own page says about it.
import type { Db } from '../../db/db';

export interface MessagePage {
  id: string;
  seq: number;
  room_id: string;
  author_id: string;
  author_name: string;
  /** As it is now; null when it was taken back. */
  body: string | null;
  at: Date;
  pinned: boolean;
  silenced: boolean;
  /** How many the team of the room has. */
  members: number;
}

export async function messagePage(db: Db, id: string, readerId: string): Promise<MessagePage | undefined> {
  const { rows } = await db.raw(
    `select e.id, e.seq, e.room_id, e.author_id, p.display_name as author_name, e.at,
            case when e.body is not null then coalesce((select d.body from entries d
              where d.of_id = e.id and d.kind = 'edit' order by d.seq desc limit 1), e.body) end as body,
            coalesce((select x.body is not null from entries x where x.of_id = e.id and x.kind = 'pin'
              order by x.seq desc limit 1), false) as pinned,
            exists (select from silences s where s.person_id = :reader and s.silenced_id = e.author_id) as silenced,
            (select count(*)::int from rooms r join memberships m on m.team_id = r.team_id and m.ended_at is null
              where r.id = e.room_id) as members
       from entries e join people p on p.id = e.author_id where e.id = :id and e.kind = 'message'`,
    { id, reader: readerId },
  );
  return rows[0];
}
