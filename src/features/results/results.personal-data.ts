// What somebody published in the name of a hackathon stays published; an objection is the team's, its answer the
// organisers'.
import type { PersonalData } from '../../db/personal-data';
import { announcementsBy } from './results.announcement.queries';
import { objectionsBy } from './results.objections.queries';
import { publicationsBy } from './results.queries';

export const resultsPersonalData: PersonalData = {
  feature: 'results',
  collect: async (db, personId) => ({
    published: await publicationsBy(db, personId),
    announcements: await announcementsBy(db, personId),
    objections: await objectionsBy(db, personId),
  }),
  erase: async () => undefined,
};
