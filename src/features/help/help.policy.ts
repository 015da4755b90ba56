// What help is about, what can be done with it, and when somebody else has to look.
import type { RoomRole } from '../rooms/rooms.tables';
import { SECTIONS } from '../submissions/submissions.tables';
import type { HelpStatus } from './help.tables';

/** Topics that are asked with one tap; `mentoring.topics.<key>` names them. */
export const READY_TOPICS = ['stuck', 'sources', ...SECTIONS] as const;
export type ReadyTopic = (typeof READY_TOPICS)[number];

export const URGENCIES = ['normal', 'urgent'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const RATINGS = ['helped', 'little', 'not'] as const;
export type Rating = (typeof RATINGS)[number];

const MINUTE = 60_000;
/** Milliseconds after which organisers hear that a team still waits. */
export const ESCALATED_AFTER: Record<Urgency, number> = { normal: 30 * MINUTE, urgent: 10 * MINUTE };

/** Milliseconds after which an expert who was not in the room gives the request back. */
export const VANISHED_AFTER = 15 * MINUTE;

/** Below this many, a figure says more about one team than about help. */
export const ENOUGH = 5;

/** How many of the last answered requests tell how long it usually takes. */
export const USUAL_OF = 20;

/** What a team that waits can honestly be told. `usual` in seconds; null: nobody knows yet. */
export function expectation(usual: number | null, waited: number): 'unknown' | 'usual' | 'longer' {
  if (usual === null) return 'unknown';
  return waited > Math.max(usual, 60) ? 'longer' : 'usual';
}

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
