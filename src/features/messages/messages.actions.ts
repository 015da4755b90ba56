// Verbs of messages: write, change, take back. Persist, then acknowledge, then tell.
import type { Deps } from '../../deps';
import { asRefusal, Forbidden, Gone, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Entry } from '../../realtime/contract';
import type { Person } from '../../web/request';
import { holdPhases } from '../hackathons/hackathons.queries';
import { requireVoice } from '../moderation/moderation.rights';
import { enterRoom, requireTalk } from '../rooms/rooms.actions';
import { announce, marked } from '../rooms/rooms.live';
import { appendEntry, entryByClientId, forgetBody, holdRoom, messageById } from '../rooms/rooms.log.queries';
import { removeFileOf } from './messages.files.queries';
import { asksForMore, type MoreAsked, postMore } from './messages.more.actions';
import { namedBy } from './messages.people.queries';
import { postInTurn } from './messages.posts.actions';

/**
 * Says something in a room. The same client id of the same person is the same message: it is written once
 * and answered with its first number, after a restart too.
 */
export async function postMessage(
  deps: Deps,
  person: Person,
  input: NewMessage,
): Promise<{ id: string; seq: number }> {
  try {
    const posted = await writeMessage(deps, person, input);
    deps.metrics.message('posted');
    return posted;
  } catch (error) {
    deps.metrics.message(asRefusal(error)?.key ?? 'fault');
    throw error;
  }
}

interface NewMessage extends MoreAsked {
  roomId: string;
  clientId: string;
  body: string;
  author?: string | undefined;
}

async function writeMessage(
  deps: Deps,
  person: Person,
  input: NewMessage,
): Promise<{ id: string; seq: number }> {
  const { roomId, clientId, body } = input;
  if (input.author !== undefined && input.author !== person.id) {
    throw new Forbidden('mentoring.refused.otherPerson');
  }
  await deps.limits.messages.count(person.id);
  const id = newId();
  const draft = { roomId, personId: person.id, clientId, id, body };
  const written = asksForMore(input, body)
    ? await postMore(deps, person, draft, input)
    : { posted: await postInTurn(deps, draft), said: marked(body, null) };
  if (written?.posted) {
    const { posted, said } = written;
    announce(deps, {
      roomId,
      seq: posted.seq,
      kind: 'message',
      id,
      clientId,
      author: { id: person.id, name: person.display_name, role: posted.author_role },
      body,
      at: posted.at.toISOString(),
      ...said,
    });
    return { id, seq: posted.seq };
  }
  const room = await enterRoom(deps.db, person, roomId);
  const first = await entryByClientId(deps.db, roomId, person.id, clientId);
  if (first) return first;
  await requireTalk(deps, deps.db, room);
  await requireVoice(deps.db, room.hackathon_id, person, await deps.clock.now(deps.db));
  throw new Forbidden();
}

interface Changed {
  id: string;
  seq: number;
  teamId: string;
}

/** New words for an own message. The old ones stay in the log, the page shows the new ones. */
export function editMessage(deps: Deps, person: Person, messageId: string, body: string): Promise<Changed> {
  return changeMessage(deps, person, messageId, 'edit', body);
}

/** Takes an own message back, at any time: its words are gone wherever they stood. Twice is once. */
export function withdrawMessage(deps: Deps, person: Person, messageId: string): Promise<Changed> {
  return changeMessage(deps, person, messageId, 'withdrawal', null);
}

async function changeMessage(
  deps: Deps,
  person: Person,
  messageId: string,
  kind: 'edit' | 'withdrawal',
  body: string | null,
): Promise<Changed> {
  await deps.limits.messages.count(person.id);
  const found = await messageById(deps.db, messageId);
  if (!found) throw new NotFound();
  const before = await enterRoom(deps.db, person, found.room_id);
  if (found.author_id !== person.id) throw new Forbidden('mentoring.refused.notAuthor');
  const { entry, seq } = await deps.db.transaction(async (trx) => {
    await holdPhases(trx, before.hackathon_id);
    await holdRoom(trx, found.room_id);
    const room = await enterRoom(trx, person, found.room_id);
    if (kind === 'edit') {
      await requireTalk(deps, trx, room);
      await requireVoice(trx, room.hackathon_id, person, await deps.clock.now(trx));
    }
    const message = await messageById(trx, messageId);
    if (kind === 'edit' && message?.voice_seconds) throw new Forbidden('roomParts.voice.noEdit');
    if (message?.body == null) {
      if (kind === 'edit') throw new Gone('mentoring.refused.withdrawn');
      return { entry: null, seq: room.head };
    }
    const id = newId();
    if (kind === 'withdrawal') {
      await forgetBody(trx, messageId);
      await removeFileOf(trx, messageId, person.id, await deps.clock.now(trx));
    }
    const written = await appendEntry(trx, {
      roomId: room.id,
      id,
      kind,
      ofId: messageId,
      authorId: person.id,
      authorRole: room.role,
      body,
      offset: deps.clock.offsetSeconds,
    });
    const author = { id: person.id, name: person.display_name, role: room.role };
    const at = written.at.toISOString();
    const named = body?.includes('@') ? await namedBy(trx, messageId) : null;
    const said = { body, ...marked(body, named) };
    const made: Entry = { roomId: room.id, seq: written.seq, kind, of: messageId, id, author, at, ...said };
    return { entry: made, seq: written.seq };
  });
  if (entry) announce(deps, entry);
  return { id: messageId, seq, teamId: before.team_id };
}
