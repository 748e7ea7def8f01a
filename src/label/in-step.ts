interface Waiting<T> {
  readonly resolve: (result: IteratorResult<T>) => void;
  readonly reject: (reason: unknown) => void;
}

/** One source for several readers, and an end to all of them when one fails. */
export interface InStep<T> {
  /** To be called once for each reader. */
  readonly reader: () => AsyncIterable<T>;
  /** Whoever reads on is told this reason. Gives the first that was ever told. */
  readonly stop: (reason: unknown) => unknown;
}

/**
 * Reads a source once for several readers, each of which sees all of it. They go in step: an item is taken when all
 * have asked for it, so that nothing is held for the slowest. A reader that leaves is no longer waited for.
 */
export const inStep = <T>(source: AsyncIterable<T>, count: number): InStep<T> => {
  const iterator = source[Symbol.asyncIterator]();
  let reading = count;
  let waiting: Waiting<T>[] = [];
  let stopped: { readonly reason: unknown } | undefined;

  const settle = (how: (one: Waiting<T>) => void): void => {
    const all = waiting;
    waiting = [];
    for (const one of all) how(one);
  };
  const stop = (reason: unknown): unknown => {
    const first = stopped ?? { reason };
    stopped = first;
    settle(({ reject }) => reject(first.reason));
    return first.reason;
  };
  const take = (): void => {
    if (waiting.length === 0 || waiting.length < reading) return;
    iterator.next().then((result) => settle(({ resolve }) => resolve(result)), stop);
  };
  const next = (): Promise<IteratorResult<T>> =>
    new Promise((resolve, reject) => {
      if (stopped) return reject(stopped.reason);
      waiting.push({ resolve, reject });
      take();
    });
  const leave = async (): Promise<IteratorResult<T>> => {
    reading--;
    if (reading === 0) await iterator.return?.();
    else take();
    return { done: true, value: undefined };
  };
  return { reader: () => ({ [Symbol.asyncIterator]: () => ({ next, return: leave }) }), stop };
};

type Use<T, R> = (items: AsyncIterable<T>) => Promise<R>;

/**
 * What the first of several readers of one source comes to, when all are through. When one fails the others are
 * stopped and waited for.
 * @throws what failed first
 */
export const together = async <T, R>(
  source: AsyncIterable<T>,
  main: Use<T, R>,
  others: readonly Use<T, void>[],
): Promise<R> => {
  const { reader, stop } = inStep(source, 1 + others.length);
  const started = async <X>(use: Use<T, X>): Promise<X> => {
    try {
      return await use(reader());
    } catch (thrown) {
      throw stop(thrown);
    }
  };
  const result = started(main);
  const rest = others.map((use) => started(use));
  await Promise.allSettled([result, ...rest]);
  await Promise.all(rest);
  return result;
};
