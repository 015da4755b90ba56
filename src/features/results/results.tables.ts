// Rows of publications: what was published once and never moves.
import type { Localized } from '../../i18n/locales';

export interface PublicationRow {
  id: string;
  hackathon_id: string;
  /** 1 is the first publication, every later one is a correction. */
  number: number;
  reason: string;
  protocol_sha256: string;
  submissions: number;
  /** Jurors whose scores count. */
  jurors: number;
  /** Of them, in the ranking that has fewest. */
  jurors_fewest: number;
  sheets: number;
  published_at: Date;
}

export interface FrozenScale {
  min: number;
  max: number;
  step: number;
}

/** `low mean high`: over the teams that were scored; null when nobody was. */
export interface FrozenCriterion {
  id: string;
  title: Localized;
  weight: number;
  low: number | null;
  mean: number | null;
  high: number | null;
}

export interface RankingRow {
  id: string;
  publication_id: string;
  /** Null: the whole hackathon. */
  challenge_slug: string | null;
  challenge_title: Localized | null;
  method: string;
  scale: FrozenScale;
  criteria: FrozenCriterion[];
}

/** The mean of a team's sheets on one criterion. */
export interface ProfileLine {
  criterion: string;
  mean: number;
}

/** What the jury says to a team: sheets in random order and without names, and the chair's words. */
export interface FrozenFeedback {
  jury: string[];
  chair: string;
}

/** `place` and `score` are null for a proposal that nobody scored. */
export interface EntryRow {
  ranking_id: string;
  submission_id: string;
  version_id: string;
  team_name: string;
  place: number | null;
  low: number | null;
  high: number | null;
  score: number | null;
  /** One standard error, in points of the scale. */
  plus_minus: number | null;
  band: number | null;
  sheets: number;
  profile: ProfileLine[];
  feedback: FrozenFeedback;
}
