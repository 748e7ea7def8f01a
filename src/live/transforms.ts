import { createTally, failureOf, type Reason } from "../core/index.js";
import { type TopicSchema, transformsReader } from "../messages/index.js";
import type { TransformHistory } from "../scene/index.js";
import type { Guard } from "./guard.js";
import { once } from "./once.js";
import type { Closable, Robot } from "./port.js";

/** What TF tells, listened to. */
export interface Transforms extends Closable {
  /** What of it was left out, and how often. */
  readonly reasons: () => readonly Reason[];
}

/** Listens to TF, from which `label` takes all that it tells of a recording. `onHeard` after each message. */
export const listenToTransforms = (
  robot: Robot,
  guard: Guard,
  transforms: TransformHistory,
  onHeard: () => void,
): Transforms => {
  const tally = createTally();
  const readerOf = once(transformsReader);
  const take = guard("TF", (bytes: Uint8Array, topic: TopicSchema, fixed: boolean) => {
    try {
      for (const { stamp, ...transform } of readerOf(topic)(bytes)) {
        const remark = transforms.add(fixed ? transform : { ...transform, stamp });
        if (remark !== undefined) tally.add("tf", remark);
      }
    } catch (thrown) {
      tally.add("message", failureOf(thrown, "message.malformed").message);
    }
    onHeard();
  });
  const subscription = robot.subscribeTransforms(take);
  return { reasons: tally.reasons, close: subscription.close };
};
