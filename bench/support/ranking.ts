// How the ranking grows with its sheets: rounds of five sheets a proposal and six criteria, in this process.
import { rank } from '../../src/features/ranking/ranking';
import type { Method, Round } from '../../src/features/ranking/ranking.round';
import { grid, median } from './figures';

const SHEETS_EACH = 5;
const CRITERIA = ['a', 'b', 'c', 'd', 'e', 'f'];
const TURNS = 3;

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

function timeOf(round: Round, method: Method): number {
  const times = Array.from({ length: TURNS }, () => {
    const begin = performance.now();
    rank(round, method);
    return performance.now() - begin;
  });
  return median(times);
}

/** Middle times in ms for 60, 1,000 and 10,000 proposals; the calibrated ones with ranges, bands and all warnings. */
export function rankingGrowth(): string {
  const sizes = [60, 1_000, 10_000];
  const rounds = sizes.map(roundOf);
  const row = (name: string, method: Method) => {
    const times = rounds.map((round) => timeOf(round, method));
    const cells = times.map((time, at) => {
      const ratio = at === 0 ? '' : ` (${(time / times[0]!).toFixed(1)} ×)`;
      return `${time.toFixed(2)} ms${ratio}`;
    });
    return [name, ...cells];
  };
  const head = ['', ...sizes.map((size) => `${size * SHEETS_EACH} sheets of ${CRITERIA.length} criteria`)];
  return grid('Growth: one ranking', head, [
    row('median of the sheets', 'median'),
    row('calibrated', 'calibrated'),
  ]);
}
