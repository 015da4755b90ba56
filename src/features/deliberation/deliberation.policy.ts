// Who may be awarded which prize: along the computed order, by discussion only where the order cannot tell.

/** One proposal of a ranking: its place, and its band if the method has bands. */
export interface Ranked {
  submission: string;
  place: number;
  band: number | null;
}

/**
 * For the prize of the n-th place (1 is the first): whoever shares the band of the n-th of the order; without
 * bands, the place. Never somebody of a band below.
 */
export function candidatesFor(n: number, ranked: readonly Ranked[]): string[] {
  const inOrder = [...ranked].sort((a, b) => a.place - b.place);
  const nth = inOrder[n - 1];
  if (!nth) return [];
  return inOrder
    .filter((one) => (nth.band === null ? one.place === nth.place : one.band === nth.band))
    .map((one) => one.submission);
}

interface Prize {
  id: string;
  kind: 'place' | 'mention';
  challenge_id: string | null;
}

/** Which place a prize is for, counted among those for places of the same ranking; 0 for a mention. */
export function placeOfPrize(prizes: readonly Prize[], prize: Prize): number {
  const same = prizes.filter((one) => one.kind === 'place' && one.challenge_id === prize.challenge_id);
  return same.findIndex((one) => one.id === prize.id) + 1;
}

/** Prizes for places that would move up if this one went. */
export function laterOfPlace(prizes: readonly Prize[], prize: Prize): ReadonlySet<string> {
  const n = placeOfPrize(prizes, prize);
  return new Set(
    prizes
      .filter((one) => one.kind === 'place' && one.challenge_id === prize.challenge_id)
      .filter((one) => n > 0 && placeOfPrize(prizes, one) > n)
      .map((one) => one.id),
  );
}

export type AwardVerdict = 'ok' | 'outside' | 'taken' | 'twice';

/**
 * `outside`: not among the candidates of the place; `taken`: a prize for a place goes to one proposal; `twice`: the
 * proposal has another prize for a place already.
 */
export function mayAward(given: {
  prizes: readonly Prize[];
  prize: Prize;
  submission: string;
  ranked: readonly Ranked[];
  awards: readonly { prize_id: string; submission_id: string }[];
}): AwardVerdict {
  const { prizes, prize, submission, ranked, awards } = given;
  if (prize.kind === 'mention') return 'ok';
  if (!candidatesFor(placeOfPrize(prizes, prize), ranked).includes(submission)) return 'outside';
  const places = new Set(prizes.filter((one) => one.kind === 'place').map((one) => one.id));
  const others = awards.filter((one) => places.has(one.prize_id));
  if (others.some((one) => one.prize_id === prize.id && one.submission_id !== submission)) return 'taken';
  if (others.some((one) => one.prize_id !== prize.id && one.submission_id === submission)) return 'twice';
  return 'ok';
}
