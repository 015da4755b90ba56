// What accounts know about a person: the account itself, its sign-ins and the log of acts.
import type { PersonalData } from '../../db/personal-data';
import {
  accountOf,
  activityOf,
  codesOf,
  dropSignIns,
  forgetPerson,
  signInsOf,
} from './accounts.erasure.queries';

/** Stands last in the list: once the row is a tombstone, nothing can be written in its name. */
export const accountsPersonalData: PersonalData = {
  feature: 'accounts',
  collect: async (db, personId) => ({
    account: await accountOf(db, personId),
    signIns: await signInsOf(db, personId),
    recoveryCodes: await codesOf(db, personId),
    activity: await activityOf(db, personId),
  }),
  async erase(trx, { personId, at }) {
    await dropSignIns(trx, personId);
    await forgetPerson(trx, personId, at);
    return (deps) => deps.live.cutPerson(personId);
  },
};
