// Rows of proposals, their sections, files, advice and hand-ins.

export const SECTIONS = [
  'problem',
  'affected',
  'evidence',
  'proposal',
  'authority',
  'cost',
  'first_step',
] as const;
export type SectionKey = (typeof SECTIONS)[number];

/** What a hand-in cannot be without; the others may stay empty, and the page says so. */
export const NEEDED: readonly SectionKey[] = ['problem', 'affected', 'evidence', 'proposal', 'authority'];

export const SECTION_LIMIT = 4000;

export const FEEDBACK_KINDS = ['question', 'suggestion', 'praise', 'check'] as const;
export type FeedbackKind = (typeof FEEDBACK_KINDS)[number];

export interface SubmissionRow {
  id: string;
  team_id: string;
  hackathon_id: string;
  begun_at: Date;
}

/** One saved state of a section; the highest version is what is true now. */
export interface SectionRow {
  key: SectionKey;
  version: number;
  text: string;
  saved_by: string;
  saved_by_name: string;
  saved_at: Date;
}

export interface FileRow {
  id: string;
  submission_id: string;
  name: string;
  bytes: number;
  type: string;
  sha256: string;
  stored_as: string;
  uploaded_by: string;
  uploaded_at: Date;
  removed_at: Date | null;
  /** When a moderator withdrew it: nobody gets it then. */
  withheld_at: Date | null;
}

export interface FeedbackRow {
  id: string;
  submission_id: string;
  section: SectionKey;
  section_version: number;
  kind: FeedbackKind;
  body: string;
  by_id: string;
  by_name: string;
  by_seed: string;
  at: Date;
  answer: 'taken' | 'not-taken' | null;
  because: string | null;
  answered_by_name: string | null;
  answered_at: Date | null;
}

export interface FrozenFile {
  id: string;
  name: string;
  bytes: number;
  type: string;
  sha256: string;
}

export interface FrozenMember {
  id: string;
  display_name: string;
  captain: boolean;
  joined_at: string;
  weave_seed: string;
  colourway_shift: number;
}

/** The team as it was at a hand-in, in the order in which people came. */
export interface Roster {
  team: string;
  weave_seed: string;
  members: FrozenMember[];
}

export type FrozenSections = Record<SectionKey, { text: string; version: number }>;

/** A hand-in, frozen. `sha256` is that of its canonical text (submissions.protocol). */
export interface VersionRow {
  id: string;
  submission_id: string;
  number: number;
  challenge_id: string;
  sections: FrozenSections;
  files: FrozenFile[];
  roster: Roster;
  /** Hand-ins of the first installations have the names under their hash. */
  names_hashed: boolean;
  sha256: string;
  handed_in_by: string;
  handed_in_at: Date;
}
