// A mute ends by itself; here it ends early.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import type { Person } from '../../web/request';
import { hackathonById } from '../hackathons/hackathons.queries';
import { notify } from '../notices/notices.actions';
import { endMuteRow, muteById } from './moderation.mutes.queries';
import { staffOf } from './moderation.queries';

/** By a moderator, or an organiser where nobody moderates; never by who is muted. */
export async function endMute(deps: Deps, person: Person, id: string): Promise<{ slug: string }> {
  const known = await muteById(deps.db, id);
  if (!known) throw new NotFound();
  const hackathonId = known.hackathon_id;
  const { moderators, organisers } = await staffOf(deps.db, hackathonId);
  if (![...moderators, ...organisers].includes(person.id)) throw new NotFound();
  const enders = moderators.length > 0 ? moderators : organisers;
  if (!enders.includes(person.id) || known.person_id === person.id)
    throw new Forbidden('moderation.refused.moderators');
  const { slug } = (await hackathonById(deps.db, hackathonId))!;
  await deps.db.transaction(async (trx) => {
    const at = await deps.clock.now(trx);
    if (!(await endMuteRow(trx, id, { by: person.id, at })))
      throw new Conflict('moderation.refused.muteEnded', { ended: true });
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'endMute',
      subject: { kind: 'mute', id },
      hackathonId,
    });
    await notify(deps, trx, [
      { personId: known.person_id, kind: 'muteEnded', params: {}, href: '/desk', hackathonId },
    ]);
  });
  return { slug };
}
