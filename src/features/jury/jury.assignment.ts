// Who reads what: every proposal the wanted number of sheets, loads even, no conflict, languages and limits kept,
// one connected group. Pure and seeded: the same seed and people give the same pairs, in whatever order they arrive.
import { evenOut, fillShort } from './jury.chains';
import { connect, mostGroups } from './jury.groups';
import {
  allowed,
  emptyPlan,
  give,
  hasRoom,
  type Kept,
  type Pair,
  type Plan,
  type ReadingJuror,
  type ReadSubmission,
} from './jury.plan';

export type AssignmentInput = {
  submissions: readonly ReadSubmission[];
  jurors: readonly ReadingJuror[];
  conflicts: readonly Pair[];
  /** Sheets wanted for each submission that does not say otherwise. */
  sheetsEach: number;
  /** Any whole number; its lower 32 bits count. */
  seed: number;
  /**
   * Sheets that are there and count; conflicted ones and strangers are left out. One that was begun stays, one
   * that was not changes hands only where a proposal would miss a reader otherwise.
   */
  kept?: readonly Kept[];
};

/** What stands in the way of more readers: the narrowest of what holds for the proposal. */
export type Lack = 'jurors' | 'language' | 'conflicts' | 'limits';

export type Assignment = {
  /** The whole assignment, kept pairs included, sorted by submission and juror. */
  pairs: Pair[];
  /** Submissions that too few jurors may read, or can. */
  short: { submission: string; sheets: number; wanted: number; lack: Lack }[];
  loads: { juror: string; sheets: number }[];
  /** Loads of jurors with room differ by more than one: conflicts, languages or kept sheets allow no better. */
  uneven: boolean;
  /**
   * Groups of jurors who share no proposal with another group, in the part where there are most; 1 is what comparing
   * jurors needs.
   */
  groups: number;
};

export function assign(input: AssignmentInput): Assignment {
  const submissions = inOrder(input.submissions);
  const jurors = inOrder(input.jurors);
  const random = generator(input.seed);
  const plan = emptyPlan(submissions, jurors, input.conflicts, input.kept ?? []);
  const wanted = submissions.map((one) => one.wanted ?? input.sheetsEach);
  const rounds = Math.min(jurors.length, Math.max(0, ...wanted));
  const pools = poolsOf(plan, wanted, random);

  for (let round = 1; round <= rounds; round++) {
    for (const p of shuffled(submissions.length, random)) {
      if (plan.readers[p]!.size >= Math.min(round, wanted[p]!)) continue;
      const juror = leastLoaded(plan, p, random, pools[p]!) ?? leastLoaded(plan, p, random);
      if (juror !== undefined) give(plan, p, juror);
    }
  }
  fillShort(plan, wanted);
  evenOut(plan);
  connect(plan);

  return {
    pairs: submissions.flatMap(({ id }, p) =>
      [...plan.readers[p]!].sort((a, b) => a - b).map((j) => ({ submission: id, juror: jurors[j]!.id })),
    ),
    short: submissions
      .map(({ id }, p) => ({
        submission: id,
        sheets: plan.readers[p]!.size,
        wanted: wanted[p]!,
        lack: lackOf(plan, p, wanted[p]!),
      }))
      .filter((one) => one.sheets < one.wanted),
    loads: jurors.map((juror, j) => ({ juror: juror.id, sheets: plan.loads[j]! })),
    uneven: isUneven(plan),
    groups: mostGroups(plan),
  };
}

function lackOf(plan: Plan, p: number, wanted: number): Lack {
  const open = plan.limits.flatMap((limit, j) => (limit > 0 ? [j] : []));
  if (open.length < wanted) return 'jurors';
  const speaking = open.filter((j) => plan.speaks[p]![j]);
  if (speaking.length < wanted) return 'language';
  return speaking.filter((j) => !plan.barred[p]!.has(j)).length < wanted ? 'conflicts' : 'limits';
}

function isUneven(plan: Plan): boolean {
  const reading = plan.loads.filter((_, j) => plan.limits[j]! > 0);
  const open = plan.loads.filter((_, j) => hasRoom(plan, j));
  return open.length > 0 && Math.max(...reading) - Math.min(...open) > 1;
}

/**
 * By proposal: the jurors it is offered to first. Where parts are ranked apart, each gets about as many jurors as its
 * share of the reading, next to each other on a circle: few who read much of a part connect it, many who read one
 * proposal each do not.
 */
function poolsOf(
  plan: Plan,
  wanted: readonly number[],
  random: () => number,
): (ReadonlySet<number> | undefined)[] {
  const pools: (ReadonlySet<number> | undefined)[] = wanted.map(() => undefined);
  const reading = plan.limits.flatMap((limit, j) => (limit > 0 ? [j] : []));
  if (plan.parts.length < 2 || reading.length === 0) return pools;
  const circle = shuffled(reading.length, random).map((at) => reading[at]!);
  const all = wanted.reduce((sum, one) => sum + one, 0);
  let before = 0;
  for (const part of plan.parts) {
    const own = part.reduce((sum, p) => sum + wanted[p]!, 0);
    const first = Math.floor((before / all) * circle.length);
    const last = Math.ceil(((before + own) / all) * circle.length);
    const size = Math.max(last - first, ...part.map((p) => wanted[p]!));
    const pool = new Set(Array.from({ length: size }, (_, n) => circle[(first + n) % circle.length]!));
    for (const p of part) pools[p] = pool;
    before += own;
  }
  return pools;
}

function leastLoaded(
  plan: Plan,
  p: number,
  random: () => number,
  among?: ReadonlySet<number>,
): number | undefined {
  let best: number | undefined;
  let ties = 0;
  for (let j = 0; j < plan.loads.length; j++) {
    if ((among && !among.has(j)) || !allowed(plan, p, j) || !hasRoom(plan, j)) continue;
    if (best === undefined || plan.loads[j]! < plan.loads[best]!) {
      best = j;
      ties = 1;
    } else if (plan.loads[j] === plan.loads[best]) {
      ties++;
      if (random() * ties < 1) best = j;
    }
  }
  return best;
}

/** By id, each once. */
function inOrder<T extends { id: string }>(given: readonly T[]): T[] {
  const once = new Map(given.map((one) => [one.id, one]));
  return [...once.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function shuffled(length: number, random: () => number): number[] {
  const order = Array.from({ length }, (_, index) => index);
  for (let i = length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [order[i], order[other]] = [order[other]!, order[i]!];
  }
  return order;
}

/** Mulberry32, whole-number arithmetic only: the same stream on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
