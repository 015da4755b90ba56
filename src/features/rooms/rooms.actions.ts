// Coming into a room: made when it is first needed, open to its people only.
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Entry } from '../../realtime/contract';
import type { Person } from '../../web/request';
import { phasesOf } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import { sitsWhereItWent } from '../teams/teams.merged.queries';
import { extensionsOf } from '../teams/teams.queries';
import { entryOf } from './rooms.live';
import { readLog } from './rooms.log.queries';
import { insertRoom, roomById, roomByTeam } from './rooms.queries';
import type { RoomRole, RoomRow } from './rooms.tables';

export type OpenRoom = RoomRow & { role: RoomRole };
type Db = Deps['db'];

/** The room of a team, made when it is first needed; whoever comes second finds the same one. */
export async function roomOfTeam(
  deps: Pick<Deps, 'clock'>,
  db: Db,
  teamId: string,
): Promise<{ id: string; head: number }> {
  const at = await deps.clock.now(db);
  const room = await insertRoom(db, { id: newId(), teamId, at });
  if (!room) throw new NotFound();
  return room;
}

/** The room of a team for somebody who may be in it; NotFound for everybody else. */
export async function enterTeamRoom(deps: Deps, person: Person, teamId: string): Promise<OpenRoom> {
  const room = await roomByTeam(deps.db, teamId, person.id);
  if (!room?.role) throw new NotFound();
  const { role } = room;
  if (room.id !== null && room.head !== null) return { ...room, id: room.id, head: room.head, role };
  return { ...room, ...(await roomOfTeam(deps, deps.db, teamId)), role };
}

export async function enterRoom(db: Db, person: Pick<Person, 'id'>, roomId: string): Promise<OpenRoom> {
  const room = await roomById(db, roomId, person.id);
  if (!room?.role) throw new NotFound();
  return { ...room, role: room.role };
}

/** As enterRoom, and for the people of the team that this one became by a merge: they read it, and do no more. */
export async function enterToRead(db: Db, person: Pick<Person, 'id'>, roomId: string): Promise<RoomRow> {
  const room = await roomById(db, roomId, person.id);
  if (!room) throw new NotFound();
  if (!room.role && !(await sitsWhereItWent(db, room.team_id, person.id))) throw new NotFound();
  return room;
}

/** Throws Forbidden with the reason when the phases do not let people write here now. */
export async function requireTalk(deps: Deps, db: Db, room: OpenRoom): Promise<void> {
  requireRight(
    {
      openedAt: room.opened_at,
      phases: await phasesOf(db, room.hackathon_id),
      extensions: await extensionsOf(db, room.team_id),
      roles: [room.role],
      now: await deps.clock.now(db),
    },
    'talkInRoom',
  );
}

export async function readEntries(
  deps: Deps,
  person: Pick<Person, 'id'>,
  roomId: string,
  range: { afterSeq: number } | { beforeSeq: number },
  limit: number,
): Promise<{ head: number; entries: Entry[] }> {
  await enterRoom(deps.db, person, roomId);
  const { head, entries } = await readLog(deps.db, roomId, range, limit);
  return { head, entries: entries.map(entryOf) };
}
