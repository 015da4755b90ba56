// Who reaches the final, as a pure function of the interim ranking.
import type { Ranking } from '../ranking/ranking.round';
import type { Finalist } from '../rounds/rounds.finals.queries';
import { finalPlaces } from '../rounds/rounds.policy';

/**
 * The top share of the proposals, and whoever shares a place or a band with the last of them: nobody stays out
 * by less than the sheets can tell.
 */
export function finalistsFrom(ranking: Ranking, proposals: number, oneIn: number): Finalist[] {
  const { entries } = ranking;
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
