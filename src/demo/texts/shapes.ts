// The shapes of the demo's texts: who says what, in which language, and when.
// The files beside this one hold data only; the filler replays it through the application's actions.

export type Locale = 'en' | 'nl' | 'ar';
export type Localized = Partial<Record<Locale, string>> & { en: string };

export interface Person {
  login: string;
  display_name: string;
  locale: Locale;
  /** Language codes (BCP 47), the strongest first. */
  languages: string[];
  organisation?: string;
  subject?: Localized;
}

export interface Challenge {
  slug: string;
  title: Localized;
  /** One line, as a person would ask it at a table. */
  question: Localized;
  in_short: Localized;
  /** Markdown. */
  brief: Localized;
  asked_by: Localized;
}

export interface Hackathon {
  slug: string;
  title: Localized;
  in_short: Localized;
  challenges: Challenge[];
}

export type Score = 1 | 2 | 3 | 4 | 5;

export interface Criterion {
  key: string;
  title: Localized;
  weight: number;
  /** The sentence a juror chooses, by score. */
  levels: Record<Score, Localized>;
}

export interface Team {
  /** Names the team inside these files only. */
  key: string;
  name: string;
  pitch: string;
  challenge: string;
  languages: string[];
  joining: 'open' | 'request' | 'invite';
  members: string[];
  captain: string;
  /** Experts who advise the team in its room. */
  experts?: string[];
}

export interface JoinRequest {
  team: string;
  by: string;
  motivation: string;
}

export interface Message {
  by: string;
  body: string;
  minutesAgo?: number;
}

export interface Room {
  team: string;
  messages: Message[];
}

export interface HelpRequest {
  team: string;
  by: string;
  topic: string;
  language: string;
  details: string;
  state: 'open' | 'claimed' | 'done';
  claimedBy?: string;
  note?: string;
}

export type EvidenceKind =
  | 'lived-experience'
  | 'statistic'
  | 'law'
  | 'interview'
  | 'practice'
  | 'expert-view';

export interface EvidenceCard {
  key: string;
  challenge: string;
  claim: string;
  kind: EvidenceKind;
  source: string;
  url?: string;
  language: string;
  by: string;
}

export type SectionKey =
  | 'problem'
  | 'affected'
  | 'evidence'
  | 'proposal'
  | 'authority'
  | 'cost'
  | 'first_step';

export interface Draft {
  team: string;
  /** Who saved it last. */
  by: string;
  language: string;
  sections: Partial<Record<SectionKey, string>>;
}

export interface FeedbackItem {
  team: string;
  by: string;
  section: SectionKey;
  kind: 'question' | 'suggestion' | 'praise' | 'check';
  body: string;
  answer?: { by: string; answer: 'taken' | 'not-taken'; because?: string };
}

export interface Submission {
  team: string;
  title: string;
  language: string;
  sections: Record<SectionKey, string>;
}

export interface Sheet {
  juror: string;
  team: string;
  /** By criterion key; a missing key is not scored yet. */
  scores: Partial<Record<string, Score>>;
  feedback?: string;
  note?: string;
  state: 'open' | 'handed-in';
}

export interface Summary {
  team: string;
  feedback: string;
}

export interface Recommendation {
  team: string;
  authority: string;
  letter: Localized;
  decision: 'adopted' | 'partly' | 'not-adopted' | 'referred';
  reason: string;
  reasonIn: { nl: string; ar: string };
  milestones: { text: Localized; weeksAfterAnswer: number; done: boolean }[];
}

export interface Closing {
  challenge: string;
  happensNow: Localized;
}

export interface Prize {
  team: string;
  name: Localized;
  reason: Localized;
}
