// Rows of evidence cards.

export const KINDS = [
  'lived-experience',
  'statistic',
  'law',
  'interview',
  'practice',
  'expert-view',
] as const;
export type Kind = (typeof KINDS)[number];

export interface CardRow {
  id: string;
  hackathon_id: string;
  /** From 1, without gaps, in the order of writing: `[E12]` cites card 12. */
  number: number;
  claim: string;
  kind: Kind;
  source: string;
  url: string | null;
  language: string;
  written_by: string;
  written_at: Date;
  withdrawn_at: Date | null;
}
