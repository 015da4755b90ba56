// Rows of teams that may become one.

export interface MergerRow {
  id: string;
  hackathon_id: string;
  /** Its people would move into the other team. */
  team_id: string;
  into_id: string;
  offered_by: string;
  offered_at: Date;
  decision: 'accepted' | 'refused' | 'withdrawn' | 'closed' | 'ended' | null;
}

/** An offer that waits, with both names of now. */
export interface OpenMerger {
  id: string;
  team_id: string;
  team: string;
  into_id: string;
  into: string;
  /** How many would come. */
  count: number;
  offered_at: Date;
}
