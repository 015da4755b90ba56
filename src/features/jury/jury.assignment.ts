// Who reads what: every proposal the wanted number of sheets, loads even, no conflict, one connected group.
// Pure and seeded: the same seed and the same people give the same pairs, in whatever order they arrive.

type Pair = { submission: string; juror: string };

export type AssignmentInput = {
  submissions: string[];
  jurors: string[];
  conflicts: Pair[];
  /** Sheets wanted for each submission. */
  sheetsEach: number;
  /** Any whole number; its lower 32 bits count. */
  seed: number;
  /** Pairs that stay as they are and count as sheets; conflicted ones and strangers are left out. */
  kept?: Pair[];
};

export type Assignment = {
  /** The whole assignment, kept pairs included, sorted by submission and juror. */
  pairs: Pair[];
  /** Submissions that too few jurors may read. */
  short: { submission: string; sheets: number; wanted: number }[];
  loads: { juror: string; sheets: number }[];
  /** Loads differ by more than one: conflicts or kept pairs allow no better. */
  uneven: boolean;
  /** Groups of jurors who share no proposal with another group; 1 is what comparing jurors needs. */
  groups: number;
};

/** Proposals and jurors by number; `readers[p]` holds who reads p, `fixed` the kept ones among them. */
type Plan = {
  readers: Set<number>[];
  fixed: Set<number>[];
  barred: Set<number>[];
  loads: number[];
};

export function assign(input: AssignmentInput): Assignment {
  const submissions = [...new Set(input.submissions)].sort(byCodeUnit);
  const jurors = [...new Set(input.jurors)].sort(byCodeUnit);
  const random = generator(input.seed);
  const plan = emptyPlan(submissions, jurors, input);

  for (let round = 1; round <= Math.min(input.sheetsEach, jurors.length); round++) {
    for (const p of shuffled(submissions.length, random)) {
      if (plan.readers[p]!.size >= round) continue;
      const juror = leastLoaded(plan, p, random);
      if (juror !== undefined) give(plan, p, juror);
    }
  }
  evenOut(plan);
  connect(plan);

  const loads = jurors.map((juror, j) => ({ juror, sheets: plan.loads[j]! }));
  const counts = plan.loads;
  return {
    pairs: submissions.flatMap((submission, p) =>
      [...plan.readers[p]!].sort((a, b) => a - b).map((j) => ({ submission, juror: jurors[j]! })),
    ),
    short: submissions
      .map((submission, p) => ({ submission, sheets: plan.readers[p]!.size, wanted: input.sheetsEach }))
      .filter(({ sheets, wanted }) => sheets < wanted),
    loads,
    uneven: counts.length > 0 && highest(counts) - lowest(counts) > 1,
    groups: groupsOf(plan).count,
  };
}

function emptyPlan(submissions: string[], jurors: string[], { conflicts, kept = [] }: AssignmentInput): Plan {
  const numberOfSubmission = new Map(submissions.map((id, p) => [id, p]));
  const numberOfJuror = new Map(jurors.map((id, j) => [id, j]));
  const none = () => submissions.map(() => new Set<number>());
  const plan: Plan = { readers: none(), fixed: none(), barred: none(), loads: jurors.map(() => 0) };
  for (const { submission, juror } of conflicts) {
    const p = numberOfSubmission.get(submission);
    const j = numberOfJuror.get(juror);
    if (p !== undefined && j !== undefined) plan.barred[p]!.add(j);
  }
  for (const { submission, juror } of kept) {
    const p = numberOfSubmission.get(submission);
    const j = numberOfJuror.get(juror);
    if (p === undefined || j === undefined || !free(plan, p, j)) continue;
    give(plan, p, j);
    plan.fixed[p]!.add(j);
  }
  return plan;
}

function free(plan: Plan, p: number, j: number): boolean {
  return !plan.readers[p]!.has(j) && !plan.barred[p]!.has(j);
}

function give(plan: Plan, p: number, j: number): void {
  plan.readers[p]!.add(j);
  plan.loads[j]!++;
}

function move(plan: Plan, p: number, from: number, to: number): void {
  plan.readers[p]!.delete(from);
  plan.loads[from]!--;
  give(plan, p, to);
}

function leastLoaded(plan: Plan, p: number, random: () => number): number | undefined {
  let best: number | undefined;
  let ties = 0;
  for (let j = 0; j < plan.loads.length; j++) {
    if (!free(plan, p, j)) continue;
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

/**
 * From the fullest juror down, hands sheets on along a chain of jurors to one with at least two fewer, until no
 * such chain is left; loads are then as even as conflicts and kept pairs allow (optimal semi-matching).
 * Jurors from whom no chain led on cannot be reached by a later chain either, so they are not tried again.
 */
function evenOut(plan: Plan): void {
  if (plan.loads.length === 0) return;
  const dead = new Set<number>();
  let level = highest(plan.loads);
  while (level - lowest(plan.loads) >= 2) {
    const sources = plan.loads.flatMap((load, j) => (load === level && !dead.has(j) ? [j] : []));
    const reached = new Map<number, { from: number; p: number } | undefined>();
    for (const j of sources) reached.set(j, undefined);
    const held = heldBy(plan);
    const target = sources.length === 0 ? undefined : search(plan, level, held, dead, reached);
    if (target === undefined) {
      for (const j of reached.keys()) dead.add(j);
      level--;
      continue;
    }
    let to = target;
    for (let step = reached.get(to); step !== undefined; step = reached.get(to)) {
      move(plan, step.p, step.from, to);
      to = step.from;
    }
  }
}

/** Breadth first, so a chain never needs the same sheet twice. */
function search(
  plan: Plan,
  level: number,
  held: number[][],
  dead: Set<number>,
  reached: Map<number, { from: number; p: number } | undefined>,
): number | undefined {
  const queue = [...reached.keys()];
  for (let head = 0; head < queue.length; head++) {
    const from = queue[head]!;
    for (const p of held[from]!) {
      for (let to = 0; to < plan.loads.length; to++) {
        if (reached.has(to) || dead.has(to) || !free(plan, p, to)) continue;
        reached.set(to, { from, p });
        if (plan.loads[to]! <= level - 2) return to;
        queue.push(to);
      }
    }
  }
  return undefined;
}

/** The proposals each juror could hand on. */
function heldBy(plan: Plan): number[][] {
  const held: number[][] = plan.loads.map(() => []);
  plan.readers.forEach((readers, p) => {
    for (const j of readers) if (!plan.fixed[p]!.has(j)) held[j]!.push(p);
  });
  return held;
}

type Edge = { p: number; j: number };

/**
 * Joins groups by exchanging two sheets between them. The first is one its own group does not need to hold
 * together, so the exchange always leaves one group fewer; loads and sheets per proposal stay as they are.
 */
function connect(plan: Plan): void {
  for (;;) {
    const { count, spare, edges, groupOf } = groupsOf(plan);
    if (count <= 1) return;
    const exchange = findExchange(plan, spare, edges, groupOf);
    if (exchange === undefined) return;
    const [a, b] = exchange;
    move(plan, a.p, a.j, b.j);
    move(plan, b.p, b.j, a.j);
  }
}

function findExchange(
  plan: Plan,
  spare: Edge[],
  edges: Edge[],
  groupOf: (j: number) => number,
): [Edge, Edge] | undefined {
  for (const a of spare) {
    for (const b of edges) {
      if (groupOf(a.j) === groupOf(b.j)) continue;
      if (free(plan, a.p, b.j) && free(plan, b.p, a.j)) return [a, b];
    }
  }
  return undefined;
}

/** Groups among jurors with a sheet. `edges` may be moved; `spare` are those that close a circle. */
function groupsOf(plan: Plan) {
  const jurors = plan.loads.length;
  const parent = Array.from({ length: jurors + plan.readers.length }, (_, node) => node);
  const root = (node: number): number => {
    let top = node;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top]!]!;
      top = parent[top]!;
    }
    return top;
  };
  const edges: Edge[] = [];
  plan.fixed.forEach((readers, p) => {
    for (const j of readers) parent[root(j)] = root(jurors + p);
  });
  const spare: Edge[] = [];
  plan.readers.forEach((readers, p) => {
    for (const j of readers) {
      if (plan.fixed[p]!.has(j)) continue;
      edges.push({ p, j });
      if (root(j) === root(jurors + p)) spare.push({ p, j });
      else parent[root(j)] = root(jurors + p);
    }
  });
  const roots = new Set(plan.loads.flatMap((load, j) => (load > 0 ? [root(j)] : [])));
  return { count: roots.size, spare, edges, groupOf: root };
}

function highest(values: number[]): number {
  return values.reduce((a, b) => Math.max(a, b), values[0]!);
}

function lowest(values: number[]): number {
  return values.reduce((a, b) => Math.min(a, b), values[0]!);
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

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
