// What a reader can do with a time that an expert offers, beyond what the phases say.
import type { ListedSlot, SlotRow } from './office-hours.tables';

/** People who look after a hackathon: they see who meets whom, and by which link. */
export const watches = (roles: readonly string[]): boolean =>
  roles.includes('organiser') || roles.includes('moderator');

export const readsHours = (roles: readonly string[]): boolean =>
  watches(roles) || roles.includes('participant') || roles.includes('expert');

export type Standing = 'mine' | 'booked' | 'free' | 'full' | 'begun' | 'unable';

/** How a slot stands for a reader. `begun`: nobody can book it any more. */
export function standingOf(slot: ListedSlot, reader: { id: string }, now: Date): Standing {
  if (slot.expert_id === reader.id) return 'mine';
  if (!slot.able) return 'unable';
  if (slot.booking !== null) return 'booked';
  if (slot.starts_at <= now) return 'begun';
  return slot.taken >= slot.seats ? 'full' : 'free';
}

export const overlap = (
  a: Pick<SlotRow, 'starts_at' | 'ends_at'>,
  b: Pick<SlotRow, 'starts_at' | 'ends_at'>,
): boolean => a.starts_at < b.ends_at && b.starts_at < a.ends_at;
