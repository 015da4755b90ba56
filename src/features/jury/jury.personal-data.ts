// Sheets, conflicts of interest and words of the jury: open sheets and private notes go with their juror.
import type { PersonalData } from '../../db/personal-data';
import { conflictsOf, forgetJuror, juryWordsBy, sheetsBy } from './jury.erasure.queries';

export const juryPersonalData: PersonalData = {
  feature: 'jury',
  collect: async (db, personId) => ({
    sheets: await sheetsBy(db, personId),
    conflicts: await conflictsOf(db, personId),
    feedbackOfTheJury: await juryWordsBy(db, personId),
  }),
  async erase(trx, { personId }) {
    await forgetJuror(trx, personId);
    return undefined;
  },
};
