// What is counted before rows are held counts only while it is still what stands; whoever keeps changing it waits.
import { countedAhead } from '../../../src/features/ranking/ranking.ahead';

/** Scores that change at each of the first `changes` times somebody looks while the rows are held. */
function scene(changes: number) {
  let scores = 0;
  let left = changes;
  const counted: string[] = [];
  let held = false;
  const count = async (input: number[]) => {
    counted.push(`${input.join()} ${held ? 'held' : 'free'}`);
    return input.length + input[0]!;
  };
  const run = () =>
    countedAhead(
      async () => [[scores, 1]],
      count,
      async (countNow) => {
        held = true;
        if (left > 0) {
          left--;
          scores += 10;
        }
        try {
          return { scores, result: await countNow([scores, 1]) };
        } finally {
          held = false;
        }
      },
    );
  return { run, counted };
}

test('what nobody changed is counted once, before anything is held', async () => {
  const { run, counted } = scene(0);
  expect(await run()).toEqual({ scores: 0, result: 2 });
  expect(counted).toEqual(['0,1 free']);
});

test('what somebody changed meanwhile is counted anew, and never taken for what stands now', async () => {
  const { run, counted } = scene(2);
  expect(await run()).toEqual({ scores: 20, result: 22 });
  expect(counted).toEqual(['0,1 free', '10,1 free', '20,1 free']);
});

test('what never rests is counted at last while it is held, so that the act ends', async () => {
  const { run, counted } = scene(99);
  expect(await run()).toEqual({ scores: 30, result: 32 });
  expect(counted).toEqual(['0,1 free', '10,1 free', '20,1 free', '30,1 held']);
});

test('a refusal of the act is passed on and not tried again', async () => {
  let acts = 0;
  const act = async () => {
    acts++;
    throw new Error('refused');
  };
  await expect(
    countedAhead(
      async () => [1],
      async (input) => input,
      act,
    ),
  ).rejects.toThrow('refused');
  expect(acts).toBe(1);
});
