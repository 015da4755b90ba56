// Rows of sheets from their assignment on, and conflicts of interest.

export interface SheetRow {
  id: string;
  round_id: string;
  hackathon_id: string;
  submission_id: string;
  juror_id: string;
  version: number;
  feedback: string;
  /** The juror's own; nobody else ever reads it. */
  note: string;
  assigned_at: Date;
  changed_at: Date;
  handed_in_at: Date | null;
  conflict_at: Date | null;
}

export type ConflictKind = 'declared' | 'member' | 'adviser' | 'organisation';

/** A juror who must not score a team, and why. */
export interface ConflictPair {
  juror_id: string;
  team_id: string;
  kind: ConflictKind;
}
