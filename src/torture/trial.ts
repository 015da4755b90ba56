// What every trial of the torture gets and gives back.
import type { Knex } from 'knex';
import type { Progress } from '../simulation/progress';

export interface Given {
  seed: string;
  small: boolean;
  progress: Progress;
}

export interface Verdict {
  name: string;
  /** What it did, with figures. */
  did: string[];
  faults: string[];
}

/** A server to try things on, in this process or another. */
export interface Target {
  base: string;
  founderLink(): Promise<string>;
  db: Knex;
  /** Errors it logged, and ends nobody asked for. */
  faults(): string[];
}

export const atMost = (faults: string[], most = 30) =>
  faults.length <= most ? faults : [...faults.slice(0, most), `… and ${faults.length - most} more`];
