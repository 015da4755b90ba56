// Looks every minute for hackathons whose teams close soon, and for offers to merge that nobody can accept any more.
import type { Deps } from '../../deps';
import type { Handler } from '../../jobs/worker';
import { endMergers } from '../mergers/mergers.ends.actions';
import { offerSeats } from './placement.offers.actions';

const EVERY = 60;

export function offering(deps: Deps): Handler {
  return {
    recurring: true,
    async run() {
      await offerSeats(deps);
      await endMergers(deps);
      return { again: EVERY };
    },
  };
}
