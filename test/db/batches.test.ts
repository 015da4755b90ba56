// Questions that share a statement: everybody gets their own answer, or nobody gets any.
import { inBatches } from '../../src/db/batches';

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

test('everybody gets the answer to their own question, asked for after they put it', async () => {
  const asked: number[][] = [];
  const ask = inBatches(
    async (questions: number[]) => {
      asked.push(questions);
      await soon();
      return questions.map((one) => `answer ${one}`);
    },
    3,
    String,
  );
  const numbers = Array.from({ length: 20 }, (_, index) => index);
  expect(await Promise.all(numbers.map(ask))).toEqual(numbers.map((one) => `answer ${one}`));
  expect(Math.max(...asked.map((batch) => batch.length))).toBe(3);
  expect(asked.flat().sort((a, b) => a - b)).toEqual(numbers);
});

test('when no answer came in time nobody waits behind it; after that it goes on', async () => {
  const faults = ['Query read timeout', 'Query read timeout', ''];
  let asked = 0;
  const ask = inBatches(
    async (questions: number[]) => {
      asked += 1;
      await soon();
      const fault = faults.shift();
      if (fault) throw new Error(fault);
      return questions;
    },
    2,
    Number,
  );
  const all = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => ask(n)));
  expect(new Set(all.map((one) => one.status))).toEqual(new Set(['rejected']));
  expect(asked).toBe(2);
  expect(await ask(1)).toBe(1);
});

test('answers that are too few are nobody’s, a fault is its batch’s, and the next goes on', async () => {
  let fault: unknown;
  const ask = inBatches(
    async (questions: string[]) => {
      await soon();
      if (fault) throw fault;
      return questions.length > 1 ? questions.slice(1) : questions;
    },
    10,
    String,
  );
  const first = [ask('a'), ask('b')];
  const shared = [ask('c'), ask('d')].map((one) => one.catch((error: Error) => error.message));
  expect(await Promise.all(first)).toEqual(['a', 'b']);
  expect(await Promise.all(shared)).toEqual(['not one answer a question', 'not one answer a question']);
  fault = new Error('away');
  await expect(ask('e')).rejects.toThrow('away');
  fault = undefined;
  expect(await ask('f')).toBe('f');
});

test('the same question of several is put once, and all of them have its answer', async () => {
  const asked: string[][] = [];
  const ask = inBatches(
    async (questions: { of: string }[]) => {
      asked.push(questions.map((one) => one.of));
      await soon();
      return questions.map((one) => ({ said: one.of }));
    },
    10,
    (question) => question.of,
  );
  const names = ['a', 'b', 'a', 'c', 'c', 'a', 'b', 'c', 'a'];
  const answers = await Promise.all(names.map((of) => ask({ of })));
  expect(answers.map((one) => one.said)).toEqual(names);
  expect(asked).toEqual([['a'], ['b'], ['a', 'c', 'b']]);
});
