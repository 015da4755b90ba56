// Letters to authorities and their answers are public acts: they stay, without the name of a person.
import type { PersonalData } from '../../db/personal-data';
import { answersBy, forgetAuthority, lettersBy } from './recommendations.queries';

export const recommendationsPersonalData: PersonalData = {
  feature: 'recommendations',
  collect: async (db, personId) => ({
    letters: await lettersBy(db, personId),
    answers: await answersBy(db, personId),
  }),
  async erase(trx, { personId }) {
    await forgetAuthority(trx, personId);
    return undefined;
  },
};
