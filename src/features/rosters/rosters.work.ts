// Looks every minute for captains who did not say in time that they are here.
import type { Deps } from '../../deps';
import type { Handler } from '../../jobs/worker';
import { settleTakeovers } from './rosters.takeovers.actions';

const EVERY = 60;

export function takingOver(deps: Deps): Handler {
  return {
    recurring: true,
    async run() {
      return { again: (await settleTakeovers(deps)) ? 1 : EVERY };
    },
  };
}
