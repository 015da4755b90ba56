// The pure rules of the jury: when readers are named, when sheets open and close, what state a sheet is in.
import type { Facts } from '../../../src/features/hackathons/hackathons.policy';
import { mayAssign, sheetState } from '../../../src/features/jury/jury.policy';
import { deliberationBegan, judgingOver } from '../../../src/features/rounds/rounds.policy';

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
