// Evidence cards: those that a proposal cites stay without their author, the words of the others go.
import type { PersonalData } from '../../db/personal-data';
import { cardsBy, forgetUncited } from './inquiry.queries';

export const inquiryPersonalData: PersonalData = {
  feature: 'inquiry',
  collect: async (db, personId) => ({ evidence: await cardsBy(db, personId) }),
  async erase(trx, { personId, at }) {
    await forgetUncited(trx, personId, at);
    return undefined;
  },
};
