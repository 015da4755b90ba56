// Notices of a person. Where others are told of them, only the id stands, and the name is read anew each time.
import type { PersonalData } from '../../db/personal-data';
import { forgetNotices, noticesOf } from './notices.queries';

export const noticesPersonalData: PersonalData = {
  feature: 'notices',
  collect: async (db, personId) => ({ notices: await noticesOf(db, personId) }),
  async erase(trx, { personId }) {
    await forgetNotices(trx, personId);
    return undefined;
  },
};
