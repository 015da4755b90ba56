// Rows of what a jury notes and awards when it meets.
import type { Localized } from '../../i18n/locales';

export interface NoteRow {
  round_id: string;
  submission_id: string;
  version: number;
  text: string;
  changed_by: string;
  changed_at: Date;
}

/** `place`: awarded along the ranking, within what cannot be told apart; `mention`: to any proposal, also several. */
export type PrizeKind = 'place' | 'mention';

export interface PrizeRow {
  id: string;
  hackathon_id: string;
  /** For its proposals only; a prize for a place follows its ranking. Null: of the whole hackathon. */
  challenge_id: string | null;
  kind: PrizeKind;
  position: number;
  name: Localized;
}

export interface AwardRow {
  id: string;
  prize_id: string;
  submission_id: string;
  reason: string;
  awarded_at: Date;
}
