// Random SIGKILLs of the server and immediate stops of Postgres under a whole hackathon: nothing that was
// acknowledged is lost or doubled.
import { tableOf } from '../simulation/measures';
import { startOwnServer } from '../simulation/own-server';
import { simulate } from '../simulation/simulate';
import type { Given, Verdict } from './trial';

export async function killsTrial({ seed, small, progress }: Given): Promise<Verdict> {
  const own = await startOwnServer({ RATE_FACTOR: '20' });
  try {
    const sizes = small
      ? { teams: 3, people: 8, experts: 2, jurors: 3, messages: 4 }
      : { teams: 12, people: 48, experts: 6, jurors: 8, messages: 12 };
    const [kills, databaseCuts] = small ? [2, 1] : [20, 5];
    const outcome = await simulate({
      sizes,
      seed,
      pace: 1,
      base: own.base,
      founderLink: await own.founderLink(),
      progress,
      own,
      kills,
      databaseCuts,
    });
    const acts = outcome.lines.reduce((sum, line) => sum + line.count, 0);
    const again = outcome.lines.reduce((sum, line) => sum + line.retried, 0);
    const counts = Object.entries(outcome.counts).map(([what, count]) => `${count} ${what}`);
    const faults = [...outcome.faults];
    if (outcome.kills !== kills) faults.push(`only ${outcome.kills} of ${kills} kills happened`);
    if (outcome.databaseCuts !== databaseCuts)
      faults.push(`only ${outcome.databaseCuts} of ${databaseCuts} stops`);
    const healed = outcome.databaseCuts - outcome.notHealed;
    return {
      name: 'kills',
      did: [
        `${sizes.teams} teams, ${sizes.people} people; ${outcome.kills} times SIGKILL, ${outcome.databaseCuts} times Postgres stopped at once`,
        `after ${healed} of ${outcome.databaseCuts} stops the server came back by itself, after the others it was started anew`,
        `${acts} acts acknowledged in ${outcome.seconds.toFixed(0)} s, ${again} sent again: ${counts.join(', ')}`,
        `whoever had to ask longest: ${(outcome.longest.took / 1_000).toFixed(0)} s, ${outcome.longest.step}`,
        ...tableOf(outcome.lines.filter((line) => line.retried > 0)).split('\n'),
      ],
      faults,
    };
  } finally {
    await own.stop();
  }
}
