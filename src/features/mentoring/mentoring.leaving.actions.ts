// Leaving what one reads: an expert stops advising a team; somebody folds what another one writes.
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { enterRoom } from '../rooms/rooms.actions';
import { messageById } from '../rooms/rooms.log.queries';
import { endAdvising, liveClaimOf } from './mentoring.expert.queries';
import { releaseIn } from './mentoring.help.ends.actions';
import { hearAgain, silence } from './mentoring.silences.queries';

/** A request that is claimed goes back to the others. Hours that were booked stay booked. */
export async function stopAdvising(deps: Deps, person: Person, roomId: string): Promise<{ slug: string }> {
  const room = await enterRoom(deps.db, person, roomId);
  if (room.role !== 'expert') throw new Forbidden();
  const tell = await deps.db.transaction(async (trx) => {
    const claim = await liveClaimOf(trx, room.team_id, person.id);
    const released = claim ? await releaseIn(deps, trx, person, claim, 'help.released') : null;
    await endAdvising(trx, room.team_id, person.id, await deps.clock.now(trx));
    return released?.tell;
  });
  tell?.(deps);
  return { slug: room.hackathon_slug };
}

/** For this reader only, in every room; whose message it is never learns of it. */
export async function silenceAuthor(
  deps: Deps,
  person: Person,
  messageId: string,
  silenced: boolean,
): Promise<{ teamId: string }> {
  const message = await messageById(deps.db, messageId);
  if (!message) throw new NotFound();
  const room = await enterRoom(deps.db, person, message.room_id);
  if (message.author_id === person.id) throw new Forbidden();
  if (silenced) await silence(deps.db, person.id, message.author_id, deps.clock.expression(deps.db));
  else await hearAgain(deps.db, person.id, message.author_id);
  return { teamId: room.team_id };
}
