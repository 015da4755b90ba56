// Who opened a final: the act stays, like every act of an organiser.
import type { PersonalData } from '../../db/personal-data';
import { finalsBy } from '../rounds/rounds.finals.queries';

export const finalsPersonalData: PersonalData = {
  feature: 'finals',
  collect: async (db, personId) => ({ opened: await finalsBy(db, personId) }),
  erase: async () => undefined,
};
