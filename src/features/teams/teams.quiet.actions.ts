// Any member sets when the team rests.
import type { Deps } from '../../deps';
import type { Person } from '../../web/request';
import { record, requireMember, requireNotArchived, withTeam } from './teams.held.actions';
import { type QuietHours, setQuietHours } from './teams.quiet.queries';

export async function restBetween(
  deps: Deps,
  person: Pick<Person, 'id'>,
  teamId: string,
  hours: QuietHours,
): Promise<void> {
  await withTeam(deps, person, teamId, async (held) => {
    requireMember(held, person);
    requireNotArchived(held);
    await setQuietHours(held.trx, teamId, hours);
    await record(held, person, 'setQuietHours');
  });
}
