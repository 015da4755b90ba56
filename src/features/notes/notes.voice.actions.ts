// Voice notes: a message with a sound. What is said may be written down by anyone in the room.
import { readFile } from 'node:fs/promises';
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Forbidden, InvalidInput, NotFound, TooLarge, WrongType } from '../../errors';
import { newId, sha256 } from '../../ids';
import type { Person } from '../../web/request';
import type { Received } from '../../web/upload';
import { holdPhases } from '../hackathons/hackathons.queries';
import { requireVoice } from '../moderation/moderation.rights';
import { WEEK } from '../room-files/room-files.actions';
import { bytesOfRoom, insertRoomFile } from '../room-files/room-files.queries';
import { enterRoom, enterToRead, requireTalk } from '../rooms/rooms.actions';
import { announce, marked } from '../rooms/rooms.live';
import { appendEntry, entryByClientId, holdRoom, postWithVoice } from '../rooms/rooms.log.queries';
import { isStored } from '../submissions/submissions.files.queries';
import { refuseStale } from '../submissions/submissions.stale.policy';
import { TEAM_LIMIT } from '../submissions/submissions.uploads';
import type { SaveText } from './notes.input';
import { soundOf } from './notes.sound.policy';
import { transcriptOf, type VoiceRow, voiceById } from './notes.voice.queries';

/** Two minutes of speech have a third of it. */
const MOST_BYTES = 1_500_000;
const MOST_SECONDS = 120;
/** A recorder stops a little late. */
const LATE = 2;

interface Sent {
  clientId: string;
  author?: string | undefined;
}

/** The same client id is the same message, as for words. */
export async function sendVoice(
  deps: Deps,
  person: Person,
  roomId: string,
  { clientId, author }: Sent,
  received: Received,
): Promise<{ id: string; seq: number }> {
  if (author !== undefined && author !== person.id) throw new Forbidden('mentoring.refused.otherPerson');
  const first = await entryByClientId(deps.db, roomId, person.id, clientId);
  if (first) return first;
  const sound = await accepted(received);
  const draft = { roomId, personId: person.id, clientId, id: newId(), body: '' };
  let storedAs: string | undefined;
  try {
    const posted = await deps.db.transaction(async (trx) => {
      await holdRoom(trx, roomId);
      const now = await deps.clock.now(trx);
      const taken = await bytesOfRoom(trx, roomId, new Date(now.getTime() - WEEK));
      if (taken + sound.bytes > TEAM_LIMIT) throw new TooLarge('submissions.files.refused.quota');
      storedAs = await deps.files.keep(received.path);
      const { type, bytes, sha256, seconds } = sound;
      const file = { id: newId(), room_id: roomId, name: 'voice', type, bytes, sha256, stored_as: storedAs };
      await insertRoomFile(trx, { ...file, uploaded_by: person.id, uploaded_at: now });
      const made = await postWithVoice(trx, draft, { fileId: file.id, seconds }, deps.clock.offsetSeconds);
      // The right ended meanwhile, or the same one came twice at once.
      if (!made) throw new Forbidden();
      return made;
    });
    announce(deps, {
      roomId,
      seq: posted.seq,
      kind: 'message',
      id: draft.id,
      clientId,
      author: { id: person.id, name: person.display_name, role: posted.author_role },
      body: '',
      at: posted.at.toISOString(),
      voice: { id: draft.id, seconds: sound.seconds },
    });
    return { id: draft.id, seq: posted.seq };
  } catch (error) {
    // After a lost connection nobody knows whether the row is there: then the file stays.
    const kept = storedAs ? await isStored(deps.db, storedAs).catch(() => true) : true;
    if (storedAs && !kept) await deps.files.remove(storedAs);
    const same = await entryByClientId(deps.db, roomId, person.id, clientId).catch(() => undefined);
    if (same) return same;
    throw error;
  }
}

async function accepted({ path, bytes }: Received) {
  if (bytes > MOST_BYTES) throw new TooLarge('roomParts.voice.tooLarge');
  const content = await readFile(path);
  const sound = soundOf(content);
  if (!sound) throw new WrongType('roomParts.voice.wrongType');
  if (sound.seconds > MOST_SECONDS + LATE)
    throw new InvalidInput({ file: { key: 'roomParts.voice.tooLong' } }, 'roomParts.voice.tooLong');
  const seconds = Math.min(MOST_SECONDS, Math.max(1, Math.round(sound.seconds)));
  return { type: sound.type, seconds, bytes, sha256: sha256(content) };
}

/** To hear it: for everybody who reads the room, also when it is over. */
export async function playedVoice(deps: Deps, person: Pick<Person, 'id'>, id: string): Promise<VoiceRow> {
  const voice = await voiceById(deps.db, id);
  if (!voice) throw new NotFound();
  await enterToRead(deps.db, person, voice.room_id);
  return voice;
}

/** With the room, for everybody who is in it. */
export async function audibleVoice(
  deps: Deps,
  person: Pick<Person, 'id'>,
  id: string,
): Promise<{ voice: VoiceRow; room: Awaited<ReturnType<typeof enterRoom>> }> {
  const voice = await voiceById(deps.db, id);
  if (!voice) throw new NotFound();
  return { voice, room: await enterRoom(deps.db, person, voice.room_id) };
}

/** Every wording stays in the log with the name of who wrote it. The same text again is nothing new. */
export async function saveTranscript(
  deps: Deps,
  person: Person,
  id: string,
  { text, version }: SaveText,
): Promise<{ teamId: string; version: number }> {
  await deps.limits.messages.count(person.id);
  const { room: before } = await audibleVoice(deps, person, id);
  const { entry, saved } = await deps.db.transaction(async (trx) => {
    await holdPhases(trx, before.hackathon_id);
    await holdRoom(trx, before.id);
    const room = await enterRoom(trx, person, before.id);
    await requireTalk(deps, trx, room);
    const now = await deps.clock.now(trx);
    await requireVoice(trx, room.hackathon_id, person, now);
    if (!(await voiceById(trx, id))) throw new NotFound();
    const current = await transcriptOf(trx, id);
    if (current?.text === text) return { entry: null, saved: current.version };
    refuseStale([{ key: 'text', based: version }], () => current, 'roomParts.stale');
    const edit = { id: newId(), kind: 'edit' as const, body: text };
    const { seq, at } = await appendEntry(trx, {
      ...edit,
      roomId: room.id,
      ofId: id,
      authorId: person.id,
      authorRole: room.role,
      offset: deps.clock.offsetSeconds,
    });
    await recordActivity(trx, {
      at: now,
      personId: person.id,
      act: 'writeDownVoice',
      subject: { kind: 'message', id },
      hackathonId: room.hackathon_id,
    });
    const author = { id: person.id, name: person.display_name, role: room.role };
    return {
      entry: { ...edit, roomId: room.id, of: id, seq, author, at: at.toISOString(), ...marked(text, null) },
      saved: seq,
    };
  });
  if (entry) announce(deps, entry);
  return { teamId: before.team_id, version: saved };
}
