// A plan beside the event loop that serves people.
import { laneOf } from '../../lane';
import type { FitPerson, FitTeam } from '../seekers/seekers.fit';
import type { Problem, Solution, Vacancy } from './placement.solver';

export interface Placing extends Omit<Problem, 'people' | 'teams' | 'fits'> {
  people: (FitPerson & { barred?: readonly string[] })[];
  teams: (FitTeam & Vacancy)[];
}

/** As `solve` of placement.solver.ts with the fits of seekers.fit.ts, without the proof; rejects if the thread fails. */
export const solveAside = laneOf<Placing, Omit<Solution, 'proof'>>('placement/placement.worker');
