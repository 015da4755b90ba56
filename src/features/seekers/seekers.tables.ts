// The card of a person who looks for a team.
import type { Skill, Time } from '../teams/teams.together';

export interface SeekerRow {
  hackathon_id: string;
  person_id: string;
  /** Identifiers; empty: any. */
  challenges: string[];
  languages: string[];
  times: Time[];
  skills: Skill[];
  shown_at: Date;
  /** Nobody but its person sees it since then. */
  hidden_at: Date | null;
}

/** A card as people of teams see it. */
export interface SeekerCard
  extends Pick<SeekerRow, 'challenges' | 'languages' | 'times' | 'skills' | 'shown_at'> {
  id: string;
  display_name: string;
  weave_seed: string;
}
