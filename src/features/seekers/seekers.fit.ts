// How well a person and a team fit, as a number with its reasons: pure, the same for the same facts, and known
// from both sides. It uses what people chose to say about working together and never where they come from.
//
// score = language + challenge + times + skills, a whole number of at most 100:
//   language   40 if they share two languages, or all that one of the two knows; 30 if they share one; without
//              a common language the score is 0, whatever else agrees: nobody can work in a team they do not
//              understand
//   challenge  24 if the person named the team's challenge; 12 if they named none (any is welcome); else 0
//   times      20 if two of the team's times suit the person (or its only one); 10 if one does; 0 if none does;
//              10 if either of them said nothing, because silence is no disagreement
//   skills     16 if the person brings two skills that the team looks for (or the only one); 8 if one; without
//              any of those 6 if they bring one that nobody in the team has yet; else 0
// The weights are our own: each step outweighs all steps after it only where a team cannot do without it (the
// language). Saying more can never lower a score, but for naming challenges or times that are not the team's.
import { createHash } from 'node:crypto';
import type { Skill, Time } from '../teams/teams.together';

export interface FitPerson {
  id: string;
  languages: readonly string[];
  /** Identifiers; empty: any. */
  challenges: readonly string[];
  /** Empty: not said. */
  times: readonly Time[];
  skills: readonly Skill[];
}

export interface FitTeam {
  id: string;
  challenge: string;
  languages: readonly string[];
  /** Empty: not said. */
  times: readonly Time[];
  seeks: readonly Skill[];
  /** What its members said that they bring. */
  has: readonly Skill[];
}

export type FitReason =
  | { kind: 'languages'; languages: string[] }
  | { kind: 'challenge' }
  | { kind: 'times'; times: Time[] }
  /** The team looks for them and the person brings them. */
  | { kind: 'sought'; skills: Skill[] }
  /** The person brings them and nobody in the team has them. */
  | { kind: 'new'; skills: Skill[] };

export interface Fit {
  /** 0 … 100; 0 means no common language. */
  score: number;
  reasons: FitReason[];
}

/** In the order of the first, each once. */
const shared = <T>(first: readonly T[], second: readonly T[]): T[] =>
  [...new Set(first)].filter((one) => second.includes(one));

/** How much of two is met: 0, 1 or 2. The whole of a smaller list counts as two. */
function ofTwo(met: number, possible: number): 0 | 1 | 2 {
  if (met === 0) return 0;
  return met >= Math.min(2, possible) ? 2 : 1;
}

export function fitOf(person: FitPerson, team: FitTeam): Fit {
  const languages = shared(team.languages, person.languages);
  if (languages.length === 0) return { score: 0, reasons: [] };
  const reasons: FitReason[] = [{ kind: 'languages', languages }];
  const smaller = Math.min(new Set(team.languages).size, new Set(person.languages).size);
  let score = ofTwo(languages.length, smaller) === 2 ? 40 : 30;
  if (person.challenges.length === 0) score += 12;
  else if (person.challenges.includes(team.challenge)) {
    score += 24;
    reasons.push({ kind: 'challenge' });
  }
  const times = shared(team.times, person.times);
  if (team.times.length === 0 || person.times.length === 0) score += 10;
  else score += 10 * ofTwo(times.length, new Set(team.times).size);
  if (times.length > 0) reasons.push({ kind: 'times', times });
  const sought = shared(team.seeks, person.skills);
  const fresh = shared(person.skills, person.skills).filter((skill) => !team.has.includes(skill));
  if (sought.length > 0) {
    score += 8 * ofTwo(sought.length, new Set(team.seeks).size);
    reasons.push({ kind: 'sought', skills: sought });
  } else if (fresh.length > 0) {
    score += 6;
    reasons.push({ kind: 'new', skills: fresh });
  }
  return { score, reasons };
}

/** A place among equals that nobody chose and that stays: the same seed and id give the same text for ever. */
export const drawOf = (seed: string, id: string): string =>
  createHash('sha256').update(`${seed}\n${id}`).digest('hex');

/**
 * The `most` best (all unless said), the best first. Equals stand in an order of their own for each seed (a person
 * or team in a hackathon), so that not everybody is sent to the same place. Without a common language nobody is
 * suggested.
 */
export function bestFirst<T extends { id: string; fit: Fit }>(
  seed: string,
  candidates: readonly T[],
  most: number = candidates.length,
): T[] {
  const scores = candidates.map(({ fit }) => fit.score).sort((a, b) => b - a);
  // Drawn only where a place is at stake: whoever is worse than the last of the best has none.
  const least = Math.max(1, scores[most - 1] ?? 1);
  return candidates
    .filter(({ fit }) => fit.score >= least)
    .map((one) => ({ one, draw: drawOf(seed, one.id) }))
    .sort((a, b) => b.one.fit.score - a.one.fit.score || (a.draw < b.draw ? -1 : a.draw > b.draw ? 1 : 0))
    .slice(0, most)
    .map(({ one }) => one);
}
