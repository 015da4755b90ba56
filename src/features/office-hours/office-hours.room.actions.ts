// What a booking means for the team's room: the expert sits in it from then on, and the room says so.
import { afterCommit } from '../../db/after-commit';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { newId } from '../../ids';
import type { Entry } from '../../realtime/contract';
import { channels } from '../../realtime/live';
import { endAdvisingSince, startAdvising } from '../help/help.queries';
import { roomOfTeam } from '../rooms/rooms.actions';
import { announce } from '../rooms/rooms.live';
import { appendEntry } from '../rooms/rooms.log.queries';
import type { SystemWord } from '../rooms/rooms.policy';

type By = { id: string; display_name: string; role: string };
type Means = Pick<Deps, 'clock'>;

async function say(means: Means, trx: Db, roomId: string, by: By, word: SystemWord): Promise<Entry> {
  const id = newId();
  const { seq, at } = await appendEntry(trx, {
    roomId,
    id,
    kind: 'system',
    authorId: by.id,
    authorRole: by.role,
    body: word,
    offset: means.clock.offsetSeconds,
  });
  const author = { id: by.id, name: by.display_name, role: by.role };
  return { roomId, seq, kind: 'system', id, author, body: word, at: at.toISOString() };
}

export async function seatAdviser(
  deps: Deps,
  trx: Db,
  of: { teamId: string; expertId: string; by: By; at: Date },
): Promise<void> {
  await startAdvising(trx, of.teamId, of.expertId, of.at);
  const room = await roomOfTeam(deps, trx, of.teamId);
  const entry = await say(deps, trx, room.id, of.by, 'hours.booked');
  afterCommit(trx, () => announce(deps, entry));
}

/** The advising that began with the booking ends, unless the expert helps the team otherwise. */
export async function unseatAdviser(
  means: Means,
  trx: Db,
  of: { teamId: string; expertId: string; bookedAt: Date; by: By; at: Date },
): Promise<(deps: Deps) => void> {
  const left = await endAdvisingSince(trx, of.teamId, of.expertId, of.bookedAt, of.at);
  const room = await roomOfTeam(means, trx, of.teamId);
  const entry = await say(means, trx, room.id, of.by, 'hours.cancelled');
  return (deps) => {
    if (left) deps.live.leave(of.expertId, channels.room(room.id));
    announce(deps, entry);
  };
}
