// What is pushed of a help request, to experts of the hackathon and to the team's room.
import type { Deps } from '../../deps';
import type { HelpState } from '../../realtime/contract';
import { channels } from '../../realtime/live';
import type { HelpRow } from './help.tables';

/** The shape of the contract: names only, `claimedBy` is how the expert is called. */
export function helpOf(row: HelpRow): HelpState {
  return {
    id: row.id,
    team: row.team_id,
    teamName: row.team_name,
    topic: row.topic,
    language: row.language,
    state: row.state,
    urgency: row.urgency,
    ...(row.about === null ? {} : { about: row.about }),
    waitingSince: row.asked_at.toISOString(),
    ...(row.state === 'claimed' && row.claimed_by_name !== null ? { claimedBy: row.claimed_by_name } : {}),
  };
}

/** Experts of the hackathon and the team's room read what became of a request. */
export function announceHelp(deps: Deps, row: HelpRow, roomId: string): void {
  const state = helpOf(row);
  setImmediate(() => {
    deps.live.tell(channels.experts(row.hackathon_id), 'help:changed', state);
    deps.live.tell(channels.room(roomId), 'help:changed', state);
  });
}
