// Rounds for the tests of the ranking: the public samples with their truth, small ones by hand, and ways to disguise them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Pair, Round, Score } from '../../../src/features/ranking/ranking.round';

export interface Sample {
  round: Round;
  truth: {
    family: string;
    /** By submission. */
    quality: Record<string, number>;
    /** Kendall's tau-b with the true order, computed elsewhere. */
    tau: { mean: number; zscore: number; model: number; oracle: number };
  };
}

/** Thirty simulated rounds, p01 … p30. */
export const samples: Record<string, Sample> = JSON.parse(
  gunzipSync(readFileSync(path.join(__dirname, '../../fixtures/jury/samples.json.gz'))).toString('utf8'),
);

/** `sheets` as "submission juror": scores in the order of the criteria; null leaves a criterion out. */
export function roundOf(sheets: Record<string, (number | null)[]>, more: Partial<Round> = {}): Round {
  const criteria = more.criteria ?? [{ id: 'clarity', weight: 1 }];
  const scores: Score[] = [];
  for (const [key, values] of Object.entries(sheets)) {
    const [submission, juror] = key.split(' ') as [string, string];
    values.forEach((score, c) => {
      if (score !== null) scores.push({ submission, juror, criterion: criteria[c]!.id, score });
    });
  }
  return {
    scale: { min: 1, max: 10, step: 0.5 },
    criteria,
    submissions: [...new Set(scores.map((score) => score.submission))],
    jurors: [...new Set(scores.map((score) => score.juror))],
    conflicts: [],
    scores,
    ...more,
  };
}

export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function shuffle<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item) => [random(), item] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, item]) => item);
}

/** The same round, everything in another order. */
export function mixed(round: Round, seed: number): Round {
  const random = seeded(seed);
  return {
    scores: shuffle(round.scores, random).map(({ score, criterion, juror, submission }) => {
      return { score, criterion, juror, submission };
    }),
    conflicts: shuffle(round.conflicts, random),
    jurors: shuffle(round.jurors, random),
    submissions: shuffle(round.submissions, random),
    criteria: shuffle(round.criteria, random),
    scale: round.scale,
  };
}

/** The same round under other names, and the new name of each submission. */
export function renamed(round: Round, seed: number): { round: Round; names: Map<string, string> } {
  const random = seeded(seed);
  const rename = (ids: string[]) => {
    const names = shuffle(ids, random);
    return new Map(ids.map((id, i) => [id, `x${names[i]}`]));
  };
  const s = rename(round.submissions);
  const j = rename(round.jurors);
  const c = rename(round.criteria.map((criterion) => criterion.id));
  const pair = <T extends Pair>(one: T): T => {
    return { ...one, submission: s.get(one.submission)!, juror: j.get(one.juror)! };
  };
  return {
    names: s,
    round: {
      ...round,
      criteria: round.criteria.map(({ id, weight }) => ({ id: c.get(id)!, weight })),
      submissions: round.submissions.map((id) => s.get(id)!),
      jurors: round.jurors.map((id) => j.get(id)!),
      conflicts: round.conflicts.map(pair),
      scores: round.scores.map((one) => ({ ...pair(one), criterion: c.get(one.criterion)! })),
    },
  };
}

/** The same round with a constant added to the whole scale. */
export function lifted(round: Round, constant: number): Round {
  const { min, max, step } = round.scale;
  return {
    ...round,
    scale: { min: min + constant, max: max + constant, step },
    scores: round.scores.map((one) => ({ ...one, score: one.score + constant })),
  };
}

/** Kendall's tau-b of two lists of values. */
export function tauB(a: number[], b: number[]): number {
  let [balance, inA, inB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    for (let k = 0; k < i; k++) {
      const [x, y] = [Math.sign(a[i]! - a[k]!), Math.sign(b[i]! - b[k]!)];
      balance += x * y;
      inA += x * x;
      inB += y * y;
    }
  }
  return balance / Math.sqrt(inA * inB);
}
