import { playedQos, type QosProfile, type TopicInfo } from "../bag/index.js";
import { failureOf, SpatialRewardError } from "../core/index.js";
import { ros2Topic } from "../messages/index.js";

/** A topic of a recording as it is sent: its ROS 2 type, the profile to offer, and what to do to each message. */
export interface PlayedTopic {
  readonly name: string;
  readonly type: string;
  readonly qos: QosProfile;
  /** CDR bytes of a recorded message. */
  readonly bytes: (recorded: Uint8Array) => Uint8Array;
}

/** A topic that can't be sent, and why. */
export interface SkippedTopic {
  readonly name: string;
  readonly reason: string;
}

export interface Selection {
  /** Only these; all when absent. */
  readonly topics?: readonly string[];
  /** Our own clock replaces the recording's. */
  readonly clock: boolean;
}

/** CDR begins with the number of its layout, all of which are below 256. Whatever else it is, ROS can't read it. */
const checkedCdr =
  (topic: string) =>
  (bytes: Uint8Array): Uint8Array => {
    if (bytes.length >= 4 && bytes[0] === 0) return bytes;
    throw new SpatialRewardError(
      "message.malformed",
      `${topic}: ${bytes.length} bytes that are no CDR`,
    );
  };

/** What services exchanged; `ros2 bag play` too leaves it out unless told otherwise. */
const isServiceEvent = (name: string): boolean => name.endsWith("/_service_event");

const played = (topic: TopicInfo): PlayedTopic | SkippedTopic => {
  const { name, type } = topic;
  const qos = playedQos(topic.offeredQos);
  if (topic.messageEncoding === "ros1") return fromRos1(topic, qos);
  if (topic.messageEncoding !== "cdr")
    return { name, reason: `its messages are ${topic.messageEncoding}, not CDR` };
  if (!/^\w+\/msg\/\w+$/.test(type)) return { name, reason: `"${type}" is not a message type` };
  return { name, type, qos, bytes: checkedCdr(name) };
};

const fromRos1 = (
  { name, type, definition }: TopicInfo,
  qos: QosProfile,
): PlayedTopic | SkippedTopic => {
  try {
    const schema = {
      type,
      definition,
      messageEncoding: "ros1",
      schemaEncoding: "ros1msg",
    } as const;
    const { type: ros2Type, convert } = ros2Topic(schema);
    return { name, type: ros2Type, qos, bytes: convert };
  } catch (thrown) {
    return { name, reason: failureOf(thrown, "message.schema").message };
  }
};

/** Sorts a recording's topics into those that are played and those that can't be. */
export const playedTopics = (
  topics: readonly TopicInfo[],
  { topics: wanted, clock }: Selection,
): { readonly played: readonly PlayedTopic[]; readonly skipped: readonly SkippedTopic[] } => {
  const chosen = topics
    .filter(({ name }) => wanted?.includes(name) ?? !isServiceEvent(name))
    .filter(({ name }) => !(clock && name === "/clock"))
    .map(played);
  return {
    played: chosen.filter((each): each is PlayedTopic => "qos" in each),
    skipped: chosen.filter((each): each is SkippedTopic => "reason" in each),
  };
};
