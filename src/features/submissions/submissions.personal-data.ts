// What a person wrote into proposals and on them. It belongs to the team; the name on it goes.
import type { PersonalData } from '../../db/personal-data';
import {
  dropLoneDrafts,
  feedbackAnswersBy,
  feedbackBy,
  filesBy,
  forgetInRosters,
  handInsBy,
  rosterLinesOf,
  sectionsBy,
} from './submissions.erasure.queries';

export const submissionsPersonalData: PersonalData = {
  feature: 'submissions',
  collect: async (db, personId) => ({
    sectionsSaved: await sectionsBy(db, personId),
    files: await filesBy(db, personId),
    handIns: await handInsBy(db, personId),
    rosters: await rosterLinesOf(db, personId),
    feedbackWritten: await feedbackBy(db, personId),
    feedbackAnswered: await feedbackAnswersBy(db, personId),
  }),
  async erase(trx, { personId }) {
    await forgetInRosters(trx, personId);
    const orphaned = await dropLoneDrafts(trx, personId);
    return async (deps) => {
      for (const storedAs of orphaned) await deps.files.remove(storedAs);
    };
  },
};
