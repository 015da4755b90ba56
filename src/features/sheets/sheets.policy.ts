// The rules of a sheet as pure functions: what is missing, how many sentences a text has.

/** Criteria without a score, in their order. */
export function missingScores<T extends { id: string }>(
  criteria: readonly T[],
  scores: ReadonlyMap<string, number>,
): T[] {
  return criteria.filter((criterion) => !scores.has(criterion.id));
}

// Full stops of the scripts people write in; a dot inside a number or an abbreviation is none.
const SENTENCE_END = /[.!?…؟۔።፧।]+["'”’»)\]]*(?=\s|$)|\n+/u;

/** How many sentences a text has; the last needs no full stop. */
export function countSentences(text: string): number {
  return text.split(SENTENCE_END).filter((part) => /\p{L}/u.test(part)).length;
}

/** What every team gets before anything is published. */
export const SENTENCES_NEEDED = 2;
