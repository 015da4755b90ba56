// Reads a round from JSON and says, for the first thing wrong, what it is and where (a JSON path).
// Strict on purpose: a ranking from half-understood input is worse than none.
import { z } from 'zod';
import type { Round } from './ranking.round.ts';

export type RoundProblem = { where: string; what: string };
export type RoundReading = { ok: true; round: Round } | { ok: false; problem: RoundProblem };

const id = z.string().min(1, 'must not be empty');
const point = z.number().min(-1e9, 'is below -1000000000').max(1e9, 'is above 1000000000');
const pair = { submission: id, juror: id };

/** Further members are allowed and ignored. */
const roundShape = z.object({
  scale: z.object({ min: point, max: point, step: point }),
  criteria: z
    .array(z.object({ id, weight: z.number().positive('must be greater than 0') }))
    .min(1, 'must name at least one criterion'),
  submissions: z.array(id),
  jurors: z.array(id),
  conflicts: z.array(z.object(pair)),
  scores: z.array(z.object({ ...pair, criterion: id, score: z.number() })),
  method: z.enum(['calibrated', 'mean', 'median']).optional(),
});

export function parseRound(text: string): RoundReading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return wrong('$', `is not JSON: ${(error as Error).message}`);
  }
  return checkRound(value);
}

/** The same checks for a round that is already an object. */
export function checkRound(value: unknown): RoundReading {
  const parsed = roundShape.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return wrong(jsonPath(issue.path), inWords(issue.message));
  }
  const round: Round = parsed.data;
  return (
    scaleProblem(round) ??
    repeated(
      round.criteria.map((criterion) => criterion.id),
      (i) => `$.criteria[${i}].id`,
    ) ??
    repeated(round.submissions, (i) => `$.submissions[${i}]`) ??
    repeated(round.jurors, (i) => `$.jurors[${i}]`) ??
    referenceProblem(round) ?? { ok: true, round }
  );
}

function scaleProblem({ scale: { min, max, step } }: Round): RoundReading | undefined {
  if (max <= min) return wrong('$.scale.max', `${max} must be greater than min ${min}`);
  if (step <= 0) return wrong('$.scale.step', `${step} must be greater than 0`);
  if (step > max - min) return wrong('$.scale.step', `${step} is wider than the scale ${min} to ${max}`);
}

function repeated(ids: string[], where: (index: number) => string): RoundReading | undefined {
  const first = new Map<string, number>();
  for (const [index, one] of ids.entries()) {
    const earlier = first.get(one);
    if (earlier !== undefined) return wrong(where(index), `${quoted(one)} is already at ${where(earlier)}`);
    first.set(one, index);
  }
}

function referenceProblem(round: Round): RoundReading | undefined {
  const submissions = indexOf(round.submissions);
  const jurors = indexOf(round.jurors);
  const criteria = indexOf(round.criteria.map((criterion) => criterion.id));

  for (const [i, { submission, juror }] of round.conflicts.entries()) {
    if (!submissions.has(submission)) return unknown(`$.conflicts[${i}]`, 'submission', submission);
    if (!jurors.has(juror)) return unknown(`$.conflicts[${i}]`, 'juror', juror);
  }

  const { min, max, step } = round.scale;
  const seen = new Map<number, number>();
  for (const [i, { submission, juror, criterion, score }] of round.scores.entries()) {
    const at = `$.scores[${i}]`;
    const s = submissions.get(submission);
    const j = jurors.get(juror);
    const c = criteria.get(criterion);
    if (s === undefined) return unknown(at, 'submission', submission);
    if (j === undefined) return unknown(at, 'juror', juror);
    if (c === undefined) return unknown(at, 'criterion', criterion);
    if (score < min || score > max) {
      return wrong(`${at}.score`, `${score} is outside the scale ${min} to ${max}`);
    }
    const steps = (score - min) / step;
    if (!(Math.abs(steps - Math.round(steps)) <= 1e-6)) {
      return wrong(`${at}.score`, `${score} is not on a step of ${step} from ${min}`);
    }
    const key = (s * round.jurors.length + j) * round.criteria.length + c;
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const what = `${quoted(juror)} has already scored ${quoted(criterion)} of ${quoted(submission)}`;
      return wrong(at, `${what} at $.scores[${earlier}]`);
    }
    seen.set(key, i);
  }
}

function indexOf(ids: string[]): Map<string, number> {
  return new Map(ids.map((one, index) => [one, index]));
}

function unknown(at: string, kind: 'submission' | 'juror' | 'criterion', value: string): RoundReading {
  const list = { submission: 'submissions', juror: 'jurors', criterion: 'criteria' }[kind];
  return wrong(`${at}.${kind}`, `${quoted(value)} is not among $.${list}`);
}

function wrong(where: string, what: string): RoundReading {
  return { ok: false, problem: { where, what } };
}

function jsonPath(path: PropertyKey[]): string {
  return `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')}`;
}

function inWords(message: string): string {
  const plain = message.replace(/^Invalid (input|option): /, '');
  return plain.endsWith('received undefined') ? 'is missing' : plain;
}

function quoted(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
