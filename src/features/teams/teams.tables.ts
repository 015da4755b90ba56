// Rows of teams, seats and extensions.
import type { PhaseKey } from '../hackathons/hackathons.policy';
import type { Joining } from './teams.policy';
import type { Channel, Skill, Time } from './teams.together';

export interface TeamRow {
  id: string;
  hackathon_id: string;
  challenge_id: string;
  name: string;
  pitch: string;
  languages: string[];
  joining: Joining;
  seeks: Skill[];
  times: Time[];
  channel: Channel | null;
  weave_seed: string;
  founded_by: string;
  founded_at: Date;
  changed_at: Date;
  archived_at: Date | null;
}

/** Somebody who sits in a team now, in the order in which people came. */
export interface MemberRow {
  id: string;
  display_name: string;
  captain: boolean;
  joined_at: Date;
  weave_seed: string;
  colourway_shift: number;
}

export interface ExtensionRow {
  id: string;
  phase: PhaseKey;
  until: Date;
  reason: string;
}
