// How a good client insists: what got no answer, or “later”, is sent again, until it is known what is true.
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './http.caller';
import type { Measures } from './measures';

export interface Insisting {
  measures: Measures;
  /** Milliseconds after which an act is given up. */
  patience: number;
}

/** What nobody should get: the trial goes on, the end says so. */
export class Unexpected extends Error {}

/** Nobody answered for as long as was asked; what was sent may have been done. */
export class NoAnswer extends Unexpected {}

/** Milliseconds to wait before it is sent again; undefined for an answer that says something. */
function waitAfter(answer: Answer | undefined, after: number): number | undefined {
  if (answer?.status === 429) return 1_000 * Math.max(1, Number(answer.headers.get('retry-after') ?? 1));
  if (answer === undefined || answer.status === 503) return Math.min(100 * 2 ** Math.min(after, 4), 1_000);
  return undefined;
}

/** `after`: how often it was sent before, so that a refusal can mean “done the first time”. */
export type Settle<T> = (answer: Answer, after: number) => Promise<T | undefined> | T | undefined;

/**
 * Sends until `settle` knows the outcome. No answer, 429 and 503 are waited out; `settle` sees every other
 * answer and gives undefined for one it did not expect.
 */
export async function persist<T>(
  { measures, patience }: Insisting,
  step: string,
  send: () => Promise<Answer>,
  settle: Settle<T>,
): Promise<T> {
  const begun = Date.now();
  const end = begun + patience;
  for (let after = 0; ; after++) {
    const answer = await send().catch(() => undefined);
    const wait = waitAfter(answer, after);
    if (wait !== undefined) {
      measures.retried(step);
      await pause(wait);
      if (Date.now() > end) throw new NoAnswer(`${step}: no answer for ${patience / 1000} s`);
      continue;
    }
    const outcome = await settle(answer!, after);
    if (outcome === undefined)
      throw new Unexpected(`${step}: ${answer!.status} ${answer!.text.slice(0, 200).replace(/\s+/g, ' ')}`);
    measures.done(step, answer!.took);
    measures.insisted(step, Date.now() - begun);
    return outcome;
  }
}

/** For answers that need no more than a code. */
export const accepts =
  (...codes: number[]): Settle<Answer> =>
  (answer) =>
    codes.includes(answer.status) ? answer : undefined;
