// What is pushed when advice comes or is answered: to every member and adviser of the team.
import type { FeedbackChange } from '../../realtime/contract';
import { channels, type Live } from '../../realtime/live';

export function tellFeedback(live: Live, readers: readonly string[], change: FeedbackChange): void {
  for (const id of readers) live.tell(channels.person(id), 'feedback:changed', change);
}
