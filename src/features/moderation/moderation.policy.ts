// Who decides about a report, and how long a mute lasts; pure.
import type { Decision, MuteLength } from './moderation.tables';

/** What decides who may decide: who wrote the thing, who reported it, who runs the hackathon. */
export interface Standing {
  authors: readonly string[];
  reporters: readonly string[];
  moderators: readonly string[];
  organisers: readonly string[];
}

/**
 * The moderators who neither wrote the thing nor reported it; where there is none, the organisers of whom that
 * is true.
 */
export function decidersOf(standing: Standing): { ids: string[]; role: 'moderator' | 'organiser' } {
  const apart = (id: string) => !standing.authors.includes(id) && !standing.reporters.includes(id);
  const moderators = standing.moderators.filter(apart);
  if (moderators.length > 0) return { ids: moderators, role: 'moderator' };
  return { ids: standing.organisers.filter(apart), role: 'organiser' };
}

/** Whoever hears an objection: every moderator and organiser but those who decided, wrote or reported. */
export function hearersOf(standing: Standing, decidedBy: string | null): string[] {
  const all = [...new Set([...standing.moderators, ...standing.organisers])];
  return all.filter(
    (id) => id !== decidedBy && !standing.authors.includes(id) && !standing.reporters.includes(id),
  );
}

export const withdraws = (decision: Decision) => decision === 'withdraw' || decision === 'withdraw-and-mute';
export const mutes = (decision: Decision) => decision === 'mute' || decision === 'withdraw-and-mute';

const DAY = 24 * 3_600_000;

/** Null: to the end of the hackathon. */
export function mutedUntil(length: MuteLength, now: Date): Date | null {
  return length === 'end' ? null : new Date(now.getTime() + Number(length) * DAY);
}

export const EXCERPT = 2000;

/** What is kept of a thing as evidence. */
export const excerptOf = (...texts: (string | null | undefined)[]): string =>
  texts
    .filter((text) => text)
    .join('\n')
    .slice(0, EXCERPT);
