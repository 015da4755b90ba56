// Rows of the times that experts offer, and of what teams booked.

/** One team alone; several teams; several teams and a topic. */
export const KINDS = ['team', 'group', 'workshop'] as const;
export type Kind = (typeof KINDS)[number];

export interface SlotRow {
  id: string;
  hackathon_id: string;
  expert_id: string;
  expert: string;
  /** Of the expert, as the invitation says it. */
  organisation: string | null;
  subject: string | null;
  starts_at: Date;
  ends_at: Date;
  /** In which the expert typed the times. */
  zone: string;
  kind: Kind;
  /** For so many teams. */
  seats: number;
  taken: number;
  topic: string;
  language: string;
  /** Null: in the team's room. */
  link: string | null;
  published_at: Date;
  cancelled_at: Date | null;
  /** Still an expert of the hackathon, and sits in none of its teams. */
  able: boolean;
}

export interface BookingRow {
  id: string;
  slot_id: string;
  team_id: string;
  team: string;
  booked_at: Date;
  came: boolean | null;
  cancelled_at: Date | null;
}

export type BookedTeam = Pick<BookingRow, 'id' | 'team_id' | 'team' | 'came'>;

/** A slot as one reader finds it in the list. */
export interface ListedSlot extends SlotRow {
  /** The live booking of the reader's team. */
  booking: string | null;
  /** Who booked; only for the expert, organisers and moderators. */
  teams: BookedTeam[];
}
