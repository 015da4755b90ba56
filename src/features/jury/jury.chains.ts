// Handing sheets on along a chain of jurors: to find a missing reader, and to even out the loads.
import { allowed, give, hasRoom, move, type Plan } from './jury.plan';

type Step = { from: number; p: number } | undefined;

/**
 * Finds readers for proposals that have too few although somebody has room: a full juror who may read the
 * proposal hands another one on, over as many jurors as it takes. Of all ways to give out the most sheets the one
 * that takes the fewest unbegun sheets away from who had them (successive shortest paths: handing on such a sheet
 * costs one, giving it back earns one).
 */
export function fillShort(plan: Plan, wanted: readonly number[]): void {
  while (fillOne(plan, wanted));
}

function fillOne(plan: Plan, wanted: readonly number[]): boolean {
  const cost = new Map<number, number>();
  const reached = new Map<number, Step>();
  const wanting = new Map<number, number>();
  plan.readers.forEach((readers, p) => {
    if (readers.size >= wanted[p]!) return;
    for (let j = 0; j < plan.loads.length; j++) {
      const price = plan.had[p]!.has(j) ? -1 : 0;
      if (!allowed(plan, p, j) || price >= (cost.get(j) ?? 1)) continue;
      cost.set(j, price);
      reached.set(j, undefined);
      wanting.set(j, p);
    }
  });
  const held = heldBy(plan, (p, j) => !plan.fixed[p]!.has(j));
  const queue = [...cost.keys()];
  for (let head = 0; head < queue.length; head++) {
    const from = queue[head]!;
    for (const p of held[from]!) {
      const away = cost.get(from)! + (plan.had[p]!.has(from) ? 1 : 0);
      for (let to = 0; to < plan.loads.length; to++) {
        const price = away - (plan.had[p]!.has(to) ? 1 : 0);
        if (price >= (cost.get(to) ?? Number.POSITIVE_INFINITY) || !allowed(plan, p, to)) continue;
        cost.set(to, price);
        reached.set(to, { from, p });
        queue.push(to);
      }
    }
  }
  const open = [...cost.keys()].filter((j) => hasRoom(plan, j));
  if (open.length === 0) return false;
  const cheapest = (a: number, b: number) => cost.get(a)! - cost.get(b)! || plan.loads[a]! - plan.loads[b]!;
  const start = handOn(plan, reached, open.sort(cheapest)[0]!);
  give(plan, wanting.get(start)!, start);
  return true;
}

/**
 * From the fullest juror down, hands newly drawn sheets on to one with at least two fewer, until no such chain is
 * left; loads are then as even as conflicts, languages, limits and kept sheets allow (optimal semi-matching).
 * Jurors from whom no chain led on cannot be reached by a later chain either, so they are not tried again.
 */
export function evenOut(plan: Plan): void {
  if (plan.loads.length === 0) return;
  const dead = new Set<number>();
  let level = Math.max(...plan.loads);
  while (level - Math.min(...plan.loads) >= 2) {
    const sources = plan.loads.flatMap((load, j) => (load === level && !dead.has(j) ? [j] : []));
    const reached = new Map<number, Step>(sources.map((j) => [j, undefined]));
    const held = heldBy(plan, (p, j) => !plan.fixed[p]!.has(j) && !plan.had[p]!.has(j));
    const fits = (j: number) => plan.loads[j]! <= level - 2 && hasRoom(plan, j);
    const end = sources.length === 0 ? undefined : walk(plan, reached, held, dead, fits);
    if (end === undefined) {
      for (const j of reached.keys()) dead.add(j);
      level--;
      continue;
    }
    handOn(plan, reached, end);
  }
}

/** Breadth first over jurors; the first one that `fits`. A chain never needs the same juror twice. */
function walk(
  plan: Plan,
  reached: Map<number, Step>,
  held: number[][],
  dead: ReadonlySet<number>,
  fits: (j: number) => boolean,
): number | undefined {
  const queue = [...reached.keys()];
  const ready = queue.find(fits);
  if (ready !== undefined) return ready;
  for (let head = 0; head < queue.length; head++) {
    const from = queue[head]!;
    for (const p of held[from]!) {
      for (let to = 0; to < plan.loads.length; to++) {
        if (reached.has(to) || dead.has(to) || !allowed(plan, p, to)) continue;
        reached.set(to, { from, p });
        if (fits(to)) return to;
        queue.push(to);
      }
    }
  }
  return undefined;
}

/** Moves the sheets of the chain that ends at `end`; returns the juror it began with. */
function handOn(plan: Plan, reached: ReadonlyMap<number, Step>, end: number): number {
  let to = end;
  for (let step = reached.get(to); step !== undefined; step = reached.get(to)) {
    move(plan, step.p, step.from, to);
    to = step.from;
  }
  return to;
}

/** The proposals each juror could hand on. */
function heldBy(plan: Plan, movable: (p: number, j: number) => boolean): number[][] {
  const held: number[][] = plan.loads.map(() => []);
  plan.readers.forEach((readers, p) => {
    for (const j of readers) if (movable(p, j)) held[j]!.push(p);
  });
  return held;
}
