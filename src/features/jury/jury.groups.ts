// Whether every pair of proposals can be compared: groups of jurors and proposals that hang together by reading.
import { allowed, move, type Plan } from './jury.plan';

type Edge = { p: number; j: number };

/**
 * In each part joins groups by exchanging two newly drawn sheets between them. The first is one its own group does not need to
 * hold together, so the exchange always leaves one group fewer; loads and sheets per proposal stay as they are.
 */
export function connect(plan: Plan): void {
  for (const part of plan.parts) connectPart(plan, part);
}

function connectPart(plan: Plan, part: readonly number[]): void {
  for (;;) {
    const { count, spare, edges, groupOf } = groupsIn(plan, part);
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
      if (allowed(plan, a.p, b.j) && allowed(plan, b.p, a.j)) return [a, b];
    }
  }
  return undefined;
}

/** Of the part that hangs together least. */
export function mostGroups(plan: Plan): number {
  return Math.max(0, ...plan.parts.map((part) => groupsIn(plan, part).count));
}

/** Groups among jurors with a sheet in the part. `edges` may be moved; `spare` are those that close a circle. */
function groupsIn(plan: Plan, part: readonly number[]) {
  const jurors = plan.loads.length;
  const { root, join } = forest(jurors + plan.readers.length);
  const edges: Edge[] = [];
  const spare: Edge[] = [];
  const reading = new Set<number>();
  const kept = (p: number, j: number) => plan.fixed[p]!.has(j) || plan.had[p]!.has(j);
  for (const p of part) {
    for (const j of plan.readers[p]!) {
      reading.add(j);
      if (kept(p, j)) join(j, jurors + p);
    }
  }
  for (const p of part) {
    for (const j of plan.readers[p]!) {
      if (kept(p, j)) continue;
      edges.push({ p, j });
      if (!join(j, jurors + p)) spare.push({ p, j });
    }
  }
  return { count: new Set([...reading].map(root)).size, spare, edges, groupOf: root };
}

/** The proposals with a reader, by group, the largest first; one group: every pair can be compared. */
export function proposalGroups(pairs: readonly { submission: string; juror: string }[]): string[][] {
  const numbers = new Map<string, number>();
  const number = (name: string) => numbers.get(name) ?? numbers.set(name, numbers.size).get(name)!;
  const edges = pairs.map((pair) => [number(`s ${pair.submission}`), number(`j ${pair.juror}`)] as const);
  const { root, join } = forest(numbers.size);
  for (const [s, j] of edges) join(s, j);
  const groups = new Map<number, string[]>();
  for (const submission of [...new Set(pairs.map((pair) => pair.submission))].sort()) {
    const group = root(numbers.get(`s ${submission}`)!);
    groups.set(group, [...(groups.get(group) ?? []), submission]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/** `join` is false for two that hung together before. */
function forest(nodes: number) {
  const parent = Array.from({ length: nodes }, (_, node) => node);
  const root = (node: number): number => {
    let top = node;
    while (parent[top] !== top) {
      parent[top] = parent[parent[top]!]!;
      top = parent[top]!;
    }
    return top;
  };
  const join = (a: number, b: number): boolean => {
    const [top, other] = [root(a), root(b)];
    parent[top] = other;
    return top !== other;
  };
  return { root, join };
}
