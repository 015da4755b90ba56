// An organiser moves somebody from one team to another, also after the lock.
import type { Deps } from '../../deps';
import { Conflict, InvalidInput } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { holdPhases } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import { notify, teamNotice } from '../notices/notices.actions';
import {
  alreadyInTeam,
  findTeam,
  type Held,
  lockBoth,
  requireFreeSeat,
  seat,
} from '../teams/teams.held.actions';
import { lockParticipant, membersOf, teamFacts, teamOfPerson } from '../teams/teams.queries';
import { vacate } from '../teams/teams.seats.actions';
import type { MoveInput } from './rosters.input';
import { insertSeatChange, seatIdOf } from './rosters.queries';

/** Throws Conflict with what is true now when they sit elsewhere by now, or no seat is free. */
export async function movePerson(
  deps: Deps,
  organiser: Person,
  fromId: string,
  input: MoveInput,
): Promise<void> {
  const { hackathon } = await findTeam(deps.db, fromId, organiser);
  const hackathonId = hackathon.id;
  const tell = await deps.db.transaction(async (trx) => {
    await holdPhases(trx, hackathonId);
    const participant = await lockParticipant(trx, hackathonId, input.person);
    const [from, to] = await lockBoth(trx, hackathonId, [fromId, input.team]);
    const facts = await teamFacts(trx, deps.clock, hackathon, to, organiser);
    requireRight(facts, 'movePeople');
    if (!participant) throw new InvalidInput({ person: { key: 'teams.fields.person' } });
    const current = await teamOfPerson(trx, hackathonId, input.person);
    if (!current) throw new Conflict('rosters.refused.noTeam', { team: null });
    if (current.id !== from.id) throw alreadyInTeam(current, input.person === organiser.id);

    const ground = { trx, hackathon, facts, participant };
    const old: Held = { ...ground, team: from, members: await membersOf(trx, from.id) };
    const next: Held = { ...ground, team: to, members: await membersOf(trx, to.id) };
    requireFreeSeat(next);
    const before = (await seatIdOf(trx, hackathonId, input.person))!;
    const left = { by: organiser.id, act: 'movePerson', told: 'movedAway' } as const;
    const tell = await vacate(deps, old, { id: input.person }, left);
    await seat(deps, next, input.person, organiser.id);
    const after = (await seatIdOf(trx, hackathonId, input.person))!;
    await insertSeatChange(trx, {
      id: newId(),
      kind: 'moved',
      hackathon_id: hackathonId,
      membership_id: before.id,
      to_membership_id: after.id,
      person_id: input.person,
      by_id: organiser.id,
      reason: input.reason,
      at: facts.now,
    });
    await notify(deps, trx, [
      teamNotice(to, input.person, { kind: 'moved', href: `/teams/${to.id}/roster` }),
      ...next.members.map((member) => teamNotice(to, member.id, { kind: 'joined', aboutId: input.person })),
    ]);
    return tell;
  });
  tell(deps);
}
