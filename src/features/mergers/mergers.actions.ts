// Two teams become one: the captain of a team that is too small offers it, the other captain answers; an organiser
// merges at once, with a reason.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { hackathonById } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { notify } from '../notices/notices.actions';
import { findTeam, requireCaptain } from '../teams/teams.held.actions';
import { memberOf, wasRemoved } from '../teams/teams.queries';
import { merge, noticesFor, type Pair, requireMergeable, withBoth } from './mergers.held.actions';
import type { MergeInput } from './mergers.input';
import { OPEN_OFFERS } from './mergers.policy';
import { decideMerger, insertMerger, mergerById, mergersBetween, openMergersOf } from './mergers.queries';
import type { MergerRow } from './mergers.tables';

const record = (pair: Pair, person: Pick<Person, 'id'>, act: string, id: string) =>
  recordActivity(pair.trx, {
    at: pair.facts.now,
    personId: person.id,
    act,
    subject: { kind: 'team_merger', id },
    hackathonId: pair.hackathon.id,
  });

/** What was said between the two before: an offer that waits, or a no, which holds. */
async function requireUnsaid({ trx, from, into }: Pair): Promise<void> {
  const before = await mergersBetween(trx, from.team.id, into.team.id);
  const waits = before.find((one) => one.decision === null);
  if (waits)
    throw new Conflict(`mergers.refused.${waits.team_id === from.team.id ? 'offered' : 'theyOffered'}`, {
      id: waits.id,
    });
  if (before.some((one) => one.decision === 'refused' && one.team_id === from.team.id))
    throw new Conflict('mergers.refused.saidNo', {});
  const open = (await openMergersOf(trx, from.team.id)).filter((one) => one.team_id === from.team.id);
  if (open.length >= OPEN_OFFERS)
    throw new Conflict('mergers.refused.enough', { offers: open.length }, { count: OPEN_OFFERS });
}

/** Whoever lost their seat in a team does not come back unseen, in the name of another one. */
async function requireNobodyRemoved({ trx, from, into }: Pair): Promise<void> {
  for (const member of from.members)
    if (await wasRemoved(trx, into.team.id, member.id)) throw new Conflict('mergers.refused.removed', {});
}

/** The people of the team would move into `input.team`. Refuses (409) a team that has enough people. */
export async function offerMerger(
  deps: Deps,
  person: Pick<Person, 'id'>,
  teamId: string,
  input: { team: string },
): Promise<{ id: string }> {
  const { hackathon } = await findTeam(deps.db, teamId, person);
  // Each offer tells both teams: one that is taken back and made again costs like an invitation.
  if ((await memberOf(deps.db, teamId, person.id))?.captain)
    await deps.limits.personalInvitations.count(person.id);
  return withBoth(deps, person, { hackathon, from: teamId, into: input.team }, async (pair) => {
    const { trx, from, into, facts } = pair;
    requireCaptain(from, person);
    requireRight(facts, 'formTeams');
    await requireMergeable(pair);
    await requireNobodyRemoved(pair);
    const count = from.members.length;
    if (count >= hackathon.seats_min) throw new Conflict('mergers.refused.enoughPeople', { people: count });
    await requireUnsaid(pair);
    const id = newId();
    await insertMerger(trx, {
      id,
      hackathon_id: hackathon.id,
      team_id: from.team.id,
      into_id: into.team.id,
      offered_by: person.id,
      offered_at: facts.now,
    });
    await record(pair, person, 'offerMerger', id);
    const told = (team: string) => ({ other: team, but: person.id });
    await notify(deps, trx, [
      ...noticesFor(into, { kind: 'mergeOffered', ...told(from.team.name), href: pageOf(into) }),
      ...noticesFor(from, { kind: 'mergeProposed', ...told(into.team.name), href: pageOf(from) }),
    ]);
    return { id };
  });
}

const pageOf = ({ team }: { team: { id: string } }) => `/teams/${team.id}#mergers`;

/** An offer is known to the members of both teams. */
export async function mergerFor(deps: Deps, person: Pick<Person, 'id'>, id: string): Promise<MergerRow> {
  const merger = await mergerById(deps.db, id);
  if (!merger) throw new NotFound();
  const sits = (teamId: string) => memberOf(deps.db, teamId, person.id);
  if (!(await sits(merger.into_id)) && !(await sits(merger.team_id))) throw new NotFound();
  return merger;
}

const DECISIONS = {
  accepted: { act: 'acceptMerger', side: 'into' },
  refused: { act: 'refuseMerger', side: 'into' },
  withdrawn: { act: 'withdrawMerger', side: 'from' },
} as const;

/**
 * What a captain says to an offer that waits: of the team that was asked, or of the one that offered. What follows
 * from it is in the same transaction, and takes the decision back by throwing. `teamId`: the captain's.
 */
async function decide<T>(
  deps: Deps,
  person: Pick<Person, 'id'>,
  id: string,
  decision: keyof typeof DECISIONS,
  follow: (pair: Pair) => Promise<T>,
): Promise<{ teamId: string; followed: T }> {
  const { act, side } = DECISIONS[decision];
  const merger = await mergerFor(deps, person, id);
  const hackathon = (await hackathonById(deps.db, merger.hackathon_id))!;
  const both = { hackathon, from: merger.team_id, into: merger.into_id };
  const followed = await withBoth(deps, person, both, async (pair) => {
    requireCaptain(pair[side], person);
    // Read again while both teams are held.
    const now = (await mergerById(pair.trx, id)) as MergerRow;
    if (now.decision) throw new Conflict('mergers.refused.decided', { decision: now.decision });
    await decideMerger(pair.trx, id, { decision, at: pair.facts.now, by: person.id });
    await record(pair, person, act, id);
    return follow(pair);
  });
  return { teamId: both[side], followed };
}

export async function acceptMerger(
  deps: Deps,
  person: Pick<Person, 'id'>,
  id: string,
): Promise<{ teamId: string }> {
  const { teamId, followed: tell } = await decide(deps, person, id, 'accepted', async (pair) => {
    requireRight(pair.facts, 'formTeams');
    await requireMergeable(pair);
    await requireNobodyRemoved(pair);
    return merge(deps, pair, { by: person.id, reason: '' });
  });
  tell(deps);
  return { teamId };
}

export function refuseMerger(
  deps: Deps,
  person: Pick<Person, 'id'>,
  id: string,
): Promise<{ teamId: string }> {
  return decide(deps, person, id, 'refused', ({ trx, from, into }) =>
    notify(deps, trx, [
      ...noticesFor(from, { kind: 'mergeRefused', other: into.team.name, href: pageOf(from) }),
      ...noticesFor(into, { kind: 'mergeOver', other: from.team.name, but: person.id }),
    ]),
  );
}

/** By the captain of the team that offered. */
export function withdrawMerger(
  deps: Deps,
  person: Pick<Person, 'id'>,
  id: string,
): Promise<{ teamId: string }> {
  return decide(deps, person, id, 'withdrawn', (pair) => notify(deps, pair.trx, overFor(pair, person.id)));
}

/** Everybody in both teams, but `but`, hears that nothing came of it. */
export const overFor = ({ from, into }: Pick<Pair, 'from' | 'into'>, but?: string) => [
  ...noticesFor(from, { kind: 'mergeOver', other: into.team.name, ...(but ? { but } : {}) }),
  ...noticesFor(into, { kind: 'mergeOver', other: from.team.name, ...(but ? { but } : {}) }),
];

/** An organiser merges two teams at once, also after teams closed; everybody reads the reason. */
export async function mergeTeams(
  deps: Deps,
  organiser: Pick<Person, 'id'>,
  hackathon: HackathonRow,
  input: MergeInput,
): Promise<void> {
  const both = { hackathon, from: input.team, into: input.into };
  const tell = await withBoth(deps, organiser, both, async (pair) => {
    requireRight(pair.facts, 'movePeople');
    await requireMergeable(pair);
    return merge(deps, pair, { by: organiser.id, reason: input.reason });
  });
  tell(deps);
}
