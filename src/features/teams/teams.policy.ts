// Pure rules of teams: who sees names, who follows a captain, which way in a person has.

export const JOINING = ['open', 'request', 'invite'] as const;
export type Joining = (typeof JOINING)[number];

const KNOW_EACH_OTHER: readonly string[] = ['participant', 'expert', 'organiser', 'moderator'];

/** Members' names are for people of the same hackathon. */
export function seesNames(roles: readonly string[]): boolean {
  return roles.some((role) => KNOW_EACH_OTHER.includes(role));
}

/**
 * Who is captain after `leaver`: whoever the leaver named, else whoever sits here longest. `members` stand in
 * the order in which they came. Null when nobody is left, undefined when `named` does not sit here.
 */
export function successorOf(
  members: readonly { id: string }[],
  leaver: string,
  named?: string,
): string | null | undefined {
  const rest = members.filter((member) => member.id !== leaver);
  if (named) return rest.find((member) => member.id === named)?.id;
  return rest[0]?.id ?? null;
}

/** What a person finds where the button of a team stands. */
export type WayIn =
  | 'mine'
  | 'archived'
  | 'full'
  | 'waiting'
  | 'visitor'
  | 'joinFirst'
  | 'closed'
  | 'elsewhere'
  | 'seat'
  | 'ask'
  | 'invitation';

export interface WayFacts {
  mine: boolean;
  archived: boolean;
  full: boolean;
  waiting: boolean;
  signedIn: boolean;
  participant: boolean;
  /** Sits in another team. */
  elsewhere: boolean;
  /** Teams may change now. */
  open: boolean;
  joining: Joining;
}

export function wayIn(facts: WayFacts): WayIn {
  if (facts.mine) return 'mine';
  if (facts.archived) return 'archived';
  // What still waits when teams close has ended with them.
  if (facts.waiting && facts.open) return 'waiting';
  if (facts.full) return 'full';
  if (!facts.open) return 'closed';
  if (facts.elsewhere) return 'elsewhere';
  if (facts.joining === 'invite') return 'invitation';
  if (!facts.signedIn) return 'visitor';
  if (!facts.participant) return 'joinFirst';
  return facts.joining === 'open' ? 'seat' : 'ask';
}
