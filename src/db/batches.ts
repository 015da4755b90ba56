// Many questions of the same kind in one statement: whoever asks while statements are under way is asked for
// together with everybody else who came meanwhile. Alone, a question goes at once; the same question of several
// is put once.

const AT_ONCE = 2;

interface Waiting<Q, A> {
  question: Q;
  resolve(answer: A): void;
  reject(error: unknown): void;
}

const tookTooLong = (error: unknown): boolean =>
  error instanceof Error && /timeout/i.test(`${error.name} ${error.message}`);

/**
 * `ask` answers in the order of its questions and begins after all of them were put, so nobody gets an answer
 * that is older than the question. A fault is everybody's of that batch; that no answer came in time is also
 * theirs who wait behind it, or they would wait as long, one batch after the other. At most `most` go together.
 * `name` tells which questions are the same: their askers share one answer, and nobody changes it.
 */
export function inBatches<Q, A>(
  ask: (questions: Q[]) => Promise<A[]>,
  most: number,
  name: (question: Q) => unknown,
): (question: Q) => Promise<A> {
  const waiting: Waiting<Q, A>[] = [];
  let underWay = 0;
  const next = () => {
    if (underWay >= AT_ONCE || waiting.length === 0) return;
    const batch = waiting.splice(0, most);
    underWay += 1;
    const questions = new Map(batch.map((one) => [name(one.question), one.question]));
    ask([...questions.values()])
      .then((answers) => {
        // Better nobody's answer than somebody else's.
        if (answers.length !== questions.size) throw new Error('not one answer a question');
        const named = new Map([...questions.keys()].map((key, index) => [key, answers[index]!]));
        for (const one of batch) one.resolve(named.get(name(one.question))!);
      })
      .catch((error) => {
        const behind = tookTooLong(error) ? waiting.splice(0) : [];
        for (const one of [...batch, ...behind]) one.reject(error);
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

/** The same with one line of questions for each owner (an installation), who is handed on to `ask`. */
export function inBatchesOf<Owner extends object, Q, A>(
  ask: (owner: Owner, questions: Q[]) => Promise<A[]>,
  most: number,
  name: (question: Q) => unknown,
): (owner: Owner, question: Q) => Promise<A> {
  const lines = new WeakMap<Owner, (question: Q) => Promise<A>>();
  return (owner, question) => {
    const line = lines.get(owner) ?? inBatches((questions: Q[]) => ask(owner, questions), most, name);
    lines.set(owner, line);
    return line(question);
  };
}
