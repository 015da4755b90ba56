// The exercise of the jury: scores and remarks on the examples go with whoever gave them.
import type { PersonalData } from '../../db/personal-data';
import { exerciseOf, forgetExercise } from './exercise.queries';

export const exercisePersonalData: PersonalData = {
  feature: 'exercise',
  collect: exerciseOf,
  async erase(trx, { personId }) {
    await forgetExercise(trx, personId);
    return undefined;
  },
};
