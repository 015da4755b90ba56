// The ground on which two teams become one: phases, the places of the people who would move, and both teams are held
// in this order, as by everything that gives a seat. What the merge does stands here, too.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import type { Facts } from '../hackathons/hackathons.policy';
import { holdPhases } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { notify, teamNotice } from '../notices/notices.actions';
import type { NoticeKind, ToldTeam } from '../notices/notices.tables';
import { hasHandedIn, insertSeatChange, seatIdOf } from '../rosters/rosters.queries';
import { lockBoth, requireNotArchived, seat } from '../teams/teams.held.actions';
import {
  helperOf,
  lockParticipant,
  meetingsAhead,
  membersOf,
  membersOfTeams,
  teamById,
  teamFacts,
} from '../teams/teams.queries';
import { giveUpSeat } from '../teams/teams.seats.actions';
import type { MemberRow, TeamRow } from '../teams/teams.tables';
import { tellLeft, tellNobodyComes } from '../teams/teams.told.actions';
import { releaseWaiting } from '../waiting/waiting.actions';
import { closeUnfit } from './mergers.queries';

export interface Side {
  team: TeamRow;
  /** In the order in which they came. */
  members: MemberRow[];
}

export interface Pair {
  trx: Db;
  hackathon: HackathonRow;
  /** Its people would move. */
  from: Side;
  into: Side;
  /** Of whoever acts, in the team that stays. */
  facts: Facts;
}

/** Throws InvalidInput when one of the two is no team of the hackathon. */
export async function withBoth<T>(
  deps: Deps,
  person: Pick<Person, 'id'> | null,
  both: { hackathon: HackathonRow; from: string; into: string },
  run: (pair: Pair) => Promise<T>,
): Promise<T> {
  const { hackathon } = both;
  for (;;) {
    const known = (await membersOf(deps.db, both.from)).map((member) => member.id).sort();
    const done = await deps.db.transaction(async (trx) => {
      await holdPhases(trx, hackathon.id);
      for (const id of known) await lockParticipant(trx, hackathon.id, id);
      const [from, into] = await lockBoth(trx, hackathon.id, [both.from, both.into]);
      const members = await membersOfTeams(trx, [from.id, into.id]);
      const side = (team: TeamRow): Side => ({ team, members: members.get(team.id) ?? [] });
      // Somebody came while this waited: their place is to be held before the team.
      if (side(from).members.some((member) => !known.includes(member.id))) return null;
      const facts = await teamFacts(trx, deps.clock, hackathon, into, person);
      return { value: await run({ trx, hackathon, from: side(from), into: side(into), facts }) };
    });
    if (done) return done.value;
  }
}

/** Throws Conflict with what is true now: one of the two is over, has handed in, or there is no room. */
export async function requireMergeable({ trx, hackathon, from, into }: Pair): Promise<void> {
  requireNotArchived(from);
  requireNotArchived(into);
  const [seats, together] = [hackathon.seats_max, from.members.length + into.members.length];
  if (together > seats)
    throw new Conflict('mergers.refused.noRoom', { seats, together }, { count: together, seats });
  if (await hasHandedIn(trx, from.team.id)) throw new Conflict('mergers.refused.handedIn', {});
}

export const noticesFor = (
  { team, members }: { team: ToldTeam; members: readonly { id: string }[] },
  told: { kind: NoticeKind; other: string; but?: string; href?: string },
) =>
  members
    .filter((member) => member.id !== told.but)
    .map((member) =>
      teamNotice(team, member.id, {
        kind: told.kind,
        params: { other: told.other },
        ...(told.href ? { href: told.href } : {}),
      }),
    );

/** Everybody moves, the team they leave is over. Call what comes back after the commit. */
export async function merge(
  deps: Deps,
  pair: Pair,
  given: { by: string; reason: string },
): Promise<(deps: Deps) => void> {
  const { trx, hackathon, from, into, facts } = pair;
  const [at, { by }] = [facts.now, given];
  const claimer = await helperOf(trx, from.team.id);
  const meetings = await meetingsAhead(trx, from.team.id, at);
  // The captain last: nobody follows them.
  const leaving = [...from.members].sort((a, b) => Number(a.captain) - Number(b.captain));
  const tells: ((deps: Deps) => void)[] = [];
  for (const [index, { id: personId }] of leaving.entries()) {
    const before = (await seatIdOf(trx, hackathon.id, personId))!;
    const held = { team: from.team, members: leaving.slice(index), at };
    tells.push(await giveUpSeat(trx, held, { id: personId }, { by, act: 'mergeTeams' }));
    const members = await membersOf(trx, into.team.id);
    await seat(deps, { trx, hackathon, team: into.team, members, facts, participant: true }, personId, by);
    const after = (await seatIdOf(trx, hackathon.id, personId))!;
    await insertSeatChange(trx, {
      id: newId(),
      kind: 'merged',
      hackathon_id: hackathon.id,
      membership_id: before.id,
      to_membership_id: after.id,
      person_id: personId,
      by_id: by,
      reason: given.reason,
      at,
    });
  }
  await recordActivity(trx, {
    at,
    personId: by,
    act: 'mergeTeams',
    subject: { kind: 'team', id: into.team.id },
    hackathonId: hackathon.id,
    details: { from: from.team.id, people: leaving.length },
  });
  const ended = { trx, team: from.team, members: from.members };
  await tellLeft(deps, ended, { id: by, by, kind: 'left' }, claimer);
  await tellNobodyComes(deps, ended, meetings);
  await releaseWaiting(deps, trx, { ...from.team, slug: hackathon.slug }, { at, by });
  await closeOthers(deps, pair, by);
  const roster = `/teams/${into.team.id}/roster`;
  const moved = { team: into.team, members: from.members };
  await notify(deps, trx, [
    ...noticesFor(moved, { kind: 'mergedInto', other: from.team.name, but: by, href: roster }),
    ...noticesFor(into, { kind: 'mergedWith', other: from.team.name, but: by, href: roster }),
  ]);
  return (deps) => {
    for (const tell of tells) tell(deps);
  };
}

/** What both offered others or were offered ends where it no longer fits, and those teams hear it. */
async function closeOthers(
  deps: Deps,
  { trx, hackathon, from, into, facts }: Pair,
  by: string,
): Promise<void> {
  const merged = { from: from.team.id, into: into.team.id, seats: hackathon.seats_max };
  const closed = await closeUnfit(trx, merged, { at: facts.now, by });
  const own = [from.team, into.team];
  for (const { team_id, into_id } of closed) {
    const ours = own.find(({ id }) => id === team_id || id === into_id)!;
    const other = team_id === ours.id ? into_id : team_id;
    // What one of the two offered the other is done.
    if (own.some(({ id }) => id === other)) continue;
    const told = { team: (await teamById(trx, other))!, members: await membersOf(trx, other) };
    await notify(deps, trx, noticesFor(told, { kind: 'mergeOver', other: ours.name }));
  }
}
