// What a team and those around it are told.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { notify, teamNotice } from '../notices/notices.actions';
import type { NoticeKind, Told, ToldTeam } from '../notices/notices.tables';
import type { Held } from './teams.held.actions';
import { membersOf } from './teams.queries';
import { restOf } from './teams.quiet.queries';

/**
 * Tells everybody who sits in the team now, without `but`; `others` are told the same. What `waitsForRest` comes
 * silently in the team's quiet hours.
 */
export async function tellTeam(
  deps: Deps,
  trx: Db,
  team: ToldTeam,
  told: Told & { but: string; others?: (string | null)[]; waitsForRest?: boolean },
): Promise<void> {
  const members = new Set((await membersOf(trx, team.id)).map((member) => member.id));
  const restsUntil = told.waitsForRest ? await restOf(trx, team.id, deps.clock.expression(trx)) : null;
  const noticesFor = (ids: Iterable<string>) =>
    [...ids].filter((id) => id !== told.but).map((id) => teamNotice(team, id, told));
  const others = [...new Set(told.others)].filter((id): id is string => id !== null && !members.has(id));
  if (!restsUntil) return notify(deps, trx, noticesFor([...members, ...others]));
  await notify(deps, trx, noticesFor(members), restsUntil);
  await notify(deps, trx, noticesFor(others));
}

/** Those who stay hear who left; whoever became captain by it hears that, too. `claimer` helped nobody but them. */
export async function tellLeft(
  deps: Deps,
  { trx, team, members }: Pick<Held, 'trx' | 'team' | 'members'>,
  leaver: { id: string; by: string; kind: NoticeKind },
  claimer: string | undefined,
): Promise<void> {
  const stay = await membersOf(trx, team.id);
  const before = members.find((member) => member.captain)?.id;
  const captain = stay.find((member) => member.captain && member.id !== before);
  await notify(deps, trx, [
    ...stay
      .filter((member) => member.id !== leaver.by)
      .map((member) => teamNotice(team, member.id, { kind: leaver.kind, aboutId: leaver.id })),
    ...(captain ? [teamNotice(team, captain.id, { kind: 'captain' })] : []),
    ...(claimer && claimer !== leaver.id ? [teamNotice(team, claimer, { kind: 'helpCancelled' })] : []),
  ]);
}

/** Everybody in the team hears who speaks for it now, but `by`, who made it so. */
export async function tellCaptain(
  deps: Deps,
  { trx, team, members }: Pick<Held, 'trx' | 'team' | 'members'>,
  captainId: string,
  by: string | null,
): Promise<void> {
  await notify(
    deps,
    trx,
    members
      .filter((member) => member.id !== by)
      .map(({ id }) =>
        teamNotice(
          team,
          id,
          id === captainId ? { kind: 'captain' } : { kind: 'newCaptain', aboutId: captainId },
        ),
      ),
  );
}

/** Experts hear that a team is over whose last member left before they met. */
export async function tellNobodyComes(
  deps: Deps,
  { trx, team }: Pick<Held, 'trx' | 'team'>,
  meetings: { expert_id: string; starts_at: Date; zone: string }[],
): Promise<void> {
  await notify(
    deps,
    trx,
    meetings.map(({ expert_id, starts_at, zone }) =>
      teamNotice(team, expert_id, {
        kind: 'hourGivenBack',
        params: { when: { at: starts_at.toISOString(), zone }, zone: { zone } },
      }),
    ),
  );
}
