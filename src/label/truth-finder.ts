import type { BagReader } from "../bag/index.js";
import { interfaceTypes } from "../messages/index.js";
import type { Task } from "../reward/index.js";
import type { ObservedFrame } from "./observed-frame.js";
import { createTruthCursor, type RecordedTruth, truthTopic } from "./truth.js";

/** Looks up what is true of frames that come in order; undefined when the recording carries no truth. */
export const truthFinder = (
  reader: BagReader,
  task: Task,
): ((frame: ObservedFrame) => Promise<RecordedTruth | undefined>) | undefined => {
  const known = reader.topics.some(
    ({ name, type }) => name === truthTopic && type === interfaceTypes.facts,
  );
  if (!known) return undefined;
  const at = createTruthCursor(reader.messages({ topics: [truthTopic] }), task.needs);
  return ({ observation, logTime }) => at(observation.stamp, logTime);
};
