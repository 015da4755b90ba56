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
  /** What everybody reads: groups that cannot be told apart, or places with their ranges. */
  shows: 'bands' | 'places';
  prizes: FrozenPrize[];
  /** Null: nobody could object. */
  objections_until: Date | null;
}

export type Outcome = 'upheld' | 'partly' | 'refused';

/** A prize or special mention as it was awarded. */
export interface FrozenPrize {
  prize: string;
  kind: 'place' | 'mention';
  /** The challenge whose ranking it follows, or null. */
  challenge: string | null;
  name: Localized;
  submission: string;
  reason: string;
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
  challenge_id: string | null;
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
  /** Which of `jury` are in another language than the team's and wait for a translation, by index. */
  translate?: number[];
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

export type NewRanking = Omit<RankingRow, 'id' | 'publication_id' | 'challenge_slug' | 'challenge_title'> & {
  round_id: string;
  entries: Omit<EntryRow, 'ranking_id'>[];
};

/** Everything a publication holds but its number, its reason and its moment. */
export type Frozen = Pick<
  PublicationRow,
  'protocol_sha256' | 'submissions' | 'jurors' | 'jurors_fewest' | 'sheets' | 'shows' | 'prizes'
> & { protocol: string; rankings: NewRanking[] };

/** Where words of the jury for a team stand: in a sheet, as the chair's, or frozen in a publication. */
export type KeptWords = { text: string } & (
  | { in: 'sheet'; id: string }
  | { in: 'chair'; round: string; submission: string }
  | { in: 'entry'; ranking: string; submission: string; at: number | 'chair' }
);
