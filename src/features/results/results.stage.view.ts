// What the big screen may show: one of the screens that were told so far; nothing of the others is asked for.
import type { ChallengeRow } from '../challenges/challenges.tables';
import { type Step, stepsOf } from './results.announcement.policy';
import type { FrozenPrize } from './results.tables';

export interface StageGroup {
  title: ChallengeRow['title'] | null;
  band: number | null;
  place: number;
  andAfter: boolean;
  all: number;
  from: number;
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

/** Of the first `revealed` screens the one that was `asked` for, from 1; else the last. */
export function screenOf(
  rankings: readonly Told[],
  revealed: number,
  asked: number | undefined,
): { step: Step | undefined; screen: number; shown: number } {
  const steps = stepsOf(rankings).slice(0, revealed);
  const screen = asked !== undefined && steps[asked - 1] ? asked : steps.length;
  return { step: steps[screen - 1], screen, shown: steps.length };
}

export function stageGroup(given: {
  step: Step;
  rankings: readonly Told[];
  challenges: readonly Pick<ChallengeRow, 'id' | 'title'>[];
  prizes: readonly FrozenPrize[];
}): StageGroup {
  const { band, place, andAfter, all, from, entries, ranking } = given.step;
  const { challenge_id } = given.rankings[ranking]!;
  return {
    title: given.challenges.find((one) => one.id === challenge_id)?.title ?? null,
    band,
    place,
    andAfter,
    all,
    from,
    teams: entries.map((entry) => ({
      name: entry.team_name,
      version: entry.version_id,
      place: entry.place!,
      low: entry.low,
      high: entry.high,
      prizes: given.prizes.filter((one) => one.submission === entry.submission_id).map((one) => one.name),
    })),
  };
}
