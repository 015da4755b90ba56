// Who reaches the final, as a pure function of the interim ranking.
import { finalPlaces } from '../rounds/rounds.policy';
import type { FinalistRow } from '../rounds/rounds.tables';

/** Of a ranking: best first, ties sharing a place; without a band where the method knows none. */
interface Ranked {
  submission: string;
  place: number;
  band: number | null;
}

/**
 * The top share of the proposals, and whoever shares a place or a band with the last of them: nobody stays out
 * by less than the sheets can tell.
 */
export function finalistsFrom(entries: readonly Ranked[], proposals: number, oneIn: number): FinalistRow[] {
  const places = finalPlaces(proposals, oneIn);
  const last = entries[Math.min(places, entries.length) - 1];
  if (last === undefined) return [];
  return entries
    .map((entry, index) => ({ entry, sure: index < places }))
    .filter(
      ({ entry, sure }) =>
        sure || entry.place === last.place || (last.band !== null && entry.band === last.band),
    )
    .map(({ entry, sure }) => ({
      submission_id: entry.submission,
      place: entry.place,
      because: sure ? ('share' as const) : ('close' as const),
    }));
}
