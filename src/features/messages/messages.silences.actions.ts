// Somebody folds what another one writes.
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { enterRoom } from '../rooms/rooms.actions';
import { messageById } from '../rooms/rooms.log.queries';
import { hearAgain, silence } from './messages.silences.queries';

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
