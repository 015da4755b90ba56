// What happens by itself: teams that are too small hear before the lock with whom they could merge, and offers end
// that nobody can accept any more.
import { setImmediate } from 'node:timers/promises';
import type { Deps } from '../../deps';
import { mayNow } from '../hackathons/hackathons.policy';
import { hackathonById } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { notify, teamNotice } from '../notices/notices.actions';
import type { NewNotice } from '../notices/notices.tables';
import { membersOfTeams } from '../teams/teams.queries';
import { overFor } from './mergers.actions';
import { type Pair, withBoth } from './mergers.held.actions';
import { partnersOf, SHOWN } from './mergers.policy';
import { decideMerger, mergeableTeams, mergerById, mergersToEnd } from './mergers.queries';
import type { MergerRow } from './mergers.tables';

/** For everybody in a team that is too small and could merge: with whom best, and with how many it could. */
export async function partnersToTell(deps: Deps, hackathon: HackathonRow): Promise<NewNotice[]> {
  const size = { min: hackathon.seats_min, max: hackathon.seats_max };
  const teams = await mergeableTeams(deps.db, hackathon.id, size.max);
  const small = teams.filter((team) => team.taken < size.min && !team.handed_in);
  const members = await membersOfTeams(
    deps.db,
    small.map((team) => team.id),
  );
  const notices: NewNotice[] = [];
  for (const team of small) {
    const partners = partnersOf(team, teams, size, SHOWN);
    // Many teams: others may be answered in between.
    await setImmediate();
    if (partners.length === 0) continue;
    const told = { id: team.id, name: team.name, hackathon_id: hackathon.id };
    const params = { other: partners[0]!.name, count: partners.length };
    for (const member of members.get(team.id) ?? [])
      notices.push(
        teamNotice(told, member.id, { kind: 'mergeSuggested', params, href: `/teams/${team.id}#mergers` }),
      );
  }
  return notices;
}

const AT_ONCE = 100;

/** Ends the offers whose team is over, that have no room any more, or that came to the lock. */
export async function endMergers(deps: Deps): Promise<void> {
  for (const merger of await mergersToEnd(deps.db, await deps.clock.now(deps.db), AT_ONCE))
    await endMerger(deps, merger);
}

const over = ({ hackathon, from, into, facts }: Pair): boolean => {
  if (from.team.archived_at || into.team.archived_at) return true;
  if (from.members.length + into.members.length > hackathon.seats_max) return true;
  const verdict = mayNow({ ...facts, roles: ['participant'] }, 'formTeams');
  return !verdict.ok && verdict.key === 'tooLate';
};

async function endMerger(deps: Deps, merger: MergerRow): Promise<void> {
  const hackathon = (await hackathonById(deps.db, merger.hackathon_id))!;
  await withBoth(deps, null, { hackathon, from: merger.team_id, into: merger.into_id }, async (pair) => {
    // Answered while this waited for the teams.
    if ((await mergerById(pair.trx, merger.id))?.decision !== null || !over(pair)) return;
    await decideMerger(pair.trx, merger.id, { decision: 'ended', at: pair.facts.now, by: null });
    await notify(deps, pair.trx, overFor(pair));
  });
}
