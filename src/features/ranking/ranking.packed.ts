// A round with its scores in columns: what everything here computes from. Hundreds of thousands of small objects would
// be copied to a thread ten times slower, and the event loop waits meanwhile.
import type { Round } from './ranking.round.ts';

type Column = { ids: string[]; at: Int32Array };

/** By score: who and what as positions among the ids that occur, and the points. */
export type Packed = Omit<Round, 'scores'> & {
  scores: { submission: Column; juror: Column; criterion: Column; points: Float64Array };
};

export function pack({ scores, ...rest }: Round): Packed {
  const points = new Float64Array(scores.length);
  for (let n = 0; n < scores.length; n++) points[n] = scores[n]!.score;
  return {
    ...rest,
    scores: {
      submission: columnOf(scores.map((score) => score.submission)),
      juror: columnOf(scores.map((score) => score.juror)),
      criterion: columnOf(scores.map((score) => score.criterion)),
      points,
    },
  };
}

function columnOf(all: readonly string[]): Column {
  const known = new Map<string, number>();
  const ids: string[] = [];
  const at = new Int32Array(all.length);
  let last = 0;
  for (let n = 0; n < all.length; n++) {
    const id = all[n]!;
    // Scores come sheet by sheet: mostly it is the same again, or the one that followed it before.
    if (id !== ids[last]) {
      last = last + 1 < ids.length ? last + 1 : 0;
      if (id !== ids[last]) last = known.get(id) ?? ids.length;
      if (last === ids.length) {
        known.set(id, last);
        ids.push(id);
      }
    }
    at[n] = last;
  }
  return { ids, at };
}
