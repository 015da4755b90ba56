// Counting before anything is locked: an act that must hold rows holds them for a moment, and not while a ranking
// is made. If the scores changed in between, it is counted again; at last inside the act, so that it always ends.
import { sha256 } from '../../ids';

const TRIES = 3;

class Changed extends Error {}

type Count<Input, Counted> = (input: Input) => Promise<Counted>;

/**
 * Calls `act` with a way to count that answers at once for every input that `inputs` gave. For another one `act` is
 * broken off by an error it must let pass (its transaction rolls back) and tried anew, three times in all.
 */
export async function countedAhead<Input, Counted, Result>(
  inputs: () => Promise<readonly Input[]>,
  count: Count<Input, Counted>,
  act: (count: Count<Input, Counted>) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const known = new Map<string, Counted>();
    for (const input of await inputs()) known.set(keyOf(input), await count(input));
    try {
      return await act(async (input) => {
        const counted = known.get(keyOf(input));
        if (counted) return counted;
        if (tries < TRIES) throw new Changed('scores changed while they were counted');
        return count(input);
      });
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
    }
  }
}

const keyOf = (input: unknown) => sha256(JSON.stringify(input));
