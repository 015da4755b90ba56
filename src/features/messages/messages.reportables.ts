// Messages can be reported by who reads them. A moderator's withdrawal is an entry of the room's log like an
// author's; what is given back comes as an edit.
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { newId } from '../../ids';
import { excerptOf } from '../moderation/moderation.policy';
import type { Hand, Reportable } from '../moderation/moderation.tables';
import { enterToRead } from '../rooms/rooms.actions';
import { announce, marked } from '../rooms/rooms.live';
import {
  appendEntry,
  forgetBody,
  giveBodyBack,
  holdRoom,
  messageById,
  wordsOf,
} from '../rooms/rooms.log.queries';
import { nameOfFile, withholdFileOf } from './messages.files.queries';

async function append(
  deps: Deps,
  trx: Db,
  of: { roomId: string; messageId: string },
  by: Hand,
  said: { kind: 'withdrawal'; body: null } | { kind: 'edit'; body: string },
): Promise<void> {
  const id = newId();
  const { roomId, messageId } = of;
  const { seq, at } = await appendEntry(trx, {
    ...said,
    roomId,
    id,
    ofId: messageId,
    authorId: by.id,
    authorRole: by.role,
    offset: deps.clock.offsetSeconds,
  });
  const author = { id: by.id, name: by.display_name, role: by.role };
  const entry = {
    roomId,
    seq,
    id,
    of: messageId,
    author,
    at: at.toISOString(),
    ...said,
    ...marked(said.body, null),
  };
  afterCommit(trx, () => announce(deps, entry));
}

/** Who sat in the team once reads its talk as it was then. */
const hrefIn = (room: Awaited<ReturnType<typeof enterToRead>>, id: string) =>
  `/teams/${room.team_id}/${room.role ? 'room' : 'talk'}#m-${id}`;

export const messageReportable: Reportable = {
  kind: 'message',
  async find({ db }, reader, id) {
    const message = reader && (await messageById(db, id));
    if (!message) return null;
    const room = await enterToRead(db, reader, message.room_id);
    const words = await wordsOf(db, id);
    if (words === null) return null;
    return {
      hackathonId: room.hackathon_id,
      authors: [message.author_id],
      excerpt: excerptOf(words, await nameOfFile(db, id)),
      href: hrefIn(room, id),
    };
  },
  async place({ db }, reader, id) {
    const message = await messageById(db, id);
    return message ? hrefIn(await enterToRead(db, reader, message.room_id), id) : null;
  },
  async withdraw(deps, trx, id, by) {
    const message = await messageById(trx, id);
    if (!message) return null;
    await holdRoom(trx, message.room_id);
    const body = await wordsOf(trx, id);
    if (body === null) return null;
    await forgetBody(trx, id);
    await withholdFileOf(trx, id, await deps.clock.now(trx));
    await append(deps, trx, { roomId: message.room_id, messageId: id }, by, {
      kind: 'withdrawal',
      body: null,
    });
    return { body };
  },
  async restore(deps, trx, id, kept, by) {
    const message = await messageById(trx, id);
    if (!message) return;
    const { body } = kept as { body: string };
    await holdRoom(trx, message.room_id);
    await giveBodyBack(trx, id, body);
    await withholdFileOf(trx, id, null);
    await append(deps, trx, { roomId: message.room_id, messageId: id }, by, { kind: 'edit', body });
  },
};
