// Rows of recommendations: a proposal sent to an authority, and its answer.
export const DECISIONS = ['adopted', 'partly', 'not-adopted', 'referred'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface RecommendationRow {
  id: string;
  hackathon_id: string;
  submission_id: string;
  version_id: string;
  authority_id: string;
  /** The organisation, else the person's name, as it was when the proposal was sent. */
  authority_name: string;
  /** What the organisers ask; may be empty. */
  letter: string;
  sent_by: string;
  sent_at: Date;
  answer_by: Date;
  decision: Decision | null;
  reason: string | null;
  answered_at: Date | null;
}
