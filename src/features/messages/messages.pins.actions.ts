// What a room keeps in sight: at most a few messages, pinned and loosened as entries of the log.
import type { Deps } from '../../deps';
import { Forbidden, Gone, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { holdPhases } from '../hackathons/hackathons.queries';
import { requireVoice } from '../moderation/moderation.rights';
import { enterRoom, requireTalk } from '../rooms/rooms.actions';
import { announce } from '../rooms/rooms.live';
import { appendEntry, holdRoom, messageById } from '../rooms/rooms.log.queries';
import { pinnedIn } from './messages.pins.queries';

/** Messages that a room keeps in sight. */
const MOST_PINS = 5;
const PINNED = 'pin';

/** Twice is once. Members and experts may; throws Forbidden when the room keeps as many as it can. */
export async function pinMessage(
  deps: Deps,
  person: Person,
  messageId: string,
  pinned: boolean,
): Promise<{ teamId: string }> {
  await deps.limits.messages.count(person.id);
  const found = await messageById(deps.db, messageId);
  if (!found) throw new NotFound();
  const before = await enterRoom(deps.db, person, found.room_id);
  const entry = await deps.db.transaction(async (trx) => {
    await holdPhases(trx, before.hackathon_id);
    await holdRoom(trx, found.room_id);
    const room = await enterRoom(trx, person, found.room_id);
    if (room.role === 'moderator') throw new Forbidden('mentoring.refused.pinsOfTeam');
    await requireTalk(deps, trx, room);
    await requireVoice(trx, room.hackathon_id, person, await deps.clock.now(trx));
    if ((await messageById(trx, messageId))?.body == null) throw new Gone('mentoring.refused.withdrawn');
    const pins = await pinnedIn(trx, room.id);
    if (pins.includes(messageId) === pinned) return null;
    if (pinned && pins.length >= MOST_PINS)
      throw new Forbidden('mentoring.refused.pins', { count: MOST_PINS });
    const id = newId();
    const body = pinned ? PINNED : null;
    const { seq, at } = await appendEntry(trx, {
      roomId: room.id,
      id,
      kind: 'pin',
      ofId: messageId,
      authorId: person.id,
      authorRole: room.role,
      body,
      offset: deps.clock.offsetSeconds,
    });
    const author = { id: person.id, name: person.display_name, role: room.role };
    return {
      roomId: room.id,
      seq,
      kind: 'pin' as const,
      of: messageId,
      id,
      author,
      body,
      at: at.toISOString(),
    };
  });
  if (entry) announce(deps, entry);
  return { teamId: before.team_id };
}
