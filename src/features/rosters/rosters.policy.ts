// Pure rules: when a captain counts as away, and who may ask to be captain then.
import type { SeenMember } from './rosters.tables';

const DAY = 24 * 3_600_000;
/** While somebody waits for the captain's answer. Whoever was here within this time counts as active. */
export const AWAY_DAYS = 3;
/** While nobody waits. */
export const AWAY_LONG_DAYS = 7;
/** So long the captain can say that they are here. */
export const ANSWER_HOURS = 24;

export interface Absence {
  captainId: string;
  /** Whole days. */
  days: number;
  /** The member who sits here longest of those who are active; null when nobody is. */
  mayAsk: { id: string; name: string } | null;
}

/** Null while the captain counts as here. `members` stand in the order in which they came. */
export function absenceOf(
  members: readonly SeenMember[],
  now: Date,
  { requestsWait }: { requestsWait: boolean },
): Absence | null {
  const captain = members.find((member) => member.captain);
  if (!captain) return null;
  const away = now.getTime() - captain.seen_at.getTime();
  if (away < (requestsWait ? AWAY_DAYS : AWAY_LONG_DAYS) * DAY) return null;
  const active = members.find(
    (member) => !member.captain && now.getTime() - member.seen_at.getTime() < AWAY_DAYS * DAY,
  );
  return {
    captainId: captain.id,
    days: Math.floor(away / DAY),
    mayAsk: active ? { id: active.id, name: active.name } : null,
  };
}

/**
 * Who answers an objection: never whoever took the seat away while anybody else can. Organisers, else moderators;
 * where there is neither, the one who decided, which the page says openly.
 */
export function hearersOf(
  removal: { person_id: string; by_id: string },
  { organisers, moderators }: { organisers: readonly string[]; moderators: readonly string[] },
): { hearers: string[]; alone: boolean } {
  const others = (ids: readonly string[]) =>
    ids.filter((id) => id !== removal.person_id && id !== removal.by_id);
  const hearers = [others(organisers), others(moderators)].find((ids) => ids.length > 0);
  if (hearers) return { hearers, alone: false };
  return { hearers: organisers.filter((id) => id !== removal.person_id), alone: true };
}

/** Why a removal is shown in full: to whom it happened, to whoever did it, to organisers, and to who hears an objection. */
export function readsRemoval(
  removal: { person_id: string; by_id: string; objection: string | null },
  reader: { id: string; organises: boolean; hears: boolean },
): boolean {
  const hears = reader.hears && removal.objection !== null;
  return reader.organises || hears || removal.person_id === reader.id || removal.by_id === reader.id;
}
