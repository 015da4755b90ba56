// Rooms: who may be in one, and who was there.
import type { Knex } from 'knex';
import type { Db } from '../../db/db';
import { rawQuery } from '../../db/raw-query';
import type { RoomRole, RoomRow } from './rooms.tables';

/**
 * The role of a person in the room of a team as SQL, null for everybody else. An expert who sits in a team of
 * the hackathon advises none of it: nobody reads the rooms of others they compete with. The arguments are SQL
 * expressions of this file's making, never values.
 */
export const roleInRoom = (team: string, hackathon: string, person: string): string => `case
  when exists (select from memberships m where m.hackathon_id = ${hackathon} and m.person_id = ${person}
    and m.team_id = ${team} and m.ended_at is null) then 'participant'
  when exists (select from advisers a join roles ro on ro.person_id = a.person_id
    and ro.hackathon_id = ${hackathon} and ro.role = 'expert' and ro.ended_at is null
    where a.team_id = ${team} and a.person_id = ${person} and a.ended_at is null
      and not exists (select from memberships m where m.hackathon_id = ${hackathon}
        and m.person_id = ${person} and m.ended_at is null)) then 'expert'
  when exists (select from roles ro where ro.hackathon_id = ${hackathon} and ro.person_id = ${person}
    and ro.role = 'moderator' and ro.ended_at is null) then 'moderator' end`;

/** A room with its team `t` and hackathon `h` as a statement without its `where`; `more` are further columns. */
export const roomInTeam = (person: string, more: string[] = []): string => `
  select ${[
    'r.id, r.head, t.id as team_id, t.name as team_name, h.id as hackathon_id, h.slug as hackathon_slug, h.opened_at',
    `${roleInRoom('t.id', 't.hackathon_id', person)} as role`,
    ...more,
  ].join(', ')}
  from teams t join hackathons h on h.id = t.hackathon_id left join rooms r on r.team_id = t.id`;

const ROOM = roomInTeam(':person');

/** A room as a person sees it; `id` is null before the room was first needed. */
export type PerhapsRoom = Omit<RoomRow, 'id' | 'head'> & { id: string | null; head: number | null };

export async function roomByTeam(db: Db, teamId: string, personId: string): Promise<PerhapsRoom | undefined> {
  const { rows } = await db.raw(`${ROOM} where t.id = :team`, { team: teamId, person: personId });
  return rows[0];
}

export async function roomById(db: Db, roomId: string, personId: string): Promise<RoomRow | undefined> {
  const { rows } = await db.raw(`${ROOM} where r.id = :room`, { room: roomId, person: personId });
  return rows[0];
}

export async function insertRoom(
  db: Db,
  room: { id: string; teamId: string; at: Date },
): Promise<{ id: string; head: number }> {
  await db.raw(
    `insert into rooms (id, team_id, hackathon_id, opened_at)
     select ?, t.id, t.hackathon_id, ? from teams t where t.id = ?
     on conflict (team_id) do nothing`,
    [room.id, room.at, room.teamId],
  );
  return db('rooms').select('id', 'head').where({ team_id: room.teamId }).first();
}

/**
 * Remembers that somebody was here, and up to where they have read if that is known; written at most once a minute
 * a person.
 */
export async function keepVisit(
  db: Db,
  roomId: string,
  personId: string,
  at: Date,
  readSeq = 0,
): Promise<void> {
  await db.raw(
    `insert into room_visits (room_id, person_id, seen_at, read_seq) values (:room, :person, :at, :readSeq)
     on conflict (room_id, person_id) do update set seen_at = excluded.seen_at,
       read_seq = greatest(room_visits.read_seq, excluded.read_seq)
      where room_visits.seen_at < excluded.seen_at - interval '1 minute'`,
    { room: roomId, person: personId, at, readSeq },
  );
}

/** Up to where somebody who was here has read: never back, never further than the log goes. */
export async function raiseRead(db: Knex, roomId: string, personId: string, seq: number): Promise<void> {
  await rawQuery(
    db,
    `update room_visits v set read_seq = least($3, r.head) from rooms r
      where r.id = $1 and v.room_id = $1 and v.person_id = $2 and v.read_seq < least($3, r.head)`,
    [roomId, personId, seq],
    'raise_read',
  );
}

/** Of these people in these rooms, those who have no right to be there any more. */
export async function withoutRight(
  db: Db,
  pairs: { roomId: string; personId: string }[],
): Promise<{ room_id: string; person_id: string }[]> {
  const { rows } = await db.raw(
    `select here.room_id, here.person_id
       from unnest(?::text[], ?::text[]) as here (room_id, person_id)
       left join rooms r on r.id = here.room_id
      where r.id is null or (${roleInRoom('r.team_id', 'r.hackathon_id', 'here.person_id')}) is null`,
    [pairs.map((pair) => pair.roomId), pairs.map((pair) => pair.personId)],
  );
  return rows;
}

/** Of these people, who is an expert now and competes with nobody, and in which hackathons. */
export async function expertIn(
  db: Db,
  personIds: string[],
): Promise<{ person_id: string; hackathon_id: string }[]> {
  return db('roles')
    .select('person_id', 'hackathon_id')
    .whereIn('person_id', personIds)
    .where({ role: 'expert' })
    .whereNull('ended_at')
    .whereNotExists((seat) =>
      seat
        .from('memberships as m')
        .whereRaw(
          'm.hackathon_id = roles.hackathon_id and m.person_id = roles.person_id and m.ended_at is null',
        ),
    );
}

export async function roleOf(db: Db, teamId: string, personId: string): Promise<RoomRole | null> {
  const { rows } = await db.raw(
    `select ${roleInRoom('t.id', 't.hackathon_id', ':person')} as role from teams t where t.id = :team`,
    { team: teamId, person: personId },
  );
  return rows[0]?.role ?? null;
}

/** keepVisit() for several at once. */
export async function keepVisits(
  db: Db,
  visits: { roomId: string; personId: string }[],
  at: Date,
): Promise<void> {
  if (visits.length === 0) return;
  await db.raw(
    `insert into room_visits (room_id, person_id, seen_at)
     select room, person, :at from unnest(cast(:rooms as text[]), cast(:people as text[])) as here (room, person)
      order by room, person
     on conflict (room_id, person_id) do update set seen_at = excluded.seen_at
      where room_visits.seen_at < excluded.seen_at - interval '1 minute'`,
    { rooms: visits.map((one) => one.roomId), people: visits.map((one) => one.personId), at },
  );
}
