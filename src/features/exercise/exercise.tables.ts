// Rows of the exercise of the jury: two short texts, what everybody gave them, what they say about it.
import type { Localized } from '../../i18n/locales';

export const SAMPLES = [1, 2] as const;
export type SampleNumber = (typeof SAMPLES)[number];

/** Only where an organiser wrote an example of their own. */
export interface SampleRow {
  number: SampleNumber;
  title: Localized;
  text: Localized;
}

export interface SampleScore {
  number: SampleNumber;
  juror_id: string;
  juror: string;
  criterion_id: string;
  score: number;
}

export interface SampleRemark {
  id: string;
  person_id: string;
  name: string;
  text: string;
  written_at: Date;
}
