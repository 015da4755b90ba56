// Pure rules of the public vote: who has a vote, and when. For whom they may not vote is asked of the rows.
import { type Facts, mayNow, type PhaseKey, type Right, type Verdict } from '../hackathons/hackathons.policy';
import type { VoteEnd } from '../hackathons/hackathons.tables';

export const VOTE_RIGHT: Record<VoteEnd, Right> = { judging: 'vote', deliberation: 'voteToTheEnd' };

export interface Voter {
  /** When the account was made. */
  joinedAt: Date;
  /** With the later ends of the voter's team. */
  facts: Facts;
  /** Results are public: nothing changes any more. */
  published: boolean;
  /** Results are told on a big screen, group by group: whoever votes now has heard them. */
  announced: boolean;
}

/**
 * `published tooEarly tooLate notOpen role`: the vote as such; `juror fresh writing`: this person. An account that
 * is younger than the vote has one only where its owner belongs to the hackathon: fresh accounts are cheap.
 */
export type Standing = Verdict | { ok: false; key: 'published' | 'juror' | 'fresh' | 'writing'; at?: Date };

const opensAt = (facts: Facts, key: PhaseKey) => facts.phases.find((phase) => phase.key === key)?.opens;

/** Before this the organiser may switch it on and off. */
export const votingBegan = (facts: Facts): boolean => {
  const opens = opensAt(facts, 'judging');
  return opens !== undefined && opens <= facts.now;
};

export function standingOf({ joinedAt, facts, published, announced }: Voter, end: VoteEnd): Standing {
  if (published) return { ok: false, key: 'published' };
  if (announced) return { ok: false, key: 'tooLate' };
  const verdict = mayNow(facts, VOTE_RIGHT[end]);
  if (!verdict.ok) return verdict;
  // The jury has its own say, and nobody reads the others while they can still change their own.
  if (facts.roles.includes('juror')) return { ok: false, key: 'juror' };
  if (mayNow(facts, 'handIn').ok) return { ok: false, key: 'writing' };
  const opens = opensAt(facts, 'judging');
  if (facts.roles.length === 0 && opens !== undefined && joinedAt >= opens)
    return { ok: false, key: 'fresh' };
  return verdict;
}
