// Many questions of the same kind in one statement: whoever asks while statements are under way is asked for
// together with everybody else who came meanwhile. Alone, a question goes at once.

const AT_ONCE = 2;

interface Waiting<Q, A> {
  question: Q;
  resolve(answer: A): void;
  reject(error: unknown): void;
}

/**
 * `ask` answers in the order of its questions and begins after all of them were put, so nobody gets an answer
 * that is older than the question. A fault is everybody's of that batch. At most `most` go together.
 */
export function inBatches<Q, A>(
  ask: (questions: Q[]) => Promise<A[]>,
  most: number,
): (question: Q) => Promise<A> {
  const waiting: Waiting<Q, A>[] = [];
  let underWay = 0;
  const next = () => {
    if (underWay >= AT_ONCE || waiting.length === 0) return;
    const batch = waiting.splice(0, most);
    underWay += 1;
    ask(batch.map((one) => one.question))
      .then((answers) => {
        // Better nobody's answer than somebody else's.
        if (answers.length !== batch.length) throw new Error('not one answer a question');
        for (const [index, one] of batch.entries()) one.resolve(answers[index]!);
      })
      .catch((error) => {
        for (const one of batch) one.reject(error);
      })
      .finally(() => {
        underWay -= 1;
        next();
      });
  };
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      next();
    });
}
