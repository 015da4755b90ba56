// Rows of challenges: the policy questions of a hackathon.
import type { Localized } from '../../i18n/locales';

export interface ChallengeRow {
  id: string;
  hackathon_id: string;
  slug: string;
  position: number;
  title: Localized;
  in_short: Localized;
  brief: Localized;
  asked_by: Localized;
  weave_seed: string;
  written_at: Date;
  changed_at: Date;
  version: number;
  /** What happens now; set together with closed_at. */
  closing: Localized | null;
  closed_at: Date | null;
}
