// Mergers somebody offered or answered for a team. They are the team's and hold nobody's words: nothing is forgotten.
import type { PersonalData } from '../../db/personal-data';
import { mergersBy } from './mergers.queries';

export const mergersPersonalData: PersonalData = {
  feature: 'mergers',
  collect: async (db, personId) => ({ teamsMerged: await mergersBy(db, personId) }),
  erase: async () => undefined,
};
