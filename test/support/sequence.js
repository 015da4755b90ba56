// Begins the longest files first: begun last, one of them would run alone at the end.
const { default: Sequencer } = require('@jest/test-sequencer');

const LONGEST = [
  'journeys/phone',
  'access-matrix',
  'process/start',
  'mentoring/room.browser',
  'journeys/torture',
  'journeys/hostile/markup',
  'process/stop',
  'process/rooms',
  'process/demo',
  'submissions/page.browser',
  'process/simulate',
  'results/leaks',
];

const rank = ({ path }) => {
  const at = LONGEST.findIndex((name) => path.endsWith(`${name}.test.ts`));
  return at < 0 ? LONGEST.length : at;
};

class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}
module.exports = LongestFirst;
