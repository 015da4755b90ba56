// Pure: which teams can become one, the best first. The fit is that of a person and a team (seekers.fit.ts), where
// the team that would join stands for the person: its languages, question, times and what its people bring.
//   + 30 where both together have the people a team needs, + 15 where the other one is too small itself.
import { bestFirst, type Fit, type FitTeam, fitOf } from '../seekers/seekers.fit';
import type { Joining } from '../teams/teams.policy';

/** A team waits for at most this many others at once. */
export const OPEN_OFFERS = 3;
/** So many teams its captain sees. */
export const SHOWN = 3;

/** A team with a free seat. */
export interface Mergeable extends FitTeam {
  name: string;
  joining: Joining;
  taken: number;
  handed_in: boolean;
}

interface Size {
  min: number;
  max: number;
}

export type Partner = Mergeable & { fit: Fit; together: number };

/** Teams into which all people of the team fit and with which it shares a language. Teams that let in nobody by
 * themselves are among them only while they are too small. */
export function partnersOf(
  team: Mergeable,
  teams: readonly Mergeable[],
  { min, max }: Size,
  most: number,
): Partner[] {
  const person = { ...team, challenges: [team.challenge], skills: team.has };
  const partners = teams
    .filter((other) => other.id !== team.id && other.taken + team.taken <= max)
    .filter((other) => other.joining !== 'invite' || other.taken < min)
    .map((other) => {
      const { score, reasons } = fitOf(person, other);
      const together = other.taken + team.taken;
      const more = (together >= min ? 30 : 0) + (other.taken < min ? 15 : 0);
      return { ...other, together, fit: { score: score === 0 ? 0 : score + more, reasons } };
    });
  return bestFirst(team.id, partners, most);
}

/** Each team that is too small with its best partner, if there is one; two that fit each other stand there once. */
export function pairsOf(
  small: readonly Mergeable[],
  teams: readonly Mergeable[],
  size: Size,
): { team: Mergeable; partner: Partner | null }[] {
  const paired = new Set<string>();
  return small.flatMap((team) => {
    if (paired.has(team.id)) return [];
    const [partner] = team.handed_in ? [] : partnersOf(team, teams, size, 1);
    if (partner) paired.add(partner.id);
    return [{ team, partner: partner ?? null }];
  });
}
