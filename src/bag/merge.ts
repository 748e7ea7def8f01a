import type { BagMessage, BagPart, ReadOptions } from "./recording.js";

interface Head {
  readonly iterator: AsyncIterator<BagMessage>;
  readonly order: number;
  message: BagMessage;
}

const earlier = (a: Head, b: Head): boolean =>
  a.message.logTime < b.message.logTime ||
  (a.message.logTime === b.message.logTime && a.order < b.order);

const earliestOf = (heads: readonly Head[]): Head | undefined =>
  heads.reduce<Head | undefined>(
    (first, head) => (first === undefined || earlier(head, first) ? head : first),
    undefined,
  );

/**
 * Messages of several files in log-time order; at the same time, those of the earlier file first.
 * A file is opened for reading only when its time has come, so files that follow each other cost the memory of one.
 * @param parts sorted by start
 */
export async function* inTimeOrder(
  parts: readonly BagPart[],
  options: ReadOptions = {},
): AsyncGenerator<BagMessage, void, void> {
  const waiting = parts.filter(({ start }) => start !== undefined);
  const heads: Head[] = [];
  let order = 0;
  const admit = async (part: BagPart): Promise<void> => {
    const iterator = part.messages(options)[Symbol.asyncIterator]();
    const { done, value } = await iterator.next();
    if (!done) heads.push({ iterator, order, message: value });
    order += 1;
  };
  try {
    for (;;) {
      const first = earliestOf(heads);
      const next = waiting[0];
      if (next?.start !== undefined && (!first || next.start <= first.message.logTime)) {
        waiting.shift();
        await admit(next);
        continue;
      }
      if (first === undefined) return;
      yield first.message;
      const { done, value } = await first.iterator.next();
      if (!done) first.message = value;
      else heads.splice(heads.indexOf(first), 1);
    }
  } finally {
    await Promise.all(heads.map(({ iterator }) => iterator.return?.()));
  }
}
