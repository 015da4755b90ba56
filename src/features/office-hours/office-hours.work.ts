// Looks every minute for meetings that begin within the hour.
import type { Deps } from '../../deps';
import type { Handler } from '../../jobs/worker';
import { remind } from './office-hours.reminders.actions';

const EVERY = 60;

export function reminders(deps: Deps): Handler {
  return {
    recurring: true,
    async run() {
      await remind(deps);
      return { again: EVERY };
    },
  };
}
