// Looks every minute for hackathons whose teams close soon.
import type { Deps } from '../../deps';
import type { Handler } from '../../jobs/worker';
import { offerSeats } from './placement.offers.actions';

const EVERY = 60;

export function offering(deps: Deps): Handler {
  return {
    recurring: true,
    async run() {
      await offerSeats(deps);
      return { again: EVERY };
    },
  };
}
