// Files of rooms: each belongs to one message and goes with it.
import type { Db } from '../../db/db';
import { NAMELESS } from '../messages/messages.files.queries';
import type { Preview } from '../rooms/rooms.tables';

export interface RoomFileRow {
  id: string;
  room_id: string;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
  stored_as: string;
  uploaded_by: string;
  uploaded_at: Date;
}

/** Bytes of a team, in its room and its proposal, with what was removed after `since`. */
export async function bytesOfRoom(trx: Db, roomId: string, since: Date): Promise<number> {
  const { rows } = await trx.raw(
    `select coalesce(sum(f.bytes), 0)::bigint as bytes from files f
      where (f.removed_at is null or f.removed_at > :since) and (f.room_id = :room or f.submission_id = (
        select s.id from rooms r join submissions s on s.team_id = r.team_id where r.id = :room))`,
    { room: roomId, since },
  );
  return Number(rows[0].bytes);
}

export async function insertRoomFile(trx: Db, file: RoomFileRow & Partial<Preview>): Promise<void> {
  await trx('files').insert(file);
}

/** While its message stands and nobody took it away. */
export async function fileInRoom(
  db: Db,
  roomId: string,
  id: string,
): Promise<(RoomFileRow & { preview: Buffer | null }) | undefined> {
  const { rows } = await db.raw(
    `select f.id, f.room_id, f.name, f.type, f.bytes, f.sha256, f.stored_as, f.uploaded_by, f.uploaded_at, f.preview
       from files f join entries e on e.file_id = f.id
      where f.id = :id and f.room_id = :room and e.body is not null and f.removed_at is null and f.withheld_at is null`,
    { id, room: roomId },
  );
  return rows[0];
}

export async function roomFilesBy(db: Db, personId: string): Promise<unknown[]> {
  return db('files')
    .select({ name: 'name', type: 'type', bytes: 'bytes', sha256: 'sha256', uploadedAt: 'uploaded_at' })
    .where({ uploaded_by: personId })
    .whereNotNull('room_id')
    .orderBy('uploaded_at');
}

/** Where their bytes lie: they go with the account, not a week later. */
export async function forgetRoomFiles(trx: Db, personId: string, at: Date): Promise<string[]> {
  const { rows } = await trx.raw(
    `update files set removed_at = coalesce(removed_at, :at), removed_by = coalesce(removed_by, uploaded_by),
        name = ${NAMELESS}, preview = null where uploaded_by = :person and room_id is not null returning stored_as`,
    { person: personId, at },
  );
  return rows.map((row: { stored_as: string }) => row.stored_as);
}
