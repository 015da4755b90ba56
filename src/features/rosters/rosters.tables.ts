// Rows of seats that somebody else ended, of captains who were asked for, and of the history of a team.

export interface SeatChangeRow {
  id: string;
  kind: 'removed' | 'moved' | 'merged';
  hackathon_id: string;
  membership_id: string;
  to_membership_id: string | null;
  person_id: string;
  by_id: string;
  reason: string;
  at: Date;
  objection: string | null;
  objected_at: Date | null;
  answer: string | null;
  answered_by: string | null;
  answered_at: Date | null;
}

/** A removal with the names of now. */
export interface Removal extends SeatChangeRow {
  team_id: string;
  team: string;
  person: string;
  by: string;
  answerer: string | null;
}

export interface TakeoverRow {
  id: string;
  team_id: string;
  hackathon_id: string;
  asked_by: string;
  captain_id: string;
  asked_at: Date;
  due_at: Date;
}

/** One seat in a team, from coming to going. */
export interface SeatRow {
  id: string;
  team_id: string;
  team: string;
  person_id: string;
  name: string;
  joined_at: Date;
  captain: boolean;
  ended_at: Date | null;
  /** Of a seat that somebody else ended. */
  change_id: string | null;
  kind: 'removed' | 'moved' | 'merged' | null;
  reason: string | null;
  /** The team to which they moved by that, and the one from which they came so. */
  to_team: string | null;
  from_team: string | null;
  from_team_id: string | null;
  /** How they came: of the seat they had there. */
  from_kind: 'moved' | 'merged' | null;
  from_reason: string | null;
}

/** A member with the last moment at which they were here, in the order in which they came. */
export interface SeenMember {
  id: string;
  name: string;
  captain: boolean;
  seen_at: Date;
}
