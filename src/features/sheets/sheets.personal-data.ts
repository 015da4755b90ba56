// Sheets and words of the jury: open sheets and private notes go with their juror.
import type { PersonalData } from '../../db/personal-data';
import { forgetJuror, juryWordsBy, sheetsBy } from './sheets.erasure.queries';

export const sheetsPersonalData: PersonalData = {
  feature: 'sheets',
  collect: async (db, personId) => ({
    sheets: await sheetsBy(db, personId),
    feedbackOfTheJury: await juryWordsBy(db, personId),
  }),
  async erase(trx, { personId }) {
    await forgetJuror(trx, personId);
    return undefined;
  },
};
