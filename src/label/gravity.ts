import { z } from "zod";
import type { BagMessage, BagReader, TopicInfo } from "../bag/index.js";
import type { Vec3 } from "../core/index.js";
import type { Decoder } from "../messages/index.js";
import { decoderOf } from "./topic-codec.js";
import { createTransformTree, type TransformTree } from "./transforms.js";

/** Which way is up for a camera, as far as the recording's transforms have told by now. */
export interface Gravity {
  /** Topics whose messages `take` wants, in the order of the recording. */
  readonly topics: readonly string[];
  readonly take: (message: BagMessage) => void;
  /** Unit vector against gravity in an optical frame. */
  readonly upIn: (frameId: string) => Vec3 | undefined;
}

const types = ["tf2_msgs/msg/TFMessage", "tf2_msgs/TFMessage", "tf/tfMessage"];

const transformMessage = z.object({
  transforms: z.array(
    z.object({
      header: z.object({ frame_id: z.string() }),
      child_frame_id: z.string(),
      transform: z.object({
        rotation: z.object({ x: z.number(), y: z.number(), z: z.number(), w: z.number() }),
      }),
    }),
  ),
});

/** A message that isn't what its topic says tells nothing of where up is; questions that need it stay unanswered. */
const addTransforms = (tree: TransformTree, message: unknown): void => {
  const { data } = transformMessage.safeParse(message);
  for (const { header, child_frame_id: child, transform } of data?.transforms ?? []) {
    const { x, y, z: along, w } = transform.rotation;
    tree.add({ parent: header.frame_id, child, rotation: [x, y, along, w] });
  }
};

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
