// The pure rules of a round: the scale and shares of weights.
import { levelsOf, scoreFrom, shareOf } from '../../../src/features/rounds/rounds.policy';

const scale = { min: 1, max: 5, step: 1 };

test.each(['1', '3', '5', ' 4 ', '2.0'])('%s is on the scale', (text) => {
  expect(scoreFrom(text, scale)).toBe(Number(text));
});

test.each(['0', '6', '2.5', 'NaN', '', '1e0', '٣', 'Infinity', '-1', '3abc', '0x3'])('%j is not', (text) => {
  expect(scoreFrom(text, scale)).toBeNull();
});

test('half steps are levels of a scale of half steps', () => {
  expect(levelsOf({ min: 0, max: 1.5, step: 0.5 })).toEqual([0, 0.5, 1, 1.5]);
  expect(scoreFrom('0.5', { min: 0, max: 1.5, step: 0.5 })).toBe(0.5);
});

test('shares of weights are whole percents', () => {
  expect([25, 35, 25, 15].map((weight) => shareOf(weight, [25, 35, 25, 15]))).toEqual([25, 35, 25, 15]);
  expect(shareOf(1, [1, 2])).toBe(33);
});
