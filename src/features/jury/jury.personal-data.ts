// Conflicts of interest: a reason in words goes with its juror, that there was a conflict stays.
import type { PersonalData } from '../../db/personal-data';
import { conflictsOf, forgetConflicts, takenBackBy } from './jury.erasure.queries';
import { forgetTerms, termsOf } from './jury.jurors.queries';

export const juryPersonalData: PersonalData = {
  feature: 'jury',
  collect: async (db, personId) => ({
    conflicts: await conflictsOf(db, personId),
    conflictsTakenBack: await takenBackBy(db, personId),
    readingAsJuror: await termsOf(db, personId),
  }),
  async erase(trx, { personId }) {
    await forgetConflicts(trx, personId);
    await forgetTerms(trx, personId);
    return undefined;
  },
};
