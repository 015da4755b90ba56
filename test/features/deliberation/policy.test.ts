// Prizes follow the computed order; only within a group does the jury choose.
import { candidatesFor, mayAward } from '../../../src/features/deliberation/deliberation.policy';

const ranked = [
  { submission: 'a', place: 1, band: 1 },
  { submission: 'b', place: 2, band: 1 },
  { submission: 'c', place: 3, band: 2 },
  { submission: 'd', place: 4, band: 2 },
  { submission: 'e', place: 5, band: 3 },
];
const prizes = [1, 2, 3].map((n) => ({ id: `p${n}`, kind: 'place' as const, challenge_id: null }));
const mention = { id: 'm', kind: 'mention' as const, challenge_id: null };

test('the prize of a place goes to somebody of the group of that place', () => {
  expect(candidatesFor(1, ranked)).toEqual(['a', 'b']);
  expect(candidatesFor(2, ranked)).toEqual(['a', 'b']);
  expect(candidatesFor(3, ranked)).toEqual(['c', 'd']);
  expect(candidatesFor(6, ranked)).toEqual([]);
});

test('without groups it follows the place, and who shares a place may be chosen from', () => {
  const plain = ranked.map((one) => ({ ...one, band: null, place: one.submission === 'b' ? 1 : one.place }));
  expect(candidatesFor(1, plain)).toEqual(['a', 'b']);
  expect(candidatesFor(3, plain)).toEqual(['c']);
});

test('no prize jumps a group, goes to two, or twice to one; a mention is free', () => {
  const may = (prize: string, submission: string, awards: [string, string][] = []) =>
    mayAward({
      prizes: [...prizes, mention],
      prize: [...prizes, mention].find((one) => one.id === prize)!,
      submission,
      ranked,
      awards: awards.map(([prize_id, submission_id]) => ({ prize_id, submission_id })),
    });
  expect(may('p1', 'b')).toBe('ok');
  expect(may('p1', 'c')).toBe('outside');
  expect(may('p2', 'c')).toBe('outside');
  expect(may('p1', 'a', [['p1', 'b']])).toBe('taken');
  expect(may('p2', 'b', [['p1', 'b']])).toBe('twice');
  expect(may('p1', 'b', [['p1', 'b']])).toBe('ok');
  expect(may('m', 'e', [['m', 'd']])).toBe('ok');
});
