// The ground every act on a team stands on: phases, the person's place and the team are held, in this order,
// before facts are read; so whoever comes second reads what is true.

import { type Activity, recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, InvalidInput, NotFound, TooMany } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { shiftFor } from '../../web/weave.cloth';
import type { Facts } from '../hackathons/hackathons.policy';
import { hackathonById, holdPhases, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { settleWaiting } from '../waiting/waiting.actions';
import {
  insertMembership,
  lockParticipant,
  lockTeam,
  membersOf,
  seatsTakenSince,
  seedOf,
  teamById,
  teamFacts,
  teamOfPerson,
} from './teams.queries';
import type { MemberRow, TeamRow } from './teams.tables';

/** Coming and going tells the whole team each time: so often may somebody take a seat by themselves. */
const SEATS_AN_HOUR = 10;
const HOUR = 3_600_000;

export interface Held {
  trx: Db;
  hackathon: HackathonRow;
  team: TeamRow;
  /** In the order in which they came. */
  members: MemberRow[];
  /** Of the person who acts. */
  facts: Facts;
  /** Whether the person who gets a seat is a participant. */
  participant: boolean;
}

export async function findTeam(
  db: Db,
  teamId: string,
  person: Pick<Person, 'id'> | null,
): Promise<{ team: TeamRow; hackathon: HackathonRow }> {
  const team = await teamById(db, teamId);
  if (!team) throw new NotFound();
  const hackathon = await hackathonById(db, team.hackathon_id);
  requireVisible(hackathon, await rolesOf(db, team.hackathon_id, person?.id ?? null));
  return { team, hackathon };
}

/** `seatFor`: who may get or give up a seat; the one who acts, unless said otherwise. */
export async function withTeam<T>(
  deps: Deps,
  person: Pick<Person, 'id'>,
  teamId: string,
  run: (held: Held) => Promise<T>,
  seatFor: string = person.id,
): Promise<T> {
  const { hackathon } = await findTeam(deps.db, teamId, person);
  try {
    return await deps.db.transaction(async (trx) => {
      await holdPhases(trx, hackathon.id);
      const participant = await lockParticipant(trx, hackathon.id, seatFor);
      const team = await lockTeam(trx, teamId);
      if (!team) throw new NotFound();
      const members = await membersOf(trx, teamId);
      const facts = await teamFacts(trx, deps.clock, hackathon, team, person);
      return run({ trx, hackathon, team, members, facts, participant });
    });
  } catch (error) {
    throw await raceLost(deps, error, { hackathonId: hackathon.id, personId: seatFor, by: person.id });
  }
}

/** What was done while the team was held; about the team unless `subject` says otherwise. */
export const record = (
  held: Pick<Held, 'trx' | 'hackathon' | 'team' | 'facts'>,
  person: Pick<Person, 'id'>,
  act: string,
  given: Partial<Pick<Activity, 'subject' | 'details'>> = {},
): Promise<void> =>
  recordActivity(held.trx, {
    at: held.facts.now,
    personId: person.id,
    act,
    subject: { kind: 'team', id: held.team.id },
    hackathonId: held.hackathon.id,
    ...given,
  });

/** Two teams of a hackathon, held in the order of their ids, as by everybody who holds more than one. */
export async function lockBoth(
  trx: Db,
  hackathonId: string,
  ids: [string, string],
): Promise<[TeamRow, TeamRow]> {
  const teams: (TeamRow | undefined)[] = [];
  for (const id of [...ids].sort()) teams.push(await lockTeam(trx, id));
  const [one, other] = ids.map((id) =>
    teams.find((team) => team?.id === id && team.hackathon_id === hackathonId),
  );
  if (!one || !other || one.id === other.id) throw new InvalidInput({ team: { key: 'teams.fields.team' } });
  return [one, other];
}

/** What a unique index refused, as the conflict a person can read; other errors come back as they are. */
export async function raceLost(
  deps: Deps,
  error: unknown,
  whose: { hackathonId: string; personId: string; by: string },
): Promise<unknown> {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== '23505') return error;
  if (constraint === 'teams_name') return new Conflict('teams.refused.nameTaken', {});
  if (constraint !== 'memberships_one_team') return error;
  const current = await teamOfPerson(deps.db, whose.hackathonId, whose.personId);
  return current ? alreadyInTeam(current, whose.personId === whose.by) : error;
}

/** `self`: whether whoever sits there reads it. */
export function alreadyInTeam(team: Pick<TeamRow, 'id' | 'name'>, self = true): Conflict {
  return new Conflict(
    `teams.refused.${self ? 'alreadyInTeam' : 'sitsElsewhere'}`,
    { team: { id: team.id, name: team.name } },
    { team: team.name },
  );
}

export function requireMember(held: Pick<Held, 'members'>, person: Pick<Person, 'id'>): void {
  if (!held.members.some((one) => one.id === person.id)) throw new Forbidden('teams.refused.membersOnly');
}

export function requireCaptain(held: Pick<Held, 'members'>, person: Pick<Person, 'id'>): void {
  const member = held.members.find((one) => one.id === person.id);
  if (!member?.captain) throw new Forbidden('teams.refused.captainOnly');
}

export function requireNotArchived(held: Pick<Held, 'team'>): void {
  if (held.team.archived_at) throw new Conflict('teams.refused.archived', { archived: true });
}

/** Throws Conflict when the team is full or over, with what is true now. */
export function requireFreeSeat(held: Pick<Held, 'team' | 'members' | 'hackathon'>): void {
  requireNotArchived(held);
  const seats = held.hackathon.seats_max;
  const seatsTaken = held.members.length;
  if (seatsTaken >= seats) throw new Conflict('teams.refused.full', { seats, seatsTaken }, { count: seats });
}

export async function requireSeldom(
  trx: Db,
  hackathon: Pick<HackathonRow, 'id'>,
  personId: string,
  now: Date,
): Promise<void> {
  const taken = await seatsTakenSince(trx, hackathon.id, personId, new Date(now.getTime() - HOUR));
  if (taken >= SEATS_AN_HOUR) throw new TooMany(HOUR / 1000, 'teams.refused.cameOften');
}

/**
 * Seats a participant and closes whatever else they waited for; the other teams hear it. The caller has checked
 * the right.
 */
export async function seat(deps: Deps, held: Held, personId: string, by: string): Promise<void> {
  const { trx, hackathon, team, facts } = held;
  const current = await teamOfPerson(trx, hackathon.id, personId);
  if (current) throw alreadyInTeam(current, personId === by);
  requireFreeSeat(held);
  if (personId === by) await requireSeldom(trx, hackathon, personId, facts.now);
  const worn = held.members.map((member) => ({
    id: member.weave_seed,
    colourwayShift: member.colourway_shift,
  }));
  await insertMembership(trx, {
    id: newId(),
    team_id: team.id,
    hackathon_id: hackathon.id,
    person_id: personId,
    joined_at: facts.now,
    captain_since: null,
    colourway_shift: shiftFor(await seedOf(trx, personId), worn),
  });
  const seated = [{ person: personId, team: team.id }];
  await settleWaiting(deps, trx, { hackathonId: hackathon.id, seated, at: facts.now, by });
}
