// After help: each member says in one tap whether it helped. Nobody reads who said what.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, Forbidden } from '../../errors';
import type { Person } from '../../web/request';
import { findInRoom } from '../help/help.held.actions';
import type { Rating } from '../help/help.policy';
import { helpById, holdHelp } from '../help/help.queries';
import type { HelpRow } from '../help/help.tables';
import { notify, teamNotice } from '../notices/notices.actions';
import { keepRating, thankedFor } from './advising.ratings.queries';

/** The first “it helped” of a team thanks the expert, in the name of the team. */
export async function rateHelp(deps: Deps, person: Person, id: string, rating: Rating): Promise<HelpRow> {
  const { help, role } = await findInRoom(deps, person, id);
  if (role !== 'participant') throw new Forbidden('mentoring.refused.membersRate');
  await deps.db.transaction(async (trx) => {
    await holdHelp(trx, id);
    const { state, claimed_by: expert } = (await helpById(trx, id))!;
    if (state !== 'done' || !expert) throw new Conflict('mentoring.refused.notDone', { id, state });
    const href = `/teams/${help.team_id}/room`;
    const first = rating === 'helped' && !(await thankedFor(trx, id, href));
    const at = await deps.clock.now(trx);
    await keepRating(trx, { help_id: id, person_id: person.id, rating, at });
    await recordActivity(trx, {
      at,
      personId: person.id,
      act: 'rateHelp',
      subject: { kind: 'help-request', id },
      hackathonId: help.hackathon_id,
    });
    if (!first) return;
    const team = { id: help.team_id, name: help.team_name, hackathon_id: help.hackathon_id };
    await notify(deps, trx, [teamNotice(team, expert, { kind: 'thanked', href })]);
  });
  return help;
}
