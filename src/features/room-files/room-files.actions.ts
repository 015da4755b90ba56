// A file is a message: checked like the files of proposals, within the space of the team, kept with its message.
import type { Deps } from '../../deps';
import { Forbidden, TooLarge } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import type { Received } from '../../web/upload';
import { postMore } from '../messages/messages.more.actions';
import { requireVoice } from '../moderation/moderation.rights';
import { enterRoom, type OpenRoom, requireTalk } from '../rooms/rooms.actions';
import { announce } from '../rooms/rooms.live';
import { entryByClientId, holdRoom } from '../rooms/rooms.log.queries';
import { isStored } from '../submissions/submissions.files.queries';
import { acceptUpload, EXTENSIONS, TEAM_LIMIT } from '../submissions/submissions.uploads';
import { bytesOfRoom, insertRoomFile } from './room-files.queries';
import { previewOf } from './room-files.uploads';

/** What a browser lets people choose from. */
export const ACCEPTED_FILES = EXTENSIONS.map((one) => `.${one}`).join();
export const WEEK = 7 * 86_400_000;

/** Asked before a byte of the file is read. */
export async function requireSender(deps: Deps, person: Person, roomId: string): Promise<OpenRoom> {
  const room = await enterRoom(deps.db, person, roomId);
  await requireTalk(deps, deps.db, room);
  await requireVoice(deps.db, room.hackathon_id, person, await deps.clock.now(deps.db));
  await deps.limits.messages.count(person.id);
  return room;
}

interface Sent {
  clientId: string;
  body: string;
  author?: string | undefined;
  replyTo?: string | undefined;
}

/** The same client id is the same message, as for words. */
export async function sendFile(
  deps: Deps,
  person: Person,
  roomId: string,
  message: Sent,
  upload: { received: Received; temporary: () => Promise<string> },
): Promise<{ id: string; seq: number }> {
  const { clientId, body } = message;
  if (message.author !== undefined && message.author !== person.id)
    throw new Forbidden('mentoring.refused.otherPerson');
  const first = await entryByClientId(deps.db, roomId, person.id, clientId);
  if (first) return first;
  const accepted = await acceptUpload(upload.received, upload.temporary);
  const preview = await previewOf(accepted.type, accepted.path);
  const draft = { roomId, personId: person.id, clientId, id: newId(), body };
  const { name, type, bytes, sha256 } = accepted;
  let storedAs: string | undefined;
  try {
    const made = await postMore(deps, person, draft, message, async (trx) => {
      await holdRoom(trx, roomId);
      const now = await deps.clock.now(trx);
      if ((await bytesOfRoom(trx, roomId, new Date(now.getTime() - WEEK))) + bytes > TEAM_LIMIT)
        throw new TooLarge('submissions.files.refused.quota');
      storedAs = await deps.files.keep(accepted.path);
      const id = newId();
      const file = { id, room_id: roomId, name, type, bytes, sha256, stored_as: storedAs };
      await insertRoomFile(trx, { ...file, uploaded_by: person.id, uploaded_at: now, ...preview });
      return { id, name, type, bytes, width: preview?.width ?? null, height: preview?.height ?? null };
    });
    const { seq, id, author_role, at } = made.posted;
    const author = { id: person.id, name: person.display_name, role: author_role };
    const words = { roomId, seq, kind: 'message' as const, id, clientId, author, body };
    announce(deps, { ...words, at: at.toISOString(), ...made.said });
    return { id, seq };
  } catch (error) {
    // After a lost connection nobody knows whether the row is there: then the file stays.
    const kept = storedAs ? await isStored(deps.db, storedAs).catch(() => true) : true;
    if (storedAs && !kept) await deps.files.remove(storedAs);
    const same = await entryByClientId(deps.db, roomId, person.id, clientId);
    if (same) return same;
    throw error;
  }
}
