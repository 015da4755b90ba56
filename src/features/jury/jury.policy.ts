// The rules of the jury as pure functions: when readers are named, how far a sheet is, what is drawn.
import { deliberationBegan, type Facts } from '../rounds/rounds.policy';

/** Readers are named until judging is over or deliberation began. */
export function mayAssign(facts: Facts): boolean {
  const judging = facts.phases.find((phase) => phase.key === 'judging');
  if (!judging || deliberationBegan(facts)) return false;
  return judging.closes === null || facts.now < judging.closes;
}

export type SheetState = 'open' | 'begun' | 'handed-in' | 'conflict' | 'locked';

export function sheetState(
  sheet: { handed_in_at: Date | null; conflict_at: Date | null; begun: boolean },
  over: boolean,
): SheetState {
  if (sheet.conflict_at !== null) return 'conflict';
  if (sheet.handed_in_at !== null) return 'handed-in';
  if (over) return 'locked';
  return sheet.begun ? 'begun' : 'open';
}

/** What an organiser has to do with the proposals besides organising. */
export interface Interest {
  /** Sits in a team of the hackathon. */
  inTeam: boolean;
  /** Is a juror of the round, or has a sheet in it. */
  judges: boolean;
}

/**
 * Who looks behind the scores: chair's desk, final. Nobody with an interest, also not after publication: how strict
 * jurors are is never theirs to read.
 */
export const mayChair = ({ inTeam, judges }: Interest) => !inTeam && !judges;

/** Words, prizes, publication: as soon as scores are locked every juror sees them all, so one who organises may act. */
export const mayPublish = ({ inTeam, judges }: Interest, locked: boolean) => !inTeam && (locked || !judges);

/** By the calendar of the zone, not by hours. */
export function sameDay(one: Date, other: Date, zone: string): boolean {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
  return day.format(one) === day.format(other);
}

/** Organisations are the same whatever their letter case and spaces. */
export const sameName = (name: string) => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();

/** A whole number of 32 bits from an id, for what is drawn but must come out the same again. */
export function seedOf(id: string): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}

interface Line {
  submission_id: string;
  juror_id: string;
  begun: boolean;
  handed_in_at: Date | null;
  conflict_at: Date | null;
}

export const pairOf = (line: Pick<Line, 'submission_id' | 'juror_id'>) => ({
  submission: line.submission_id,
  juror: line.juror_id,
});

/** Counts as a reader of its proposal. Of somebody who cannot go on only what they handed in. */
export function isHeld(line: Line, stopped: ReadonlySet<string>): boolean {
  return line.conflict_at === null && (line.handed_in_at !== null || !stopped.has(line.juror_id));
}

/** Who can be given sheets, and who only has some: jurors who stopped or are jurors no more get none. */
export function readingJurors(
  jurors: readonly { id: string; languages: string[]; sheets_max: number | null; stopped_at: Date | null }[],
  held: readonly Pick<Line, 'juror_id'>[],
): { id: string; reads: string[]; max: number | null }[] {
  const now = new Set(jurors.map((one) => one.id));
  const gone = [...new Set(held.map((line) => line.juror_id))].filter((id) => !now.has(id));
  return [
    ...jurors.map((one) => ({ id: one.id, reads: one.languages, max: one.stopped_at ? 0 : one.sheets_max })),
    ...gone.map((id) => ({ id, reads: [], max: 0 })),
  ];
}
