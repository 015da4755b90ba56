// Rows of what waits between people and teams, and what became of it.

/** 'closed': the person has a seat by now, or the team is over; 'ended': teams closed. Null: it waits. */
type Decision = 'accepted' | 'refused' | 'withdrawn' | 'closed' | 'ended' | null;

/** Somebody asks to join a team. */
export interface RequestRow {
  id: string;
  team_id: string;
  hackathon_id: string;
  person_id: string;
  motivation: string;
  asked_at: Date;
  decision: Decision;
}

/** A team invited somebody by their account. */
export interface PersonalInvitationRow {
  id: string;
  team_id: string;
  hackathon_id: string;
  person_id: string;
  invited_by: string;
  invited_at: Date;
  decision: Decision;
}
