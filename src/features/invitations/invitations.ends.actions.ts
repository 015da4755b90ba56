// Requests and invitations that still wait when their team is over, or when teams close for it: each minute they end.
import type { Deps } from '../../deps';
import { mayNow } from '../hackathons/hackathons.policy';
import { hackathonById, holdPhases } from '../hackathons/hackathons.queries';
import { notify, teamNotice } from '../notices/notices.actions';
import { lockTeam, membersOf, teamById, teamFacts } from '../teams/teams.queries';
import { releaseWaiting } from '../waiting/waiting.actions';
import { closeWaitingFor, teamsToEnd } from '../waiting/waiting.queries';

const AT_ONCE = 200;

/** Ends what waits for teams that came to their lock or are over; true when there may be more. */
export async function endWaiting(deps: Deps): Promise<boolean> {
  const teams = await teamsToEnd(deps.db, await deps.clock.now(deps.db), AT_ONCE);
  for (const id of teams) await endWaitingOf(deps, id);
  return teams.length === AT_ONCE;
}

async function endWaitingOf(deps: Deps, teamId: string): Promise<void> {
  const found = await teamById(deps.db, teamId);
  const hackathon = found && (await hackathonById(deps.db, found.hackathon_id));
  if (!hackathon) return;
  await deps.db.transaction(async (trx) => {
    await holdPhases(trx, hackathon.id);
    const team = await lockTeam(trx, teamId);
    if (!team) return;
    const facts = await teamFacts(trx, deps.clock, hackathon, team, null);
    if (team.archived_at)
      return releaseWaiting(deps, trx, { ...team, slug: hackathon.slug }, { at: facts.now, by: null });
    const verdict = mayNow({ ...facts, roles: ['participant'] }, 'formTeams');
    if (verdict.ok || verdict.key !== 'tooLate') return;
    const waited = await closeWaitingFor(trx, teamId, { decision: 'ended', at: facts.now, by: null });
    const captain = (await membersOf(trx, teamId)).find((member) => member.captain);
    await notify(deps, trx, [
      ...waited.map(({ kind, person_id }) =>
        teamNotice(team, person_id, { kind: kind === 'request' ? 'requestEnded' : 'invitedEnded' }),
      ),
      ...waited
        .filter(({ kind }) => captain && kind === 'invitation')
        .map(({ person_id }) =>
          teamNotice(team, captain!.id, { kind: 'invitationEnded', aboutId: person_id }),
        ),
    ]);
  });
}
