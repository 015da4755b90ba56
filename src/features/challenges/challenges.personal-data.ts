// The questions somebody wrote down are those of the organisations that ask them: they stay.
import type { PersonalData } from '../../db/personal-data';
import { challengesBy } from './challenges.queries';

export const challengesPersonalData: PersonalData = {
  feature: 'challenges',
  collect: async (db, personId) => ({ questionsWritten: await challengesBy(db, personId) }),
  erase: async () => undefined,
};
