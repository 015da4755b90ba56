// What the desk reads: where a person stands, and what waits for them.
import type { Localized } from '../../i18n/locales';
import type { Phase, Role } from '../hackathons/hackathons.policy';
import type { About, Emblem, VoteEnd } from '../hackathons/hackathons.tables';

export interface Standing {
  id: string;
  slug: string;
  title: Localized;
  languages: string[];
  zone: string;
  weave_seed: string;
  opened_at: Date | null;
  about: About;
  emblem: Emblem | null;
  public_vote: VoteEnd | null;
  phases: Phase[];
  roles: Role[];
  team: { id: string; name: string; captain: boolean; people: number; seats: number } | null;
}

/** What waits for somebody, counted; each number is 0 where the person has no such role. */
export interface Waiting {
  /** Unread messages in the team's room. */
  news: number;
  requests: number;
  /** Until when this captain can say that they are here, while somebody asks to be captain. */
  captaincy_due: Date | null;
  /** The seat taken away whose objection waits longest for an organiser. */
  removal: string | null;
  advice: number;
  filled: number;
  handed_in_at: Date | null;
  help_open: number;
  help_oldest_team: string | null;
  help_oldest_at: Date | null;
  claims: { team_id: string; team: string }[];
  /** The next time this person meets an expert with their team, or a team as an expert. */
  next_hour: { slot: string; starts: string; expert: boolean; name: string } | null;
  sheets_open: number;
  sheets_done: number;
  next_sheet: string | null;
  next_sheet_title: string | null;
  challenges: number;
  criteria: number;
  questions: number;
  without_team: number;
  below_minimum: number;
  teams: number;
  people: number;
  messages: number;
  handed_in: number;
  unassigned: number;
  sheets_missing: number;
  without_feedback: number;
  published_at: Date | null;
  /** In the public vote, while it runs. */
  voted: boolean;
  /** Results are public, and this person did something that a certificate tells. */
  certified: boolean;
  recommended: number;
  unanswered: number;
  mine_unanswered: number;
  next_answer: string | null;
  /** Reports and objections this person may decide. */
  reports: number;
}
