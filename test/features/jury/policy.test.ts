// The pure rules of judging: the scale, sentences in every script, when sheets open and close.

import type { Facts } from '../../../src/features/hackathons/hackathons.policy';
import {
  countSentences,
  deliberationBegan,
  judgingOver,
  levelsOf,
  mayAssign,
  scoreFrom,
  shareOf,
  sheetState,
} from '../../../src/features/jury/jury.policy';

const scale = { min: 1, max: 5, step: 1 };
const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour));
const facts = (now: number, judging: [number, number | null], deliberation: number): Facts => ({
  openedAt: at(0),
  roles: ['juror'],
  now: at(now),
  phases: [
    { key: 'judging', opens: at(judging[0]), closes: judging[1] === null ? null : at(judging[1]) },
    { key: 'deliberation', opens: at(deliberation), closes: null },
  ],
});

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

test.each([
  ['', 0],
  ['   \n . ! ', 0],
  ['Good', 1],
  ['Good. Ask one club.', 2],
  ['It costs 2.5 euro for each of 620 people.', 1],
  ['Really?! Yes.', 2],
  ['“You tried it.” We trust it.', 2],
  ['Goed idee\nVraag een club', 2],
  ['فكرة واضحة. هل سألتم ناديًا؟ جربوا', 3],
  ['هل جربتم؟', 1],
  ['ጥሩ ሓሳብ። ሓደ ክለብ ሕተቱ።', 2],
])('%j has %i sentences', (text, count) => {
  expect(countSentences(text)).toBe(count);
});

test('shares of weights are whole percents', () => {
  expect([25, 35, 25, 15].map((weight) => shareOf(weight, [25, 35, 25, 15]))).toEqual([25, 35, 25, 15]);
  expect(shareOf(1, [1, 2])).toBe(33);
});

test('scores and open sheets never overlap, even if the phases do', () => {
  const overlap = facts(12, [8, 18], 11);
  expect(deliberationBegan(overlap)).toBe(true);
  expect(judgingOver(overlap, null)).toBe(true);
  expect(mayAssign(overlap)).toBe(false);
  const before = facts(10, [8, 18], 11);
  expect(deliberationBegan(before)).toBe(false);
  expect(judgingOver(before, null)).toBe(false);
  expect(mayAssign(before)).toBe(true);
  expect(mayAssign(facts(7, [8, 18], 19))).toBe(true);
  expect(mayAssign(facts(18, [8, 18], 19))).toBe(false);
});

test('the state of a sheet: a conflict is stronger than a hand-in, a hand-in than the end', () => {
  const now = at(1);
  expect(sheetState({ conflict_at: now, handed_in_at: now, begun: true }, true)).toBe('conflict');
  expect(sheetState({ conflict_at: null, handed_in_at: now, begun: true }, true)).toBe('handed-in');
  expect(sheetState({ conflict_at: null, handed_in_at: null, begun: true }, true)).toBe('locked');
  expect(sheetState({ conflict_at: null, handed_in_at: null, begun: true }, false)).toBe('begun');
  expect(sheetState({ conflict_at: null, handed_in_at: null, begun: false }, false)).toBe('open');
});
