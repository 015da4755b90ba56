// Where organisers plan to seat somebody; it goes with the person.
import type { PersonalData } from '../../db/personal-data';
import { forgetMoves, movesBy } from './placement.plan.queries';

export const placementPersonalData: PersonalData = {
  feature: 'placement',
  collect: async (db, personId) => ({ plannedSeats: await movesBy(db, personId) }),
  async erase(trx, { personId }) {
    await forgetMoves(trx, personId);
    return undefined;
  },
};
