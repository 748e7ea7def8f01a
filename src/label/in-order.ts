/**
 * Maps with up to `width` items under way at once and yields the results in the order of their sources.
 * Takes a source item only when there is room, so that memory stays bounded however long the source is.
 * When a result rejects, the rest is left: nothing more is started, and what is under way is waited for.
 */
export async function* mapInOrder<A, B>(
  source: AsyncIterable<A> | Iterable<A>,
  width: number,
  map: (item: A) => Promise<B>,
): AsyncGenerator<B> {
  const underWay: Promise<B>[] = [];
  try {
    for await (const item of source) {
      underWay.push(started(map, item));
      if (underWay.length >= width) yield* first(underWay);
    }
    while (underWay.length > 0) yield* first(underWay);
  } finally {
    await Promise.allSettled(underWay);
  }
}

/** A rejection is met when its turn comes; until then it must not count as unhandled. */
const started = <A, B>(map: (item: A) => Promise<B>, item: A): Promise<B> => {
  const result = map(item);
  result.catch(() => undefined);
  return result;
};

async function* first<B>(queue: Promise<B>[]): AsyncGenerator<B> {
  const oldest = queue.shift();
  if (oldest !== undefined) yield await oldest;
}
