// People of a room as its words know them.
import type { Db } from '../../db/db';
import { roleInRoom } from '../rooms/rooms.queries';
import type { Named } from '../rooms/rooms.tables';

/**
 * Whoever may read the room and belongs to it or was there. They are held before the room is: whoever deletes an
 * account holds them in this order too.
 */
export async function namedInRoom(trx: Db, roomId: string): Promise<Named[]> {
  const { rows } = await trx.raw(
    `select p.id, p.display_name as name from rooms r join people p on p.id in (
         select m.person_id from memberships m where m.team_id = r.team_id and m.ended_at is null
          union select a.person_id from advisers a where a.team_id = r.team_id and a.ended_at is null
          union select v.person_id from room_visits v where v.room_id = r.id)
      where r.id = ? and p.erased_at is null and ${roleInRoom('r.team_id', 'r.hackathon_id', 'p.id')} is not null
      order by p.id for key share of p`,
    [roomId],
  );
  return rows;
}

/** Those a message names, as they are called now. */
export async function namedBy(db: Db, messageId: string): Promise<Named[]> {
  const { rows } = await db.raw(
    `select p.id, p.display_name as name from entries e join people p on p.id = any(e.mentioned) where e.id = ?`,
    [messageId],
  );
  return rows;
}
