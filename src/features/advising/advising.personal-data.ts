// Whom somebody advises, and what they said of help.
import type { PersonalData } from '../../db/personal-data';
import { advisedBy, endAllAdvising } from './advising.queries';
import { forgetRatings, ratingsBy } from './advising.ratings.queries';

export const advisingPersonalData: PersonalData = {
  feature: 'advising',
  collect: async (db, personId) => ({
    teamsAdvised: await advisedBy(db, personId),
    helpRated: await ratingsBy(db, personId),
  }),
  async erase(trx, { personId, at }) {
    await endAllAdvising(trx, personId, at);
    await forgetRatings(trx, personId);
    return undefined;
  },
};
