// Who saved which version of a notepad and set which address: the words are the team's and stay.
import type { PersonalData } from '../../db/personal-data';
import { notesBy, videosBy } from './notes.queries';

export const notesPersonalData: PersonalData = {
  feature: 'notes',
  collect: async (db, personId) => ({
    notesSaved: await notesBy(db, personId),
    videoAddressesSet: await videosBy(db, personId),
  }),
  erase: async () => undefined,
};
