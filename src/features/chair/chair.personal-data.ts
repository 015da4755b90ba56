// When a juror was reminded of open sheets.
import type { PersonalData } from '../../db/personal-data';
import { forgetReminders, remindersAbout } from './chair.queries';

export const chairPersonalData: PersonalData = {
  feature: 'chair',
  collect: async (db, personId) => ({ reminded: await remindersAbout(db, personId) }),
  async erase(trx, { personId }) {
    await forgetReminders(trx, personId);
    return undefined;
  },
};
