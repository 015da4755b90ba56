// When what people and teams wait for is over: those who waited are told, in the transaction that ends it.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { mayNow } from '../hackathons/hackathons.policy';
import { hackathonById, holdPhases } from '../hackathons/hackathons.queries';
import { notify } from '../notices/notices.actions';
import { lockTeam, membersOf, teamById, teamFacts } from './teams.queries';
import { type ToldTeam, teamNotice } from './teams.told.actions';
import { closeWaitingFor, closeWaitingOf, type Seated, teamsToEnd } from './teams.waiting.queries';

/** People have a seat now: whatever else they waited for is closed, and the other teams hear it kindly. */
export async function settleWaiting(
  deps: Deps,
  trx: Db,
  given: { hackathonId: string; seated: readonly Seated[]; at: Date; by: string },
): Promise<void> {
  const { hackathonId, seated, at, by } = given;
  const others = await closeWaitingOf(trx, hackathonId, seated, { at, by });
  await notify(
    deps,
    trx,
    others.map(({ person_id, team_id, team, captain_id }) =>
      teamNotice({ id: team_id, name: team, hackathon_id: hackathonId }, captain_id, {
        kind: 'foundSeat',
        aboutId: person_id,
      }),
    ),
  );
}

/** Nobody is left in the team: whoever waited for it can turn to others. */
export async function releaseWaiting(
  deps: Deps,
  trx: Db,
  team: ToldTeam & { slug: string },
  closed: { at: Date; by: string | null },
): Promise<void> {
  const waited = await closeWaitingFor(trx, team.id, { decision: 'closed', ...closed });
  const people = [...new Set(waited.map((one) => one.person_id))];
  const href = `/hackathons/${team.slug}/teams`;
  await notify(
    deps,
    trx,
    people.map((id) => teamNotice(team, id, { kind: 'teamOver', href })),
  );
}

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
