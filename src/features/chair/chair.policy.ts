// When a juror may be reminded again.

/** At most one reminder within a day, whoever presses the button. */
export const REMINDER_HOURS = 24;

export function mayRemind(lastSent: Date | null, now: Date): boolean {
  return lastSent === null || now.getTime() - lastSent.getTime() >= REMINDER_HOURS * 3_600_000;
}
