// Whom a request fits, and whose turn it is. Never asks where a person comes from.
import type { Urgency } from '../help/help.policy';

/** What an expert said about themselves. */
export interface Offer {
  languages: string[];
  topics: string[];
  subject: string | null;
}

export interface Fit {
  language: boolean;
  topic: boolean;
  /** This expert helped the team before. */
  before: boolean;
}

const words = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 3),
  );

export function fitOf(
  help: { language: string; about: string | null; topic: string; details: string; before: boolean },
  offer: Offer,
): Fit {
  const subject = words(offer.subject ?? '');
  const asked = words(`${help.topic} ${help.details}`);
  return {
    language: offer.languages.includes(help.language),
    topic:
      (help.about !== null && offer.topics.includes(help.about)) ||
      [...subject].some((word) => asked.has(word)),
    before: help.before,
  };
}

/** Worth showing first: a language both speak, and a reason beyond it, or no reason to ask for one. */
export const suits = (fit: Fit, offer: Offer): boolean =>
  fit.language && (fit.topic || fit.before || offer.topics.length === 0);

/** Urgent ones before others, then whoever waits longest. */
export const inTurn = <T extends { urgency: Urgency; asked_at: Date }>(requests: readonly T[]): T[] =>
  [...requests].sort(
    (a, b) =>
      Number(b.urgency === 'urgent') - Number(a.urgency === 'urgent') ||
      a.asked_at.getTime() - b.asked_at.getTime(),
  );
