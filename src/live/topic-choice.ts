import type { Seconds } from "../core/index.js";
import type { TopicSchema } from "../messages/index.js";

/** Without a frame for so long, a publisher that the graph still names may be dead: it takes half a minute to forget one. */
const silent: Seconds = 1;

/** Which topic a camera's images are taken from, as publishers come and go. */
export interface TopicChoice {
  /** An image came. */
  heard(): void;
  /** What is to be listened to from now on; undefined: go on. */
  next(): TopicSchema | undefined;
}

const same = (a: TopicSchema | undefined) => (b: TopicSchema) =>
  a?.topic === b.topic &&
  a.type === b.type &&
  a.messageEncoding === b.messageEncoding &&
  a.definition === b.definition;

/**
 * The first that is published; another one when nobody publishes that any more, or when it is silent and another one has
 * appeared since its last image. One that was there all along is no reason to leave a slow camera.
 */
export const createTopicChoice = (
  published: () => readonly TopicSchema[],
  clock: () => Seconds,
): TopicChoice => {
  let current: TopicSchema | undefined;
  let known: readonly TopicSchema[] = [];
  let heardAt = 0;
  let heardSince = false;

  const choose = (there: readonly TopicSchema[]): TopicSchema | undefined => {
    if (!there.some(same(current))) return there[0];
    const isSilent = clock() - heardAt > silent;
    return isSilent ? there.find((one) => !known.some(same(one))) : undefined;
  };

  return {
    heard: () => {
      heardAt = clock();
      heardSince = true;
    },
    next: () => {
      const there = published();
      if (heardSince) known = there;
      heardSince = false;
      const chosen = choose(there);
      if (chosen === undefined) return undefined;
      [current, known, heardAt] = [chosen, there, clock()];
      return chosen;
    },
  };
};
