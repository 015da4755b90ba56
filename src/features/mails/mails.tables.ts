// Rows of mails.
import type { NoticeParams } from '../notices/notices.tables';

export interface MailRow {
  id: string;
  message_id: string;
  /** A kind of notice, or one of LETTERS. */
  kind: string;
  person_id: string | null;
  /** Given for a mail that goes to an address, not to whatever address the person has by then. */
  address: string | null;
  locale: string | null;
  hackathon_id: string | null;
  params: NoticeParams & { confirmation?: string; invitation?: string };
  href: string;
  state: 'queued' | 'sent' | 'failed';
  /** Why it failed, or waits for another attempt. */
  reason: string | null;
  queued_at: Date;
  sent_at: Date | null;
}

/** A mail with what is true of its reader now. */
export interface ReadyMail extends MailRow {
  /** Null when there is nobody to send it to any more. */
  to: string | null;
  reader_locale: string | null;
  about: string | null;
}

/** Mails that are no notices. */
export const LETTERS = ['confirmation', 'invitation', 'passwordChanged', 'recovered'] as const;
