// Names that people asked us to keep go with them; the pages of their certificates say that they were taken back.
import type { PersonalData } from '../../db/personal-data';
import { certificatesBy, withdrawAllOf } from './certificates.queries';

export const certificatesPersonalData: PersonalData = {
  feature: 'certificates',
  collect: async (db, personId) => ({ certificates: await certificatesBy(db, personId) }),
  async erase(trx, { personId, at }) {
    await withdrawAllOf(trx, personId, at);
    return undefined;
  },
};
