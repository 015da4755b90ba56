// Rows of rounds and criteria.
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
