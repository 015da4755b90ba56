// Rows of cases, reports and mutes, and what a feature says of the things that can be reported.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';

export const REPORTABLE_KINDS = [
  'message',
  'team',
  'person',
  'evidence',
  'challenge',
  'hackathon',
  'submission',
  'feedback',
  'file',
  'recommendation',
  'help-request',
  'slot',
  'removal',
  'certificate',
  'jury-words',
  'remark',
] as const;
export type ReportableKind = (typeof REPORTABLE_KINDS)[number];

/** Forms show them in this order. */
export const REASONS = ['danger', 'private', 'hate', 'sexual', 'fraud', 'other'] as const;
export type Reason = (typeof REASONS)[number];
/** Reporters are told that these are read first: in this order. */
export const PRESSING: readonly Reason[] = ['danger', 'private'];

export const DECISIONS = ['nothing', 'withdraw', 'mute', 'withdraw-and-mute'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Numbers of the rules of the code of conduct: `moderation.rule.<n>`. */
export const RULES = [1, 2, 3, 4, 5, 6, 7] as const;

/** Days, or to the end of the hackathon. */
export const MUTE_LENGTHS = ['1', '7', 'end'] as const;
export type MuteLength = (typeof MUTE_LENGTHS)[number];

/** A thing as its reader sees it now. */
export interface Found {
  hackathonId: string;
  /** Who wrote it, and is told. Only who wrote alone can be muted for it. */
  authors: string[];
  excerpt: string;
  /** Where a reader finds it: a path of this site. */
  href: string;
}

/** Who acts on a thing: shown where the thing's own log shows who acted. */
export interface Hand {
  id: string;
  display_name: string;
  role: 'moderator' | 'organiser';
}

export interface Reportable {
  kind: ReportableKind;
  /** Who wrote it is told and can be muted, and is named to nobody who decides. */
  unnamed?: true;
  /** Null for what is not there, or not for this reader to know. */
  find(deps: Deps, reader: { id: string } | null, id: string): Promise<Found | null>;
  /**
   * Where this reader finds it, also once it is withdrawn; null where the place is closed to them. For a kind
   * that not everybody who decides about it reads in its place: those read `moderation.queue.closed.<kind>`.
   */
  place?(deps: Deps, reader: { id: string }, id: string): Promise<string | null>;
  /**
   * Takes the words out of every row they stand in and returns them, for `restore`; null when they have gone
   * meanwhile. A kind without it cannot be withdrawn: its authors are asked to change it.
   */
  withdraw?(deps: Deps, trx: Db, id: string, by: Hand): Promise<object | null>;
  restore?(deps: Deps, trx: Db, id: string, kept: object, by: Hand): Promise<void>;
}

export interface CaseRow {
  /** That of the first report. */
  id: string;
  hackathon_id: string;
  kind: ReportableKind;
  thing_id: string;
  href: string;
  opened_at: Date;
  decision: Decision | null;
  rule: number | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  kept: object | null;
  objection: string | null;
  objected_at: Date | null;
  outcome: 'confirmed' | 'reversed' | null;
  outcome_reason: string | null;
  outcome_at: Date | null;
}

export interface ReportRow {
  id: string;
  case_id: string;
  reporter_id: string | null;
  reason: Reason;
  details: string;
  excerpt: string;
  at: Date;
}

export interface MuteRow {
  id: string;
  hackathon_id: string;
  person_id: string;
  case_id: string;
  since: Date;
  /** Null: to the end of the hackathon. */
  until: Date | null;
  ended_at: Date | null;
}
