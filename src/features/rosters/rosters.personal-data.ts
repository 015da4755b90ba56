// Seats that were taken away, moves and captaincies asked for. Teams ends the seat itself.
import type { PersonalData } from '../../db/personal-data';
import {
  answersBy,
  changesBy,
  changesOf,
  forgetChanges,
  namesChangedBy,
  takeoversOf,
} from './rosters.erasure.queries';

export const rostersPersonalData: PersonalData = {
  feature: 'rosters',
  collect: async (db, personId) => ({
    seatsEndedByOthers: await changesOf(db, personId),
    seatsEndedByMe: await changesBy(db, personId),
    objectionsAnsweredByMe: await answersBy(db, personId),
    captaincyAskedFor: await takeoversOf(db, personId),
    teamsRenamedByMe: await namesChangedBy(db, personId),
  }),
  async erase(trx, { personId }) {
    await forgetChanges(trx, personId);
    return undefined;
  },
};
