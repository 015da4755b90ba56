// Who may look behind the scores before the jury meets, and when a juror may be reminded again.

/** At most one reminder within a day, whoever presses the button. */
export const REMINDER_HOURS = 24;

export function mayRemind(lastSent: Date | null, now: Date): boolean {
  return lastSent === null || now.getTime() - lastSent.getTime() >= REMINDER_HOURS * 3_600_000;
}

/**
 * Organisers see what the scores look like; one who also judges sees it only when all do, because an own sheet
 * must not lean on others.
 */
export function seesScores(roles: readonly string[], deliberation: boolean): boolean {
  return roles.includes('organiser') && (deliberation || !roles.includes('juror'));
}
