// The cards of a person go with them.
import type { PersonalData } from '../../db/personal-data';
import { cardsBy, forgetCards } from './seekers.queries';

export const seekersPersonalData: PersonalData = {
  feature: 'seekers',
  collect: async (db, personId) => ({ cards: await cardsBy(db, personId) }),
  async erase(trx, { personId }) {
    await forgetCards(trx, personId);
    return undefined;
  },
};
