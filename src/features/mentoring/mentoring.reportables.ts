// Messages and help requests can be reported by who reads them. A moderator's withdrawal is an entry of the
// room's log like an author's; what is given back comes as an edit.
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { newId } from '../../ids';
import { WITHHELD } from '../../web/withheld';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { excerptOf } from '../moderation/moderation.policy';
import type { Hand, Reportable } from '../moderation/moderation.tables';
import { enterRoom } from '../rooms/rooms.actions';
import { announce, marked } from '../rooms/rooms.live';
import {
  appendEntry,
  forgetBody,
  giveBodyBack,
  holdRoom,
  messageById,
  wordsOf,
} from '../rooms/rooms.log.queries';
import { memberOf, roomIdOfTeam } from '../teams/teams.queries';
import { nameOfFile, withholdFileOf } from './mentoring.files.queries';
import { announceHelp } from './mentoring.help.live';
import { changeHelpWords, helpById } from './mentoring.help.queries';

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

export const messageReportable: Reportable = {
  kind: 'message',
  async find({ db }, reader, id) {
    const message = reader && (await messageById(db, id));
    if (!message) return null;
    const room = await enterRoom(db, reader, message.room_id);
    const words = await wordsOf(db, id);
    if (words === null) return null;
    return {
      hackathonId: room.hackathon_id,
      authors: [message.author_id],
      excerpt: excerptOf(words, await nameOfFile(db, id)),
      href: `/teams/${room.team_id}/room#m-${id}`,
    };
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

const READERS = ['expert', 'organiser', 'moderator'];

async function changeHelp(deps: Deps, trx: Db, id: string, words: { topic: string; details: string }) {
  await changeHelpWords(trx, id, words);
  const help = (await helpById(trx, id))!;
  const roomId = await roomIdOfTeam(trx, help.team_id);
  afterCommit(trx, () => announceHelp(deps, help, roomId ?? ''));
}

export const helpReportable: Reportable = {
  kind: 'help-request',
  async find({ db }, reader, id) {
    const help = reader && (await helpById(db, id));
    if (!help || help.topic === WITHHELD) return null;
    const roles = await rolesOf(db, help.hackathon_id, reader.id);
    const member = await memberOf(db, help.team_id, reader.id);
    if (!member && !roles.some((role) => READERS.includes(role))) return null;
    const { slug } = (await hackathonById(db, help.hackathon_id))!;
    return {
      hackathonId: help.hackathon_id,
      authors: [help.asked_by],
      excerpt: excerptOf(help.topic, help.details),
      href: member ? `/teams/${help.team_id}/room` : `/hackathons/${slug}/help-requests`,
    };
  },
  async withdraw(deps, trx, id) {
    const help = await helpById(trx, id);
    if (!help || help.topic === WITHHELD) return null;
    const { topic, details } = help;
    await changeHelp(deps, trx, id, { topic: WITHHELD, details: details && WITHHELD });
    return { topic, details };
  },
  async restore(deps, trx, id, kept) {
    await changeHelp(deps, trx, id, kept as { topic: string; details: string });
  },
};
