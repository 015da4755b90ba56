// Applying a plan in one step. Everybody and every team it names is held first; what no longer holds is skipped.
import { type Activity, recordActivities } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { shiftFor } from '../../web/weave.cloth';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { notify, teamNotice } from '../notices/notices.actions';
import type { NewNotice, ToldTeam } from '../notices/notices.tables';
import { insertTeams, membersOfTeams, nameKey } from '../teams/teams.queries';
import type { MemberRow } from '../teams/teams.tables';
import { settleWaiting } from '../waiting/waiting.actions';
import { withPlans } from './placement.draft.actions';
import {
  deletePlan,
  lockPlan,
  markApplied,
  movesOf,
  newTeamsOf,
  removedSince,
  setFounded,
  setOutcomes,
} from './placement.plan.queries';
import { settle } from './placement.policy';
import {
  disabledAmong,
  insertMemberships,
  lockParticipants,
  lockTeams,
  namesTaken,
  seatedAmong,
  seedsOf,
} from './placement.queries';
import type { MoveRow } from './placement.tables';

interface Seat {
  membership: string;
  person: string;
  team: ToldTeam;
  captain: boolean;
}

/** `version`: the draft that was seen; refuses (409) another one. Answers how many got a seat and how many not. */
export async function applyPlan(
  deps: Deps,
  organiser: Pick<Person, 'id'>,
  hackathon: HackathonRow,
  input: { version: number },
): Promise<{ seated: number; skipped: number }> {
  return withPlans(deps, organiser, hackathon, async (trx, { now: at }) => {
    const plan = await lockPlan(trx, hackathon.id, 'draft');
    if (!plan || plan.version !== input.version)
      throw new Conflict('placement.refused.changed', { version: plan?.version ?? null });
    const { moves, members, teams } = await holdAll(trx, hackathon, plan.id);
    const founded = await found(trx, hackathon, organiser, { planId: plan.id, moves, at });
    const seats = moves.flatMap((move): Seat[] => {
      if (move.outcome !== 'seated') return [];
      const team = move.team_id === null ? founded.get(move.number) : teams.get(move.team_id);
      return [{ membership: newId(), person: move.person_id, team: team!, captain: false }];
    });
    for (const team of founded.values()) seats.find((seat) => seat.team.id === team.id)!.captain = true;
    await sit(trx, hackathon, { seats, members, at });
    const membershipOf = new Map(seats.map((seat) => [seat.person, seat.membership]));
    await setOutcomes(
      trx,
      plan.id,
      moves.map(({ person_id, outcome }) => ({
        person: person_id,
        outcome,
        membership: membershipOf.get(person_id) ?? null,
      })),
    );
    await deletePlan(trx, hackathon.id, 'applied');
    await markApplied(trx, plan.id, { by: organiser.id, at });
    const seated = seats.map(({ person, team }) => ({ person, team: team.id }));
    await settleWaiting(deps, trx, { hackathonId: hackathon.id, seated, at, by: organiser.id });
    await notify(deps, trx, noticesOf(seats, members));
    const counts = { seated: seats.length, skipped: moves.length - seats.length };
    await recordActivities(trx, auditOf(organiser, hackathon, { seats, at, counts }));
    return counts;
  });
}

/** Holds people and teams in the one order of all acts, then says what is true of each move. */
async function holdAll(trx: Db, hackathon: HackathonRow, planId: string) {
  const planned = await movesOf(trx, planId);
  const people = planned.map((move) => move.person_id);
  const participants = new Set(await lockParticipants(trx, hackathon.id, people));
  const teamIds = [...new Set(planned.flatMap(({ team_id }) => team_id ?? []))];
  const teams = await lockTeams(trx, teamIds);
  for (const gone of await disabledAmong(trx, people)) participants.delete(gone);
  // No question closes while the phases are held.
  const open = (await newTeamsOf(trx, planId)).filter((team) => !team.closed);
  const moves = settle(planned, {
    participants,
    seated: new Set(await seatedAmong(trx, hackathon.id, people)),
    removed: new Set(await removedSince(trx, planId)),
    free: new Map(
      teams
        .filter((team) => team.archived_at === null)
        .map((team) => [team.id, hackathon.seats_max - team.taken]),
    ),
    open: new Set(open.map((team) => team.number)),
    min: hackathon.seats_min,
    max: hackathon.seats_max,
  });
  const members = await membersOfTeams(trx, teamIds);
  return { moves, members, teams: new Map<string, ToldTeam>(teams.map((team) => [team.id, team])) };
}

/** The new teams of a plan that get people, by their number. */
async function found(
  trx: Db,
  hackathon: HackathonRow,
  organiser: Pick<Person, 'id'>,
  given: { planId: string; moves: (Pick<MoveRow, 'number'> & { outcome: string })[]; at: Date },
): Promise<Map<number | null, ToldTeam>> {
  const { planId, moves, at } = given;
  const numbers = new Set(
    moves.flatMap(({ number, outcome }) => (outcome === 'seated' ? (number ?? []) : [])),
  );
  const wanted = (await newTeamsOf(trx, planId)).filter((team) => numbers.has(team.number));
  const free = await freeNames(
    trx,
    hackathon.id,
    wanted.map((team) => team.name),
  );
  const begun = wanted.map((team, index) => ({ ...team, id: newId(), name: free[index]! }));
  await insertTeams(
    trx,
    begun.map(({ id, name, challenge_id, languages }) => ({
      id,
      hackathon_id: hackathon.id,
      challenge_id,
      name,
      pitch: '',
      languages,
      joining: 'open',
      seeks: [],
      times: [],
      channel: null,
      weave_seed: id,
      founded_by: organiser.id,
      founded_at: at,
    })),
  );
  await setFounded(
    trx,
    planId,
    begun.map(({ number, id }) => ({ number, team: id })),
  );
  return new Map(begun.map(({ number, id, name }) => [number, { id, name, hackathon_id: hackathon.id }]));
}

const TRIES = 30;

/** A name that is taken gets the next number behind it. */
async function freeNames(trx: Db, hackathonId: string, names: readonly string[]): Promise<string[]> {
  const variants = (name: string) =>
    Array.from({ length: TRIES }, (_, index) => (index === 0 ? name : `${name} (${index + 1})`));
  const taken = new Set(await namesTaken(trx, hackathonId, names.flatMap(variants).map(nameKey)));
  return names.map((name) => {
    const free = variants(name).find((one) => !taken.has(nameKey(one))) ?? `${name} ${newId().slice(0, 8)}`;
    taken.add(nameKey(free));
    return free;
  });
}

async function sit(
  trx: Db,
  hackathon: HackathonRow,
  given: { seats: readonly Seat[]; members: Map<string, MemberRow[]>; at: Date },
): Promise<void> {
  const { seats, members, at } = given;
  const seeds = await seedsOf(
    trx,
    seats.map((seat) => seat.person),
  );
  const worn = new Map<string, { id: string; colourwayShift: number }[]>();
  for (const [team, sitting] of members)
    worn.set(
      team,
      sitting.map((member) => ({ id: member.weave_seed, colourwayShift: member.colourway_shift })),
    );
  const rows = seats.map(({ membership, person, team, captain }) => {
    const beside = worn.get(team.id) ?? [];
    const seed = seeds.get(person)!;
    const colourwayShift = shiftFor(seed, beside);
    worn.set(team.id, [...beside, { id: seed, colourwayShift }]);
    return {
      id: membership,
      team_id: team.id,
      hackathon_id: hackathon.id,
      person_id: person,
      joined_at: at,
      captain_since: captain ? at : null,
      colourway_shift: colourwayShift,
    };
  });
  await insertMemberships(trx, rows);
}

/** Everybody hears where they sit, captains who comes, new captains that they are. */
function noticesOf(seats: readonly Seat[], members: Map<string, MemberRow[]>): NewNotice[] {
  return seats.flatMap(({ person, team, captain }) => {
    const speaks = members.get(team.id)?.find((member) => member.captain);
    return [
      teamNotice(team, person, { kind: 'placed' }),
      ...(captain ? [teamNotice(team, person, { kind: 'captain' })] : []),
      ...(speaks ? [teamNotice(team, speaks.id, { kind: 'joined', aboutId: person })] : []),
    ];
  });
}

function auditOf(
  organiser: Pick<Person, 'id'>,
  hackathon: HackathonRow,
  given: { seats: readonly Seat[]; at: Date; counts: { seated: number; skipped: number } },
): Activity[] {
  const common = { at: given.at, personId: organiser.id, hackathonId: hackathon.id };
  return [
    {
      ...common,
      act: 'applyPlacement',
      subject: { kind: 'hackathon', id: hackathon.id },
      details: given.counts,
    },
    ...given.seats.map(({ person, team }) => ({
      ...common,
      act: 'placePerson',
      subject: { kind: 'team', id: team.id },
      details: { person },
    })),
  ];
}
