// What the scores on an example say when they stand side by side. Pure.
import { SAMPLES, type SampleNumber } from './exercise.tables';

/** From here on two jurors are told to talk. */
const FAR_APART = 2;

export interface Difference {
  kind: 'alone' | 'same' | 'close' | 'far';
  low: { names: string[]; at: number } | null;
  high: { names: string[]; at: number } | null;
}

/** `at`: the number of the level, from 1; `names` in the order they come. */
export function differenceOf(given: readonly { name: string; at: number }[]): Difference {
  if (given.length < 2) return { kind: 'alone', low: null, high: null };
  const levels = given.map((one) => one.at);
  const edge = (at: number) => ({ at, names: given.filter((one) => one.at === at).map((one) => one.name) });
  const low = edge(Math.min(...levels));
  const high = edge(Math.max(...levels));
  const apart = high.at - low.at;
  return { kind: apart === 0 ? 'same' : apart < FAR_APART ? 'close' : 'far', low, high };
}

/** A juror sees what others gave after both examples; an organiser who is no juror at any time. */
export function seesAll(roles: readonly string[], scored: readonly SampleNumber[]): boolean {
  return roles.includes('juror') ? scored.length === SAMPLES.length : roles.includes('organiser');
}
