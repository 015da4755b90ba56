// Rows of plans: who is to sit where, and what became of it.
import type { Skill, Time } from '../teams/teams.together';
import type { Outcome } from './placement.policy';

export interface PlanRow {
  id: string;
  hackathon_id: string;
  state: 'draft' | 'applied';
  /** Raised by every change of a draft: whoever applies says which one was seen. */
  version: number;
  made_at: Date;
  applied_at: Date | null;
}

/** A team that the plan would found. */
export interface NewTeamRow {
  number: number;
  name: string;
  challenge_id: string;
  languages: string[];
  /** What it became. */
  team_id: string | null;
}

export interface PlannedTeam extends NewTeamRow {
  /** People that the plan puts there. */
  planned: number;
  /** Its question is. */
  closed: boolean;
}

/** Into a team that is there, or into one of the plan's own. */
export type Target = { team_id: string; number: null } | { team_id: null; number: number };

export type MoveRow = Target & {
  person_id: string;
  /** Shares no language with the others. */
  stranger: boolean;
  /** Null in a draft. */
  /** What was known then: later, a team may have removed the person. */
  set_at: Date;
  outcome: Outcome | null;
  /** The seat that was given. */
  membership_id: string | null;
};

/** Somebody without a team, with the card if it is shown. */
export interface Teamless {
  id: string;
  display_name: string;
  weave_seed: string;
  languages: string[];
  challenges: string[];
  times: Time[];
  skills: Skill[];
  /** Teams that took their seat away: only by hand does anybody sit there again. */
  barred: string[];
}
