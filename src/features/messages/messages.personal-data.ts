// Whom somebody folds, and where others name them. What they wrote goes with the log of the rooms.
import type { PersonalData } from '../../db/personal-data';
import { forgetRelations, silencesOf } from './messages.silences.queries';

export const messagesPersonalData: PersonalData = {
  feature: 'messages',
  collect: async (db, personId) => ({ folded: await silencesOf(db, personId) }),
  async erase(trx, { personId }) {
    await forgetRelations(trx, personId);
    return undefined;
  },
};
