// Looks every minute for requests and invitations that came to the lock of their team.
import type { Deps } from '../../deps';
import type { Handler } from '../../jobs/worker';
import { endWaiting } from './invitations.ends.actions';

const EVERY = 60;

export function waitingEnds(deps: Deps): Handler {
  return {
    recurring: true,
    async run() {
      const more = await endWaiting(deps);
      return { again: more ? 1 : EVERY };
    },
  };
}
