// Rows of sheets from their assignment on, conflicts of interest, and what jurors say about their reading.

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
  /** The words for the team are not in its language: they wait for a translation. */
  to_translate: boolean;
  /** Put off by the juror, with a reason for the chair; until it is changed again. */
  skipped_at: Date | null;
  skip_reason: string;
}

export type ConflictKind = 'declared' | 'member' | 'adviser' | 'organisation' | 'invited';

/** A juror who must not score a team, and why. */
export interface ConflictPair {
  juror_id: string;
  team_id: string;
  kind: ConflictKind;
}

export interface Juror {
  id: string;
  display_name: string;
  organisation: string | null;
  /** What they read; none: nothing was said yet, and every language counts as read. */
  languages: string[];
  sheets_max: number | null;
  /** Cannot go on: gets no sheets, and those that were not begun went to others. */
  stopped_at: Date | null;
}
