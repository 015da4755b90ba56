// A vote is somebody's until results are published or they delete their account; then it is a number.
import type { PersonalData } from '../../db/personal-data';
import { forgetVoter, votesBy } from './votes.queries';

export const votesPersonalData: PersonalData = {
  feature: 'votes',
  collect: async (db, personId) => ({ votes: await votesBy(db, personId) }),
  async erase(trx, { personId }) {
    await forgetVoter(trx, personId);
    return undefined;
  },
};
