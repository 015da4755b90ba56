// The rules of judging as pure functions: what a score may be, when sheets open and lock, what is missing.
/** Of mayNow()'s facts: the phases and the time. */
interface Facts {
  phases: readonly { key: string; opens: Date; closes: Date | null }[];
  now: Date;
}

export interface Scale {
  min: number;
  max: number;
  step: number;
}

/** Every value a score may have, from low to high. */
export function levelsOf({ min, max, step }: Scale): number[] {
  const count = Math.round((max - min) / step);
  return Array.from({ length: count + 1 }, (_, n) => +(min + n * step).toFixed(6));
}

/** The score that a field says; null when it is none of the scale. */
export function scoreFrom(text: string, scale: Scale): number | null {
  if (!/^-?\d{1,6}(\.\d{1,6})?$/.test(text.trim())) return null;
  const score = Number(text);
  return levelsOf(scale).find((level) => Math.abs(level - score) < 1e-9) ?? null;
}

/** Each weight as a share of all of them, in whole percent. */
export function shareOf(weight: number, weights: readonly number[]): number {
  const sum = weights.reduce((total, one) => total + one, 0);
  return sum === 0 ? 0 : Math.round((weight / sum) * 100);
}

const opensAt = (facts: Facts, key: string) => facts.phases.find((phase) => phase.key === key)?.opens;

/**
 * From here on jurors and organisers see all sheets, and no score changes. The two never overlap, whatever
 * the dates of the phases are.
 */
export function deliberationBegan(facts: Facts): boolean {
  const opens = opensAt(facts, 'deliberation');
  return opens !== undefined && opens <= facts.now;
}

export function judgingBegan(facts: Facts): boolean {
  const opens = opensAt(facts, 'judging');
  return opens !== undefined && opens <= facts.now;
}

/** Readers are named until judging is over or deliberation began. */
export function mayAssign(facts: Facts): boolean {
  const judging = facts.phases.find((phase) => phase.key === 'judging');
  if (!judging || deliberationBegan(facts)) return false;
  return judging.closes === null || facts.now < judging.closes;
}

export type SheetState = 'open' | 'begun' | 'handed-in' | 'conflict' | 'locked';

export function sheetState(
  sheet: { handed_in_at: Date | null; conflict_at: Date | null; begun: boolean },
  over: boolean,
): SheetState {
  if (sheet.conflict_at !== null) return 'conflict';
  if (sheet.handed_in_at !== null) return 'handed-in';
  if (over) return 'locked';
  return sheet.begun ? 'begun' : 'open';
}

/** No sheet changes any more: judging closed, deliberation began, or the ranking was published. */
export function judgingOver(facts: Facts, lockedAt: Date | null): boolean {
  const judging = facts.phases.find((phase) => phase.key === 'judging');
  const closed = judging?.closes != null && judging.closes <= facts.now;
  return lockedAt !== null || closed || deliberationBegan(facts);
}

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

/** Organisations are the same whatever their letter case and spaces. */
export const sameName = (name: string) => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** A whole number of 32 bits from an id, for what is drawn but must come out the same again. */
export function seedOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}
