// What a feature says about the people whose data it keeps: how to hand it out and how to take it away.
// src/personal-data.ts lists the features; accounts runs the list for “download my data” and “delete my account”.
import type { Clock } from '../clock';
import type { Deps } from '../deps';
import type { Db } from './db';

/** The name of whoever deleted their account. Nobody living can take it: a name needs a letter, digit or symbol. */
export const LEFT = '⸺';

export interface Erasing {
  personId: string;
  at: Date;
  clock: Clock;
}

/** Runs once the erasure is committed: tells sockets, removes files. */
export type AfterErasing = (deps: Deps) => void | Promise<void>;

export interface PersonalData {
  feature: string;
  /**
   * Everything the person gave or that is about them, by readable keys; times as Date. Never the words or the
   * name of anybody else.
   */
  collect(db: Db, personId: string): Promise<Record<string, unknown>>;
  /**
   * Takes the row locks that acts of this feature wait for, and throws Conflict when the person cannot leave yet.
   * Runs for every feature, in the order of the list, before the person's own row is held and anything is erased.
   */
  hold?(trx: Db, personId: string, clock: Clock): Promise<void>;
  /** Takes identity and words away; what belongs to a team stays. Must bear being run twice. */
  erase(trx: Db, erasing: Erasing): Promise<AfterErasing | undefined>;
}
