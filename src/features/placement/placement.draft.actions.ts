// A draft of who sits where: computed for everybody at once, or put together by hand. Nothing of it is true yet.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Conflict, InvalidInput } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { challengesOf } from '../challenges/challenges.queries';
import type { Facts } from '../hackathons/hackathons.policy';
import { factsOf, holdPhases } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { fitOf } from '../seekers/seekers.fit';
import { raceLost } from '../teams/teams.held.actions';
import { solveAside } from './placement.aside';
import type { MoveInput } from './placement.input';
import {
  deletePlan,
  dropEmptyNewTeams,
  holdPlans,
  insertMoves,
  insertNewTeams,
  insertPlan,
  lockPlan,
  type NewMove,
  newTeamsOf,
  putMove,
  raiseVersion,
  removeMove,
} from './placement.plan.queries';
import { roomIn } from './placement.policy';
import { allTeamless, lockParticipants, openTeams, pageOfTeamless } from './placement.queries';
import type { Teamless } from './placement.tables';

/** The name of a new team of a plan, in the language of whoever plans. */
export type Naming = (number: number) => string;

/** Everything about plans of one hackathon happens one after the other, while its phases stand still. */
export async function withPlans<T>(
  deps: Deps,
  organiser: Pick<Person, 'id'>,
  hackathon: HackathonRow,
  run: (trx: Db, facts: Facts) => Promise<T>,
): Promise<T> {
  const work = deps.db.transaction(async (trx) => {
    await holdPhases(trx, hackathon.id);
    await holdPlans(trx, hackathon.id);
    const facts = await factsOf(trx, deps.clock, hackathon, organiser.id);
    requireRight(facts, 'placePeople');
    return run(trx, facts);
  });
  // A team may be founded at the same moment under the name that a new team was to have.
  const whose = { hackathonId: hackathon.id, personId: organiser.id, by: organiser.id };
  return work.catch(async (error) => {
    throw await raceLost(deps, error, whose);
  });
}

const record = (
  trx: Db,
  facts: Facts,
  organiser: Pick<Person, 'id'>,
  hackathonId: string,
  act: string,
  details = {},
) =>
  recordActivity(trx, {
    at: facts.now,
    personId: organiser.id,
    act,
    subject: { kind: 'hackathon', id: hackathonId },
    hackathonId,
    details,
  });

/** Languages that all of them know, else the one most of them do. */
function languagesOf(people: readonly Teamless[], language: string | null): string[] {
  const all = [...new Set(people.flatMap((person) => person.languages))];
  const speakers = (tag: string) => people.filter((person) => person.languages.includes(tag)).length;
  const common = all.filter((tag) => tag === language || speakers(tag) === people.length);
  if (common.length > 0) return common.slice(0, 8);
  return all.sort((a, b) => speakers(b) - speakers(a)).slice(0, 1);
}

/** What a solution says, as rows of a draft. Without an open question no team begins: others stay outside. */
function draftOf(
  { seats, newTeams }: Awaited<ReturnType<typeof solveAside>>,
  given: { people: readonly Teamless[]; mayBegin: boolean; nameOf: Naming; readAt: Date },
) {
  const byId = new Map(given.people.map((person) => [person.id, person]));
  const begun = (given.mayBegin ? newTeams : []).map((group, index) => {
    const people = group.people.map((person) => byId.get(person)!);
    const number = index + 1;
    const languages = languagesOf(people, group.language);
    return { people, team: { number, name: given.nameOf(number), challenge_id: group.challenge, languages } };
  });
  const moves: NewMove[] = [
    ...seats
      .filter(({ person, team }) => !byId.get(person)!.barred.includes(team))
      .map(({ person, team, fit }) => ({
        person_id: person,
        team_id: team,
        number: null,
        stranger: fit === 0,
        set_at: given.readAt,
      })),
    ...begun.flatMap(({ people, team: { number, languages } }) =>
      people.map((person) => ({
        person_id: person.id,
        team_id: null,
        number,
        stranger: !languages.some((tag) => person.languages.includes(tag)),
        set_at: given.readAt,
      })),
    ),
  ];
  return { newTeams: begun.map(({ team }) => team), moves };
}

/** Puts a computed draft in the place of the one before. The seed is new each time, so that equals are shuffled. */
export async function planAll(
  deps: Deps,
  organiser: Pick<Person, 'id'>,
  hackathon: HackathonRow,
  nameOf: Naming,
): Promise<void> {
  const before = await factsOf(deps.db, deps.clock, hackathon, organiser.id);
  requireRight(before, 'placePeople');
  const { seats_min: min, seats_max: max } = hackathon;
  const people = await allTeamless(deps.db, hackathon.id);
  const teams = await openTeams(deps.db, hackathon.id, max);
  const challenges = (await challengesOf(deps.db, hackathon.id)).filter((one) => !one.closed_at);
  const id = newId();
  const solution = await solveAside({
    people,
    teams: teams.map((team) => ({ ...team, ...roomIn(team, { min, max }) })),
    min,
    max,
    challenges: challenges.map((one) => one.id),
    seed: id,
  });
  const given = { people, mayBegin: challenges.length > 0, nameOf, readAt: before.now };
  const { newTeams, moves } = draftOf(solution, given);
  await withPlans(deps, organiser, hackathon, async (trx, facts) => {
    // Held before rows of theirs are written: whoever deletes their account waits, or is not in the plan.
    const everybody = people.map((person) => person.id);
    const here = new Set(await lockParticipants(trx, hackathon.id, everybody));
    const replaced = await lockPlan(trx, hackathon.id, 'draft');
    await deletePlan(trx, hackathon.id, 'draft');
    await insertPlan(trx, {
      id,
      hackathon_id: hackathon.id,
      made_by: organiser.id,
      made_at: facts.now,
      version: (replaced?.version ?? 0) + 1,
    });
    await insertNewTeams(trx, id, newTeams);
    const kept = moves.filter((move) => here.has(move.person_id));
    await insertMoves(trx, id, kept);
    await dropEmptyNewTeams(trx, id);
    await record(trx, facts, organiser, hackathon.id, 'planPlacement', { people: kept.length });
  });
}

/** Puts one person somewhere else in the draft, or out of it; begins a draft where there is none. */
export async function planOne(
  deps: Deps,
  organiser: Pick<Person, 'id'>,
  hackathon: HackathonRow,
  input: MoveInput,
  nameOf: Naming,
): Promise<void> {
  await withPlans(deps, organiser, hackathon, async (trx, facts) => {
    const [person] = await pageOfTeamless(trx, hackathon.id, { shown: 'all', person: input.person });
    if (!person) throw new InvalidInput({ person: { key: 'teams.fields.person' } });
    const planId = await draftFor(trx, organiser, hackathon, facts);
    if (input.team === '') await removeMove(trx, planId, person.id);
    else {
      const move = await moveOf(trx, hackathon, planId, { person, team: input.team, nameOf });
      await putMove(trx, planId, { ...move, set_at: facts.now });
    }
    await dropEmptyNewTeams(trx, planId);
    await raiseVersion(trx, planId);
    await record(trx, facts, organiser, hackathon.id, 'planPerson', { person: person.id });
  });
}

async function draftFor(
  trx: Db,
  organiser: Pick<Person, 'id'>,
  hackathon: HackathonRow,
  facts: Facts,
): Promise<string> {
  const draft = await lockPlan(trx, hackathon.id, 'draft');
  if (draft) return draft.id;
  const id = newId();
  await insertPlan(trx, {
    id,
    hackathon_id: hackathon.id,
    made_by: organiser.id,
    made_at: facts.now,
    version: 0,
  });
  return id;
}

async function moveOf(
  trx: Db,
  hackathon: HackathonRow,
  planId: string,
  given: { person: Awaited<ReturnType<typeof pageOfTeamless>>[number]; team: string; nameOf: Naming },
): Promise<Omit<NewMove, 'set_at'>> {
  const { person, team: target } = given;
  const seats = hackathon.seats_max;
  const full = () => new Conflict('teams.refused.full', { seats }, { count: seats });
  const [, newNumber] = /^new-(\d+)$/.exec(target) ?? [];
  if (newNumber === undefined) {
    const team = (await openTeams(trx, hackathon.id, seats)).find((one) => one.id === target);
    if (!team) throw new InvalidInput({ team: { key: 'teams.fields.team' } });
    const others = team.planned - (person.team_id === team.id ? 1 : 0);
    if (team.taken + others >= seats) throw full();
    return {
      person_id: person.id,
      team_id: team.id,
      number: null,
      stranger: fitOf(person, team).score === 0,
    };
  }
  const number = Number(newNumber);
  const teams = await newTeamsOf(trx, planId);
  const team = teams.find((one) => one.number === number);
  if (team) {
    if (team.closed) throw new InvalidInput({ team: { key: 'teams.fields.team' } });
    if (team.planned - (person.number === number ? 1 : 0) >= seats) throw full();
    const stranger = !team.languages.some((tag) => person.languages.includes(tag));
    return { person_id: person.id, team_id: null, number, stranger };
  }
  const challenges = (await challengesOf(trx, hackathon.id)).filter((one) => !one.closed_at);
  const challenge = challenges.find((one) => person.challenges.includes(one.id)) ?? challenges[0];
  if (number !== Math.max(0, ...teams.map((one) => one.number)) + 1 || !challenge)
    throw new InvalidInput({ team: { key: 'teams.fields.team' } });
  const languages = person.languages.slice(0, 8);
  await insertNewTeams(trx, planId, [
    { number, name: given.nameOf(number), challenge_id: challenge.id, languages },
  ]);
  return { person_id: person.id, team_id: null, number, stranger: false };
}

export async function dropDraft(
  deps: Deps,
  organiser: Pick<Person, 'id'>,
  hackathon: HackathonRow,
): Promise<void> {
  await withPlans(deps, organiser, hackathon, async (trx, facts) => {
    if (await deletePlan(trx, hackathon.id, 'draft'))
      await record(trx, facts, organiser, hackathon.id, 'dropPlacement');
  });
}
