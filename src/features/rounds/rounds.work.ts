// Looks every minute for rounds whose judging opened by the clock, and keeps what was settled about them.
import type { Deps } from '../../deps';
import type { Handler } from '../../jobs/worker';
import { freezeRounds } from './rounds.settings.actions';

const EVERY = 60;

export function freezing(deps: Deps): Handler {
  return {
    recurring: true,
    async run() {
      await freezeRounds(deps);
      return { again: EVERY };
    },
  };
}
