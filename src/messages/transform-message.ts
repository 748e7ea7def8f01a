import { z } from "zod";
import { type Quaternion, SpatialRewardError, type Stamp, type Vec3 } from "../core/index.js";
import { FieldReader } from "./field-reader.js";
import { text, timestamp } from "./foxglove/record.js";
import { commonTypeName } from "./message-kind.js";
import type { MessageEncoding } from "./message-type.js";

/** Where a frame stands in its parent, from a time on. */
export interface StampedTransform {
  readonly stamp: Stamp;
  readonly parent: string;
  readonly child: string;
  /** Of the child's origin in the parent. [m] */
  readonly position: Vec3;
  /** Turns vectors of the child frame into the parent's. */
  readonly rotation: Quaternion;
}

/** Whatever number: one that is none is its own transform's fault, and not the message's. */
const part = z.custom<number>((value) => typeof value === "number").optional();

/** One that was not sent is no rotation at all: of length 0, which no tree takes. */
const rotation = z
  .object({ x: part, y: part, z: part, w: part })
  .optional()
  .transform((q): Quaternion => [q?.x ?? 0, q?.y ?? 0, q?.z ?? 0, q?.w ?? 0]);

/** protobuf leaves out what is 0. */
const translation = z
  .object({ x: part, y: part, z: part })
  .optional()
  .transform((v): Vec3 => [v?.x ?? 0, v?.y ?? 0, v?.z ?? 0]);

const rosTransform = z
  .object({
    header: z.object({ stamp: timestamp, frame_id: z.string() }),
    child_frame_id: z.string(),
    transform: z.object({ translation, rotation }),
  })
  .transform(
    ({ header, child_frame_id: child, transform }): StampedTransform => ({
      stamp: header.stamp,
      parent: header.frame_id,
      child,
      position: transform.translation,
      rotation: transform.rotation,
    }),
  );

const foxgloveTransform = z
  .object({ timestamp, parent_frame_id: text, child_frame_id: text, translation, rotation })
  .transform(
    (message): StampedTransform => ({
      stamp: message.timestamp,
      parent: message.parent_frame_id,
      child: message.child_frame_id,
      position: message.translation,
      rotation: message.rotation,
    }),
  );

type Shape = z.ZodType<readonly StampedTransform[]>;

const ofRos: Shape = z.object({ transforms: z.array(rosTransform) }).transform((m) => m.transforms);

const shapes: Readonly<Record<string, Shape>> = {
  "foxglove.FrameTransform": foxgloveTransform.transform((transform) => [transform]),
  "foxglove.FrameTransforms": z
    .object({ transforms: z.array(foxgloveTransform) })
    .transform((m) => m.transforms),
};

/**
 * Of a decoded tf2_msgs/TFMessage, foxglove.FrameTransform or FrameTransforms.
 * @throws SpatialRewardError message.malformed for anything else
 */
export const transformsIn = (
  message: unknown,
  what: string,
  type = "tf2_msgs/TFMessage",
): readonly StampedTransform[] => {
  const { data } = (shapes[commonTypeName(type)] ?? ofRos).safeParse(message);
  if (!data) throw new SpatialRewardError("message.malformed", `${what}: holds no transforms`);
  return data;
};

/**
 * Of the bytes of a tf2_msgs/TFMessage, of which a robot sends more than of anything else.
 * @throws SpatialRewardError message.malformed
 */
export const readTransforms = (
  bytes: Uint8Array,
  messageEncoding: MessageEncoding,
  what = "tf2_msgs/TFMessage",
): readonly StampedTransform[] => {
  const r = new FieldReader(bytes, messageEncoding, what);
  return r.sequence(() => {
    const { stamp, frameId: parent } = r.header();
    const child = r.string();
    const position: Vec3 = [r.float64(), r.float64(), r.float64()];
    const rotation: Quaternion = [r.float64(), r.float64(), r.float64(), r.float64()];
    return { stamp, parent, child, position, rotation };
  });
};
