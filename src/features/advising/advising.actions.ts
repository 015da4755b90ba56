// An expert stops advising a team.
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import type { Person } from '../../web/request';
import { releaseIn } from '../help/help.ends.actions';
import { enterRoom } from '../rooms/rooms.actions';
import { endAdvising, liveClaimOf } from './advising.queries';

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
