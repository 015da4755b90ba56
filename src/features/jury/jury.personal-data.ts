// Conflicts of interest: a reason in words goes with its juror, that there was a conflict stays.
import type { PersonalData } from '../../db/personal-data';
import { conflictsOf, forgetConflicts } from './jury.erasure.queries';

export const juryPersonalData: PersonalData = {
  feature: 'jury',
  collect: async (db, personId) => ({ conflicts: await conflictsOf(db, personId) }),
  async erase(trx, { personId }) {
    await forgetConflicts(trx, personId);
    return undefined;
  },
};
