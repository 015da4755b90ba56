// Who may do what in a room and with a help request, beyond what the phases say.
import type { HelpStatus, RoomRole } from './mentoring.tables';

/** Messages that a room keeps in sight. */
export const MOST_PINS = 5;

/** Words a system entry of a room's log may have as its body; pages translate them. */
export const SYSTEM_WORDS = [
  'help.asked',
  'help.claimed',
  'help.released',
  'help.vanished',
  'help.done',
  'help.advised',
  'help.cancelled',
  'help.expired',
  'hours.booked',
  'hours.cancelled',
] as const;
export type SystemWord = (typeof SYSTEM_WORDS)[number];

export const isSystemWord = (word: string | null): word is SystemWord =>
  SYSTEM_WORDS.some((known) => known === word);

/** What a reader of the room can do with the team's live request. */
export function helpActs(
  help: { state: HelpStatus; claimed_by: string | null } | undefined,
  reader: { id: string; role: RoomRole },
): { ask: boolean; cancel: boolean; complete: boolean; release: boolean; claim: boolean } {
  const live = help !== undefined && (help.state === 'open' || help.state === 'claimed');
  const mine = help?.state === 'claimed' && help.claimed_by === reader.id;
  const member = reader.role === 'participant';
  return {
    ask: member && !live,
    cancel: member && help?.state === 'open',
    complete: help?.state === 'claimed' && (member || mine),
    release: mine === true,
    claim: reader.role === 'expert' && help?.state === 'open',
  };
}
