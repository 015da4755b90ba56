// Who without a team sits where: most people first, then small teams that reach the minimum, then the highest sum
// of fits. Pure and seeded: the same seed, people and teams give the same plan, in whatever order they arrive.
import { draws } from '../../web/weave.seed';
import { type Column, createFlow, type Flow } from './placement.flow';
import { type Group, groupStrangers, groupsOf, type Loner } from './placement.groups';

export interface Vacancy {
  id: string;
  /** Free seats. */
  free: number;
  /** How many people it lacks to reach the minimum; never above `free`. */
  need: number;
}

export interface Problem {
  people: readonly Loner[];
  teams: readonly Vacancy[];
  /** 0 … 100, by person, then team, in the order of these lists; 0: no common language. */
  fits: Uint8Array;
  /** Sizes of a team. */
  min: number;
  max: number;
  /** Those that are open, for new teams; at least one. */
  challenges: readonly string[];
  seed: string;
}

/** Some seats of a team and what sitting there costs beyond the fit it takes from others. */
export interface Price {
  team: string;
  /** Seats of this price; those that bring a team nearer to the minimum are all taken, so theirs may be negative. */
  room: number;
  price: number;
}

export interface Solution {
  /** By person; `fit` 0 where there is no common language. */
  seats: { person: string; team: string; fit: number }[];
  newTeams: Group[];
  /** For whom there is neither a seat nor a group. */
  left: string[];
  /** Teams that get people and still stay below the minimum. */
  small: string[];
  /**
   * The proof (weak duality): no plan that gives as many people a seat in a common language and as many seats to
   * the same small teams has a higher sum of fits than: over all people, what is above 0 of `seat` plus their best
   * fit less price; plus all prices times room; less `seat` times those who are seated.
   */
  proof: { prices: Price[]; seat: number };
}

/** By id first, so that the order of arrival decides nothing; then as the seed wills. */
function shuffled<T extends { id: string }>(given: readonly T[], seed: string): number[] {
  const order = given.map((_, index) => index).sort((a, b) => (given[a]!.id < given[b]!.id ? -1 : 1));
  const draw = draws(seed);
  for (let last = order.length - 1; last > 0; last--) {
    const other = draw(last + 1);
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

export function solve(problem: Problem): Solution {
  const { teams, fits, seed } = problem;
  const people = shuffled(problem.people, `${seed} people`);
  // One point of a higher aim outweighs all that can be had of the lower ones together.
  const fill = 100 * (people.length + 1);
  const seat = (fill + 100) * (people.length + 1);
  const columns: Column[] = shuffled(teams, `${seed} teams`).flatMap((team) => {
    const { free, need } = teams[team]!;
    return [
      { team, room: need, bonus: fill },
      { team, room: free - need, bonus: 0 },
    ].filter((column) => column.room > 0);
  });
  const inOrder = new Uint8Array(people.length * teams.length);
  people.forEach((person, row) => {
    inOrder.set(fits.subarray(person * teams.length, (person + 1) * teams.length), row * teams.length);
  });
  const flow = createFlow({ fits: inOrder, rows: people.length, teams: teams.length, columns, seat });
  people.forEach((_, row) => {
    flow.insert(row);
  });
  closeWhatStaysSmall(flow, columns);

  const seats: Solution['seats'] = [];
  const over: number[] = [];
  people.forEach((person, row) => {
    const column = columns[flow.of[row]!];
    if (!column) over.push(person);
    else
      seats.push({
        person: problem.people[person]!.id,
        team: teams[column.team]!.id,
        fit: fits[person * teams.length + column.team]!,
      });
  });
  const grouped = groupsOf(
    over.map((person) => problem.people[person]!),
    problem,
  );
  const strangers = seatStrangers(problem, columns, flow, grouped.left);
  const groups = groupStrangers(strangers.left, grouped.groups, problem);
  const all = [...seats, ...strangers.seats];
  const got = new Map<string, number>();
  for (const { team } of all) got.set(team, (got.get(team) ?? 0) + 1);
  const stays = ({ id, need }: Vacancy) => got.has(id) && got.get(id)! < need;
  return {
    seats: all,
    newTeams: groups.groups,
    left: groups.left.map((person) => person.id),
    small: teams.filter(stays).map(({ id }) => id),
    proof: { prices: pricesOf(problem, columns, flow), seat },
  };
}

/** Seats nobody can be in, because the team is closed or nobody shares its language, are not for sale. */
function pricesOf({ teams }: Problem, columns: readonly Column[], flow: Flow): Price[] {
  return columns.flatMap(({ team, room, bonus }, column) => {
    const taken = flow.held[column]!.length;
    if (flow.closed(column) || (bonus > 0 && taken === 0)) return [];
    const price = flow.prices[column]! - bonus;
    return [{ team: teams[team]!.id, room: bonus > 0 ? taken : room, price }];
  });
}

/**
 * A team that gets people reaches the minimum or gets none: the one that lacks most is closed and its people go
 * elsewhere, unless somebody would have no seat by that.
 */
function closeWhatStaysSmall(flow: Flow, columns: readonly Column[]): void {
  const kept = new Set<number>();
  const lacking = (column: number) => columns[column]!.room - flow.held[column]!.length;
  for (;;) {
    const [worst] = columns
      .map((_, column) => column)
      .filter((column) => columns[column]!.bonus > 0 && !kept.has(column) && !flow.closed(column))
      .filter((column) => lacking(column) > 0 && flow.held[column]!.length > 0)
      .sort((a, b) => lacking(b) - lacking(a));
    if (worst === undefined) return;
    const back = flow.remember();
    const before = flow.apart();
    const both = columns.flatMap(({ team }, column) => (team === columns[worst]!.team ? [column] : []));
    for (const row of both.flatMap((column) => flow.close(column))) flow.insert(row);
    if (flow.apart() === before) continue;
    back();
    kept.add(worst);
  }
}

/** Without a common language rather than alone: seats that nobody else can use, in teams that reach the minimum first. */
function seatStrangers(problem: Problem, columns: readonly Column[], flow: Flow, left: readonly Loner[]) {
  const taken = new Map<number, number>();
  columns.forEach(({ team }, column) => {
    taken.set(team, (taken.get(team) ?? 0) + flow.held[column]!.length);
  });
  const free = (team: number) => problem.teams[team]!.free - (taken.get(team) ?? 0);
  const lacks = (team: number) => problem.teams[team]!.need - (taken.get(team) ?? 0);
  const order = [...taken.keys()];
  const seats: Solution['seats'] = [];
  const still = [...left];
  const put = (team: number) => {
    seats.push({ person: still.shift()!.id, team: problem.teams[team]!.id, fit: 0 });
    taken.set(team, taken.get(team)! + 1);
  };
  // Small teams that this many people can bring to the minimum, the nearest first.
  for (const team of order.filter((one) => lacks(one) > 0).sort((a, b) => lacks(a) - lacks(b)))
    if (lacks(team) <= still.length) while (lacks(team) > 0) put(team);
  for (const team of order.filter((one) => lacks(one) <= 0))
    while (still.length > 0 && free(team) > 0) put(team);
  if (still.length < problem.min)
    for (const team of order) while (still.length > 0 && free(team) > 0) put(team);
  return { seats, left: still };
}
