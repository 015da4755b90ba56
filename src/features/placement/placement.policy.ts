// What still holds of a plan when it is applied: pure.

/** So long before teams close people without one get an offer; half the time where teams form for less than twice. */
export const OFFER_HOURS = 48;

/** When they get it; null where teams never close. */
export function offersAt(phase: { opens: Date; closes: Date | null } | undefined): Date | null {
  if (!phase?.closes) return null;
  const lead = Math.min(OFFER_HOURS * 3_600_000, (phase.closes.getTime() - phase.opens.getTime()) / 2);
  return new Date(phase.closes.getTime() - lead);
}

/** How many may still come, and how many must for the team to begin. */
export function roomIn({ taken }: { taken: number }, { min, max }: { min: number; max: number }) {
  return { free: max - taken, need: Math.max(0, min - taken) };
}

/** `seated`: done; all others: skipped, and why. */
export const OUTCOMES = [
  'seated',
  'gone',
  'elsewhere',
  'removed',
  'archived',
  'full',
  'closed',
  'tooFew',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

interface Move {
  person_id: string;
  team_id: string | null;
  number: number | null;
}

interface Standing {
  participants: ReadonlySet<string>;
  seated: ReadonlySet<string>;
  /** Whom the team of their move removed since it was planned. */
  removed: ReadonlySet<string>;
  /** Free seats of the teams that are not archived. */
  free: ReadonlyMap<string, number>;
  /** Numbers of the new teams whose question is still open. */
  open: ReadonlySet<number>;
  /** Sizes of a team. */
  min: number;
  max: number;
}

/** In the order of the moves: who comes first finds the seat. New teams begin with the minimum or not at all. */
export function settle<T extends Move>(moves: readonly T[], now: Standing): (T & { outcome: Outcome })[] {
  const free = new Map(now.free);
  const news = new Map<number, number>();
  const outcomeOf = ({ person_id, team_id, number }: Move): Outcome => {
    if (!now.participants.has(person_id)) return 'gone';
    if (now.seated.has(person_id)) return 'elsewhere';
    if (team_id === null) {
      if (!now.open.has(number!)) return 'closed';
      const size = news.get(number!) ?? 0;
      if (size >= now.max) return 'full';
      news.set(number!, size + 1);
      return 'seated';
    }
    if (now.removed.has(person_id)) return 'removed';
    const seats = free.get(team_id);
    if (seats === undefined) return 'archived';
    if (seats <= 0) return 'full';
    free.set(team_id, seats - 1);
    return 'seated';
  };
  return moves
    .map((move) => ({ ...move, outcome: outcomeOf(move) }))
    .map((move) =>
      move.outcome === 'seated' && move.number !== null && news.get(move.number)! < now.min
        ? { ...move, outcome: 'tooFew' as const }
        : move,
    );
}
