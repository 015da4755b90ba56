// What the big screen may show: the groups that were told so far, newest first; nothing of the others is asked for.
import type { ChallengeRow } from '../challenges/challenges.tables';
import { type Step, stepsOf } from './results.announcement.policy';
import type { FrozenPrize } from './results.tables';

export interface StageGroup {
  title: ChallengeRow['title'] | null;
  band: number | null;
  place: number;
  andAfter: boolean;
  teams: {
    name: string;
    version: string;
    place: number;
    low: number | null;
    high: number | null;
    prizes: FrozenPrize['name'][];
  }[];
}

type Told = Parameters<typeof stepsOf>[0][number] & { challenge_id: string | null };

/** The first `revealed` steps, the last of them first. */
export function revealedSteps(rankings: readonly Told[], revealed: number): Step[] {
  return stepsOf(rankings).slice(0, revealed).reverse();
}

export function stageGroups(given: {
  steps: readonly Step[];
  rankings: readonly Told[];
  challenges: readonly Pick<ChallengeRow, 'id' | 'title'>[];
  prizes: readonly FrozenPrize[];
}): StageGroup[] {
  return given.steps.map((step) => {
    const { challenge_id } = given.rankings[step.ranking]!;
    return {
      title: given.challenges.find((one) => one.id === challenge_id)?.title ?? null,
      band: step.band,
      place: step.place,
      andAfter: step.andAfter,
      teams: step.entries.map((entry) => {
        return {
          name: entry.team_name,
          version: entry.version_id,
          place: entry.place!,
          low: entry.low,
          high: entry.high,
          prizes: given.prizes.filter((one) => one.submission === entry.submission_id).map((one) => one.name),
        };
      }),
    };
  });
}
