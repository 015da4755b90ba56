// The notepad of a room, with the rule of drafts, and the address of its video calls.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import { channels } from '../../realtime/live';
import type { Person } from '../../web/request';
import { holdPhases } from '../hackathons/hackathons.queries';
import { requireVoice } from '../moderation/moderation.rights';
import { enterRoom, type OpenRoom, requireTalk } from '../rooms/rooms.actions';
import { holdRoom } from '../rooms/rooms.log.queries';
import { refuseStale } from '../submissions/submissions.stale.policy';
import type { SaveText } from './notes.input';
import { insertNotes, notesOf, setVideo } from './notes.queries';

/** Runs `work` for somebody who may write in the room now, one after the other. */
async function inRoom<T>(
  deps: Deps,
  person: Person,
  roomId: string,
  work: (trx: Db, room: OpenRoom, now: Date) => Promise<T>,
): Promise<T> {
  await deps.limits.messages.count(person.id);
  const before = await enterRoom(deps.db, person, roomId);
  return deps.db.transaction(async (trx) => {
    await holdPhases(trx, before.hackathon_id);
    await holdRoom(trx, roomId);
    const room = await enterRoom(trx, person, roomId);
    await requireTalk(deps, trx, room);
    const now = await deps.clock.now(trx);
    await requireVoice(trx, room.hackathon_id, person, now);
    return work(trx, room, now);
  });
}

/** Every save is a version that stays. Conflict for whoever did not see the last one; the same text is nothing new. */
export async function saveNotes(
  deps: Deps,
  person: Person,
  roomId: string,
  { text, version: based }: SaveText,
): Promise<{ version: number }> {
  const { version, at } = await inRoom(deps, person, roomId, async (trx, room, now) => {
    const current = await notesOf(trx, roomId);
    if (text === (current?.text ?? '')) return { version: current?.version ?? 0, at: null };
    refuseStale([{ key: 'text', based }], () => current, 'roomParts.stale');
    const version = based + 1;
    await insertNotes(trx, { room_id: roomId, version, text, saved_by: person.id, saved_at: now });
    await recordActivity(trx, {
      at: now,
      personId: person.id,
      act: 'saveNotes',
      subject: { kind: 'room', id: roomId },
      hackathonId: room.hackathon_id,
      details: { version },
    });
    return { version, at: now.toISOString() };
  });
  const by = { id: person.id, name: person.display_name };
  if (at !== null) deps.live.tell(channels.room(roomId), 'room:notes', { roomId, version, by, at });
  return { version };
}

/** The team does; moderators may, to take an address away. */
export function setRoomVideo(deps: Deps, person: Person, roomId: string, url: string): Promise<void> {
  return inRoom(deps, person, roomId, async (trx, room, now) => {
    if (room.role === 'expert') throw new Forbidden('roomParts.video.teamSets');
    await setVideo(
      trx,
      { hackathonId: room.hackathon_id, teamId: room.team_id },
      { url, by: person.id, at: now },
    );
    await recordVideo(trx, person, { kind: 'room', id: roomId }, room.hackathon_id, now);
  });
}

/** For every room of the hackathon whose team set none. */
export async function setHackathonVideo(
  deps: Deps,
  person: Person,
  hackathonId: string,
  url: string,
): Promise<void> {
  await deps.db.transaction(async (trx) => {
    const now = await deps.clock.now(trx);
    await setVideo(trx, { hackathonId, teamId: null }, { url, by: person.id, at: now });
    await recordVideo(trx, person, { kind: 'hackathon', id: hackathonId }, hackathonId, now);
  });
}

const recordVideo = (
  trx: Db,
  person: Person,
  subject: { kind: string; id: string },
  hackathonId: string,
  at: Date,
) => recordActivity(trx, { at, personId: person.id, act: 'setVideo', subject, hackathonId });
