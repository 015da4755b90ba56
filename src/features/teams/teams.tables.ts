// Rows of teams, seats, requests, team invitations and extensions.
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

export interface RequestRow {
  id: string;
  team_id: string;
  hackathon_id: string;
  person_id: string;
  motivation: string;
  asked_at: Date;
  decision: 'accepted' | 'refused' | 'withdrawn' | 'closed' | 'ended' | null;
}

/** A team invited somebody by their account. */
export interface PersonalInvitationRow {
  id: string;
  team_id: string;
  hackathon_id: string;
  person_id: string;
  invited_by: string;
  invited_at: Date;
  decision: 'accepted' | 'refused' | 'withdrawn' | 'closed' | 'ended' | null;
}

export interface LiveInvitation {
  id: string;
  uses: number;
  uses_max: number;
  expires_at: Date;
  code_hash: string | null;
}

export interface ExtensionRow {
  id: string;
  phase: PhaseKey;
  until: Date;
  reason: string;
}
