// Rows of certificates, and the facts that stand on one.
import type { Localized } from '../../i18n/locales';

export const CERTIFIED = ['participant', 'expert', 'juror'] as const;
export type Certified = (typeof CERTIFIED)[number];

/** In a team that handed in. `handedInAt`: ISO 8601. */
export interface ParticipantDeeds {
  team: string;
  people: number;
  question: Localized;
  handedInAt: string;
  /** Pieces of advice the team got, and from how many experts. */
  advice: number;
  advisers: number;
}

export interface ExpertDeeds {
  teams: number;
  advice: number;
}

export interface JurorDeeds {
  proposals: number;
}

/** From the first day to the results, ISO 8601. */
interface Span {
  from: string;
  until: string;
}

export type Facts = Span &
  (
    | ({ role: 'participant' } & ParticipantDeeds)
    | ({ role: 'expert' } & ExpertDeeds)
    | ({ role: 'juror' } & JurorDeeds)
  );

export interface CertificateRow {
  /** The address of its public page. */
  id: string;
  hackathon_id: string;
  person_id: string;
  role: Certified;
  /** Of the paper: one of PAPER_LOCALES. */
  language: string;
  /** As the person wrote it; null once it was taken back. */
  name: string | null;
  facts: Facts | null;
  issued_at: Date;
  withdrawn_at: Date | null;
}
