// Rows of notices, and what a notice may be about.
import type { Localized } from '../../i18n/locales';

/** Each has its sentence in the catalogue: `notices.kind.<kind>`. */
export const NOTICE_KINDS = [
  'joined',
  'asked',
  'requestAccepted',
  'requestRefused',
  'invited',
  'invitationRefused',
  'foundSeat',
  'requestEnded',
  'invitedEnded',
  'invitationEnded',
  'teamOver',
  'left',
  'captain',
  'placed',
  'seatTakenBack',
  'seatsTakenBack',
  'seatOffered',
  'noSeatYet',
  'withoutTeam',
  'newCaptain',
  'removed',
  'movedAway',
  'moved',
  'mergeSuggested',
  'mergeOffered',
  'mergeProposed',
  'mergedInto',
  'mergedWith',
  'mergeRefused',
  'mergeOver',
  'seatTaken',
  'removal',
  'removalObjection',
  'removalAnswered',
  'captainAway',
  'captainHere',
  'extended',
  'mentioned',
  'helpClaimed',
  'helpReleased',
  'helpAnswered',
  'helpDone',
  'helpCancelled',
  'helpAgain',
  'helpWentBack',
  'teamWaits',
  'thanked',
  'hourBooked',
  'hourComes',
  'hourSoon',
  'hourSoonYours',
  'hourGivenBack',
  'hourCancelled',
  'feedbackWritten',
  'feedbackAnswered',
  'datesMoved',
  'welcomed',
  'declined',
  'roleAccepted',
  'sheetsAssigned',
  'jurorStopped',
  'declarationTakenBack',
  'sheetsWait',
  'resultsPublished',
  'resultsCorrected',
  'resultsObjection',
  'resultsObjectionAnswered',
  'voteComes',
  'recommendationAsked',
  'recommendationAnswered',
  'reportCame',
  'reportDecided',
  'reportHeard',
  'ownDecided',
  'ownHeard',
  'objectionCame',
  'muteEnded',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Those that also go by mail, to whoever wants that. */
export const MAILED_KINDS: readonly NoticeKind[] = [
  'requestAccepted',
  'invited',
  'requestEnded',
  'invitedEnded',
  'teamOver',
  'placed',
  'seatTakenBack',
  'seatOffered',
  'noSeatYet',
  'moved',
  'mergeSuggested',
  'mergeOffered',
  'mergedInto',
  'seatTaken',
  'removalAnswered',
  'captainAway',
  'extended',
  'helpAnswered',
  'teamWaits',
  'hourBooked',
  'hourSoon',
  'hourSoonYours',
  'hourGivenBack',
  'hourCancelled',
  'feedbackWritten',
  'datesMoved',
  'welcomed',
  'declined',
  'sheetsWait',
  'resultsPublished',
  'resultsCorrected',
  'resultsObjectionAnswered',
  'recommendationAsked',
  'recommendationAnswered',
  'reportDecided',
  'ownDecided',
];

/** Whoever is told these has reported something or was reported: organisers do not see that mail went out. */
export const PRIVATE_KINDS: readonly NoticeKind[] = ['reportDecided', 'ownDecided'];

/**
 * A part of a notice's sentence: text, a text in several languages, a key of the catalogue (`key`), a moment
 * (`at`, ISO 8601) told in a zone, or a zone's name. Each is said in the reader's language. Names of people are
 * never parts: see `aboutId`.
 */
export type NoticeParam =
  | string
  | number
  | Localized
  | { key: string }
  | { at: string; zone: string }
  | { zone: string };
export type NoticeParams = Record<string, NoticeParam>;

export interface NewNotice {
  personId: string;
  kind: NoticeKind;
  params: NoticeParams;
  /** Where it leads: a path of this site. */
  href: string;
  hackathonId?: string;
  /** Whose name, as it is when the notice is read, is the part `name`. */
  aboutId?: string;
}

/** The team that a notice is about. */
export interface ToldTeam {
  id: string;
  name: string;
  hackathon_id: string;
}

/** What is told about a team. */
export interface Told {
  kind: NoticeKind;
  /** `team` is always among them. */
  params?: NoticeParams;
  aboutId?: string;
  /** The team's page unless said otherwise. */
  href?: string;
}

export interface NoticeRow {
  id: string;
  person_id: string;
  hackathon_id: string | null;
  about_id: string | null;
  /** The name of `about_id` now. */
  about: string | null;
  kind: string;
  params: NoticeParams;
  href: string;
  at: Date;
  read_at: Date | null;
}
