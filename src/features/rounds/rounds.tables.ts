// Rows of rounds, criteria and finals.
import type { Localized } from '../../i18n/locales';

export interface RoundRow {
  id: string;
  hackathon_id: string;
  scale_min: number;
  scale_max: number;
  scale_step: number;
  method: 'mean' | 'median' | 'calibrated';
  /** One ranking of all proposals, or one for each challenge; criteria, scale and jury are the same. */
  scope: 'hackathon' | 'challenge';
  /** 2: a first round for all, then more reading for those who reach the final. */
  stages: 1 | 2;
  /** Sheets wanted for each proposal, in the first round if there are two. */
  sheets_each: number;
  /** One in so many proposals reaches the final. */
  final_one_in: number;
  /** Sheets that a proposal of the final gets more. */
  final_sheets: number;
  /** What everybody reads of the results. */
  shows: 'bands' | 'places';
  /** When judging opened: from then on none of the above changes. Kept within a minute of it. */
  frozen_at: Date | null;
  /** Set when a ranking of this round was published. */
  locked_at: Date | null;
}

export interface CriterionRow {
  id: string;
  round_id: string;
  position: number;
  title: Localized;
  weight: number;
  /** The sentence of each level, by its value on the scale. */
  levels: Record<string, Localized>;
}

export interface FinalRow {
  round_id: string;
  opened_by: string;
  opened_at: Date;
  input_sha256: string;
}

export interface FinalistRow {
  submission_id: string;
  /** Of the interim ranking that decided. */
  place: number;
  /** `close`: not within the top share, but cannot be told apart from the last of it. */
  because: 'share' | 'close';
}
