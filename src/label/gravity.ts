import type { BagMessage, BagReader, TopicInfo } from "../bag/index.js";
import type { Vec3 } from "../core/index.js";
import { addTransforms, createTransformTree, type Decoder } from "../messages/index.js";
import { decoderOf } from "./topic-codec.js";

/** Which way is up for a camera, as far as the recording's transforms have told by now. */
export interface Gravity {
  /** Topics whose messages `take` wants, in the order of the recording. */
  readonly topics: readonly string[];
  readonly take: (message: BagMessage) => void;
  /** Unit vector against gravity in an optical frame. */
  readonly upIn: (frameId: string) => Vec3 | undefined;
}

const types = ["tf2_msgs/msg/TFMessage", "tf2_msgs/TFMessage", "tf/tfMessage"];

const isStatic = ({ name }: TopicInfo): boolean => name.endsWith("/tf_static");

/** Reads /tf_static at once: its transforms count from the start, whenever they were recorded. */
export const openGravity = async (reader: BagReader): Promise<Gravity> => {
  const tree = createTransformTree();
  const topics = reader.topics.filter(({ type }) => types.includes(type));
  const decoders = new Map<string, Decoder>(topics.map((topic) => [topic.name, decoderOf(topic)]));
  const take = ({ topic, data }: BagMessage): void =>
    addTransforms(tree, decoders.get(topic)?.(data));
  const fixed = topics.filter(isStatic).map(({ name }) => name);
  if (fixed.length > 0)
    for await (const message of reader.messages({ topics: fixed })) take(message);
  const moving = topics.filter((topic) => !isStatic(topic)).map(({ name }) => name);
  return { topics: moving, take, upIn: tree.upIn };
};
