// A round on its way to a thread: hundreds of thousands of small objects are copied ten times slower than columns of numbers,
// and the event loop waits meanwhile.
import type { Round, Score } from './ranking.round.ts';

type Column = { ids: string[]; at: Int32Array };

/** By score: who and what as positions among the ids that occur, and the points. */
export type Packed = {
  rest: Omit<Round, 'scores'>;
  submission: Column;
  juror: Column;
  criterion: Column;
  score: Float64Array;
};

export function pack({ scores, ...rest }: Round): Packed {
  const columnOf = (key: 'submission' | 'juror' | 'criterion'): Column => {
    const known = new Map<string, number>();
    const at = new Int32Array(scores.length);
    for (let n = 0; n < scores.length; n++) {
      const id = scores[n]![key];
      let found = known.get(id);
      if (found === undefined) {
        found = known.size;
        known.set(id, found);
      }
      at[n] = found;
    }
    return { ids: [...known.keys()], at };
  };
  return {
    rest,
    submission: columnOf('submission'),
    juror: columnOf('juror'),
    criterion: columnOf('criterion'),
    score: Float64Array.from(scores, (one) => one.score),
  };
}

/** The round that was packed. */
export function unpack({ rest, submission, juror, criterion, score }: Packed): Round {
  const scores = Array.from(
    score,
    (value, n): Score => ({
      submission: submission.ids[submission.at[n]!]!,
      juror: juror.ids[juror.at[n]!]!,
      criterion: criterion.ids[criterion.at[n]!]!,
      score: value,
    }),
  );
  return { ...rest, scores };
}
