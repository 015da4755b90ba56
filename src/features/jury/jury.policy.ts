// The rules of the jury as pure functions: when readers are named, how far a sheet is, what is drawn.
import { deliberationBegan, type Facts } from '../rounds/rounds.policy';

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

/** Organisations are the same whatever their letter case and spaces. */
export const sameName = (name: string) => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** A whole number of 32 bits from an id, for what is drawn but must come out the same again. */
export function seedOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}
