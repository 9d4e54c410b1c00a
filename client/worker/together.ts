/**
 * Answers single questions by one that asks for all of them: those of one turn go together. `answer` gives one answer to
 * each, in their order; when it fails, all of them do.
 */
export function together<Q, A>(
  answer: (questions: readonly Q[]) => PromiseLike<readonly A[]>,
): (question: Q) => Promise<A> {
  let waiting: { readonly question: Q; readonly settle: PromiseWithResolvers<A> }[] = [];

  async function ask(): Promise<void> {
    const asked = waiting;
    waiting = [];
    try {
      const answers = await answer(asked.map(({ question }) => question));
      asked.forEach(({ settle }, at) => settle.resolve(answers[at] as A));
    } catch (error) {
      for (const { settle } of asked) settle.reject(error);
    }
  }

  return (question) => {
    const settle = Promise.withResolvers<A>();
    waiting.push({ question, settle });
    if (waiting.length === 1) queueMicrotask(() => void ask());
    return settle.promise;
  };
}
