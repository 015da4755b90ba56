// Rows of help requests.
import type { ReadyTopic, Urgency } from './help.policy';

export type HelpStatus = 'open' | 'claimed' | 'done' | 'cancelled' | 'expired';

export interface HelpRow {
  id: string;
  team_id: string;
  team_name: string;
  hackathon_id: string;
  topic: string;
  language: string;
  details: string;
  state: HelpStatus;
  urgency: Urgency;
  /** One of the ready topics, if it was chosen. */
  about: ReadyTopic | null;
  asked_by: string;
  asked_by_name: string;
  asked_at: Date;
  claimed_by: string | null;
  claimed_by_name: string | null;
  /** The expert's field and organisation. */
  claimed_as: string | null;
  claimed_at: Date | null;
  note: string | null;
  /** When organisers heard that it waits. */
  escalated_at: Date | null;
}
