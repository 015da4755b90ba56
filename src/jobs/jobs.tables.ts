// Rows of the queue.

export interface JobRow {
  id: number;
  kind: string;
  /** Of a job that is there once and runs again and again. */
  key: string | null;
  payload: Record<string, string>;
  /** Counts the one that runs now. */
  attempts: number;
  /** Since it was put into the queue. */
  age_ms: number;
}
