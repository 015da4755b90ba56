// Rows of notices, and what a notice may be about.
import type { Localized } from '../../i18n/locales';

/** Each has its sentence in the catalogue: `notices.kind.<kind>`. */
export const NOTICE_KINDS = ['joined'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * A part of a notice's sentence: text, a text in several languages, a key of the catalogue (`key`), or a moment
 * (`at`, ISO 8601) told in a zone. Each is said in the reader's language.
 */
export type NoticeParam = string | number | Localized | { key: string } | { at: string; zone: string };
export type NoticeParams = Record<string, NoticeParam>;

export interface NewNotice {
  personId: string;
  kind: NoticeKind;
  params: NoticeParams;
  /** Where it leads: a path of this site. */
  href: string;
  hackathonId?: string;
}

export interface NoticeRow {
  id: string;
  person_id: string;
  hackathon_id: string | null;
  kind: string;
  params: NoticeParams;
  href: string;
  at: Date;
  read_at: Date | null;
}
