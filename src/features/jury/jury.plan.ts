// Proposals and jurors by number while readers are drawn: who may read what, who reads it, how full everybody is.

export type Pair = { submission: string; juror: string };

/**
 * `languages`: any of them is enough to read the proposal; none means that everybody can. `wanted`: its sheets, where
 * they differ from those of the others. `part`: what it is ranked with, where not all are ranked together.
 */
export type ReadSubmission = { id: string; languages: readonly string[]; wanted?: number; part?: string };

/** `reads`: none means every language. `max`: the most sheets, of what is kept and what is drawn together. */
export type ReadingJuror = { id: string; reads: readonly string[]; max: number | null };

export type Plan = {
  /** `readers[p]`: who reads proposal p. */
  readers: Set<number>[];
  /** Of them those that may not be handed on at all. */
  fixed: Set<number>[];
  /** Who had it before, not begun: handed on only where a proposal would miss a reader. */
  had: Set<number>[];
  barred: Set<number>[];
  /** `speaks[p][j]`: juror j reads a language of proposal p. */
  speaks: boolean[][];
  /** Proposals that are ranked together. */
  parts: number[][];
  loads: number[];
  limits: number[];
};

export type Kept = Pair & { begun: boolean };

export function emptyPlan(
  submissions: readonly ReadSubmission[],
  jurors: readonly ReadingJuror[],
  conflicts: readonly Pair[],
  kept: readonly Kept[],
): Plan {
  const numberOfSubmission = new Map(submissions.map(({ id }, p) => [id, p]));
  const numberOfJuror = new Map(jurors.map(({ id }, j) => [id, j]));
  const none = () => submissions.map(() => new Set<number>());
  const plan: Plan = {
    readers: none(),
    fixed: none(),
    had: none(),
    barred: none(),
    speaks: submissions.map((submission) => jurors.map((juror) => canRead(juror, submission))),
    parts: partsOf(submissions),
    loads: jurors.map(() => 0),
    limits: jurors.map((juror) => juror.max ?? Number.POSITIVE_INFINITY),
  };
  for (const { submission, juror } of conflicts) {
    const p = numberOfSubmission.get(submission);
    const j = numberOfJuror.get(juror);
    if (p !== undefined && j !== undefined) plan.barred[p]!.add(j);
  }
  for (const { submission, juror, begun } of kept) {
    const p = numberOfSubmission.get(submission);
    const j = numberOfJuror.get(juror);
    if (p === undefined || j === undefined || plan.barred[p]!.has(j) || plan.readers[p]!.has(j)) continue;
    give(plan, p, j);
    (begun ? plan.fixed : plan.had)[p]!.add(j);
  }
  return plan;
}

function partsOf(submissions: readonly ReadSubmission[]): number[][] {
  const parts = new Map<string, number[]>();
  submissions.forEach(({ part = '' }, p) => {
    parts.set(part, [...(parts.get(part) ?? []), p]);
  });
  return [...parts.keys()].sort().map((part) => parts.get(part)!);
}

export function canRead(juror: Pick<ReadingJuror, 'reads'>, { languages }: { languages: readonly string[] }) {
  return (
    juror.reads.length === 0 || languages.length === 0 || languages.some((tag) => juror.reads.includes(tag))
  );
}

/** Whether the juror may be given the proposal, however full they are. */
export function allowed(plan: Plan, p: number, j: number): boolean {
  return plan.speaks[p]![j]! && !plan.readers[p]!.has(j) && !plan.barred[p]!.has(j);
}

export function hasRoom(plan: Plan, j: number): boolean {
  return plan.loads[j]! < plan.limits[j]!;
}

export function give(plan: Plan, p: number, j: number): void {
  plan.readers[p]!.add(j);
  plan.loads[j]!++;
}

export function move(plan: Plan, p: number, from: number, to: number): void {
  plan.readers[p]!.delete(from);
  plan.loads[from]!--;
  give(plan, p, to);
}
