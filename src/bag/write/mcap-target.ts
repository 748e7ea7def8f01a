import { SpatialRewardError } from "../../core/index.js";
import type { BagMessage, BagMetadata, TopicInfo } from "../recording.js";
import { McapFile } from "./mcap-file.js";
import type { NewTopic } from "./new-topic.js";
import { provenanceName, type Target } from "./target.js";

const targetOf = (file: McapFile): Target => ({
  write: (message) => file.write(message),
  end: async (provenance) => {
    await file.addMetadata(provenanceName, provenance);
    await file.end();
  },
  close: () => file.close(),
});

/** Adds topics to a copy of a whole MCAP file: its own bytes up to DataEnd stay as they are. */
export const appendToMcap = async (
  path: string,
  topics: readonly NewTopic[],
  shownAs: string,
): Promise<Target> => {
  const file = await McapFile.append(path, { shownAs });
  await file.addTopics(topics);
  return targetOf(file);
};

/** What a fresh file takes over from the recording. */
export interface Inheritance {
  readonly topics: readonly TopicInfo[];
  readonly messages: AsyncIterable<BagMessage>;
  readonly metadata: BagMetadata;
}

export const nothing: Inheritance = {
  topics: [],
  messages: (async function* () {})(),
  metadata: new Map(),
};

/** A fresh MCAP file with all that could be read of the recording, and our topics. */
export const freshMcap = async (
  path: string,
  topics: readonly NewTopic[],
  {
    inherited,
    shownAs,
    signal,
  }: { inherited: Inheritance; shownAs: string; signal?: AbortSignal | undefined },
): Promise<Target> => {
  const isRos1 = inherited.topics.some(({ messageEncoding }) => messageEncoding === "ros1");
  const file = await McapFile.create(path, { shownAs, profile: isRos1 ? "ros1" : "ros2" });
  try {
    await file.addTopics([...inherited.topics.map(asStored), ...topics]);
    for (const [name, record] of inherited.metadata) await file.addMetadata(name, record);
    for await (const message of inherited.messages) {
      refuseWhenInterrupted(signal);
      await file.write(message);
    }
    return targetOf(file);
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
};

/** Profiles that the recording doesn't know stay unknown. */
const asStored = (topic: TopicInfo): NewTopic => ({ ...topic, offeredQos: topic.offeredQos ?? "" });

/** @throws SpatialRewardError interrupted */
export const refuseWhenInterrupted = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) {
    throw new SpatialRewardError("interrupted", "stopped; run the same command again to go on", {
      cause: signal.reason,
    });
  }
};
