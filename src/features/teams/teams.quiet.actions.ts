// Any member sets when the team rests.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import type { Person } from '../../web/request';
import { requireNotArchived, withTeam } from './teams.held.actions';
import { type QuietHours, setQuietHours } from './teams.quiet.queries';

export async function restBetween(
  deps: Deps,
  person: Pick<Person, 'id'>,
  teamId: string,
  hours: QuietHours,
): Promise<void> {
  await withTeam(deps, person, teamId, async (held) => {
    if (!held.members.some((member) => member.id === person.id))
      throw new Forbidden('teams.refused.membersOnly');
    requireNotArchived(held);
    await setQuietHours(held.trx, teamId, hours);
    await recordActivity(held.trx, {
      at: held.facts.now,
      personId: person.id,
      act: 'setQuietHours',
      subject: { kind: 'team', id: teamId },
      hackathonId: held.hackathon.id,
    });
  });
}
