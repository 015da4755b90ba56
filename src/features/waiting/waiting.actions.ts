// When what people and teams wait for is over: those who waited are told, in the transaction that ends it.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { notify, teamNotice } from '../notices/notices.actions';
import type { ToldTeam } from '../notices/notices.tables';
import { closeWaitingFor, closeWaitingOf, type Seated } from './waiting.queries';

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
