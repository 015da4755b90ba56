// The rules of a round as pure functions: what a score may be, when judging begins and ends.
import type { RoundRow } from './rounds.tables';

/** Of mayNow()'s facts: the phases and the time. */
export interface Facts {
  phases: readonly { key: string; opens: Date; closes: Date | null }[];
  now: Date;
}

export interface Scale {
  min: number;
  max: number;
  step: number;
}

/** What was settled about a round, as protocol.json says it. */
export interface RoundSettings {
  scope: RoundRow['scope'];
  method: RoundRow['method'];
  stages: number;
  sheetsEach: number;
  /** Null with one stage, as is `finalSheets`. */
  finalOneIn: number | null;
  finalSheets: number | null;
  shows: RoundRow['shows'];
  frozenAt: string | null;
}

export function settingsOf(round: RoundRow, frozenAt: Date | null): RoundSettings {
  const { scope, method, stages, shows } = round;
  const final = stages === 2;
  return {
    scope,
    method,
    stages,
    sheetsEach: round.sheets_each,
    finalOneIn: final ? round.final_one_in : null,
    finalSheets: final ? round.final_sheets : null,
    shows,
    frozenAt: frozenAt?.toISOString() ?? null,
  };
}

/** When the settings stopped moving; null while they can be changed. */
export function frozenSince(round: Pick<RoundRow, 'frozen_at'> | undefined, facts: Facts): Date | null {
  const opens = opensAt(facts, 'judging');
  return round?.frozen_at ?? (opens !== undefined && opens <= facts.now ? opens : null);
}

/** How many proposals are sure of the final: the top share, never fewer than two if there are two. */
export const finalPlaces = (proposals: number, oneIn: number) =>
  Math.min(proposals, Math.max(2, Math.ceil(proposals / oneIn)));

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

/** No sheet changes any more: judging closed, deliberation began, or the ranking was published. */
export function judgingOver(facts: Facts, lockedAt: Date | null): boolean {
  const judging = facts.phases.find((phase) => phase.key === 'judging');
  const closed = judging?.closes != null && judging.closes <= facts.now;
  return lockedAt !== null || closed || deliberationBegan(facts);
}
