// How the ranking grows with its sheets: rounds of five sheets a proposal and six criteria, in this process, and asked
// for and answered through the thread the service uses.
import { rank } from '../../src/features/ranking/ranking';
import { rankAside } from '../../src/features/ranking/ranking.aside';
import type { Method, Round } from '../../src/features/ranking/ranking.round';
import { grid, median } from './figures';

const SHEETS_EACH = 5;
const CRITERIA = ['a', 'b', 'c', 'd', 'e', 'f'];
const TURNS = 7;

/** The same round each time: scores 1 to 5 that depend on nothing but their place. */
function roundOf(proposals: number): Round {
  const submissions = Array.from({ length: proposals }, (_, index) => `s${index}`);
  const jurors = Array.from({ length: Math.ceil(proposals / 4) }, (_, index) => `j${index}`);
  const scores = submissions.flatMap((submission, at) =>
    Array.from({ length: SHEETS_EACH }, (_, turn) => jurors[(at * 7 + turn) % jurors.length]!).flatMap(
      (juror, turn) =>
        CRITERIA.map((criterion, of) => ({
          ...{ submission, juror, criterion },
          score: 1 + ((at * 31 + turn * 17 + of * 13) % 5),
        })),
    ),
  );
  const criteria = CRITERIA.map((id) => ({ id, weight: 1 }));
  return { scale: { min: 1, max: 5, step: 1 }, criteria, submissions, jurors, conflicts: [], scores };
}

async function timesOf(work: () => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return times;
}

const ms = (time: number) => (time < 100 ? time.toFixed(1) : time.toFixed(0));

/**
 * Middle times in ms and their spread for 60, 1,000 and 10,000 proposals, each after one turn that does not count; the
 * calibrated ones with ranges, bands and all warnings.
 */
export async function rankingGrowth(): Promise<string> {
  const sizes = [60, 1_000, 10_000];
  const rounds = sizes.map(roundOf);
  const row = async (name: string, work: (round: Round) => unknown) => {
    const cells: string[] = [];
    let first = 0;
    for (const round of rounds) {
      await work(round);
      const times = await timesOf(() => work(round));
      first ||= median(times);
      const ratio = cells.length === 0 ? '' : `, ${(median(times) / first).toFixed(1)} ×`;
      cells.push(`${ms(median(times))} ms (${ms(Math.min(...times))}–${ms(Math.max(...times))})${ratio}`);
    }
    return [name, ...cells];
  };
  const here = (method: Method) => (round: Round) => rank(round, method);
  const head = ['', ...sizes.map((size) => `${size * SHEETS_EACH} sheets of ${CRITERIA.length} criteria`)];
  return grid(`Growth: one ranking, middle of ${TURNS} (least–most)`, head, [
    await row('median of the sheets', here('median')),
    await row('calibrated', here('calibrated')),
    await row('calibrated, through the thread', (round) => rankAside(round)),
  ]);
}
