// Rows of rounds, criteria, sheets, conflicts of interest and the chair's words.
import type { Localized } from '../../i18n/locales';

export interface RoundRow {
  id: string;
  hackathon_id: string;
  scale_min: number;
  scale_max: number;
  scale_step: number;
  method: 'mean' | 'median' | 'calibrated';
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
