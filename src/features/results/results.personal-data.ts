// What somebody published in the name of a hackathon stays published.
import type { PersonalData } from '../../db/personal-data';
import { publicationsBy } from './results.queries';

export const resultsPersonalData: PersonalData = {
  feature: 'results',
  collect: async (db, personId) => ({ published: await publicationsBy(db, personId) }),
  erase: async () => undefined,
};
