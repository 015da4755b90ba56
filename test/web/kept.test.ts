// What is kept is counted by what it holds: whoever asks for many large things does not fill the memory.
import { createKept } from '../../src/web/kept';

const lines = (n: number) =>
  Array.from({ length: 50 }, (_, seq) => ({ seq, body: `${n}`.padEnd(4000, '.') }));

test('rows of long texts are counted with their texts, names and versions with their length', async () => {
  const kept = createKept(2_000_000);
  for (let n = 0; n < 20; n += 1) await kept.get(`lines ${n}`, 'v', async () => lines(n));
  const found = Array.from({ length: 20 }, (_, n) => kept.find(`lines ${n}`, 'v')).filter(Boolean);
  expect(found).toHaveLength(4);
  for (let n = 0; n < 100; n += 1) kept.put(`${n}`.padEnd(20_000, '.'), 'v', null);
  const few = Array.from({ length: 100 }, (_, n) => kept.find(`${n}`.padEnd(20_000, '.'), 'v'));
  expect(few.filter((one) => one === null).length).toBeLessThan(60);
  expect(kept.find('lines 19', 'v')).toBeUndefined();
});

test('what is in a Map counts, and what is too large is not kept at all', () => {
  const kept = createKept(100_000);
  const members = new Map([['team', ['x'.repeat(60_000)]]]);
  kept.put('teams', 'v', { members });
  expect(kept.find('teams', 'v')).toBeUndefined();
  kept.put('small', 'v', Buffer.alloc(90_000));
  expect(kept.find('small', 'v')).toHaveLength(90_000);
});
