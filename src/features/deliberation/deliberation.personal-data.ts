// What somebody noted and awarded in the name of the jury: it stays, as the whole jury's.
import type { PersonalData } from '../../db/personal-data';
import { awardsBy, notesBy } from './deliberation.queries';

export const deliberationPersonalData: PersonalData = {
  feature: 'deliberation',
  collect: async (db, personId) => ({
    discussionNotes: await notesBy(db, personId),
    prizesAwarded: await awardsBy(db, personId),
  }),
  erase: async () => undefined,
};
