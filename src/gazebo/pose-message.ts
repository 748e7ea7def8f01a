import { z } from "zod";
import type { Pose, Stamp } from "../core/index.js";
import { decoderFor, interfaceDefinition, stampFromTime } from "../messages/index.js";

export const posesType = "tf2_msgs/msg/TFMessage";

/** Where a frame is in its parent at one time. */
export interface PoseSample {
  readonly stamp: Stamp;
  readonly parent: string;
  readonly child: string;
  readonly pose: Pose;
}

const vector = z.object({ x: z.number(), y: z.number(), z: z.number() });
const message = z.object({
  transforms: z.array(
    z.object({
      header: z.object({ stamp: z.unknown(), frame_id: z.string() }),
      child_frame_id: z.string(),
      transform: z.object({ translation: vector, rotation: vector.extend({ w: z.number() }) }),
    }),
  ),
});

const decode = decoderFor({
  type: posesType,
  definition: interfaceDefinition(posesType),
  messageEncoding: "cdr",
  schemaEncoding: "ros2msg",
});

/** Reads a tf2_msgs/TFMessage. @throws SpatialRewardError message.malformed */
export const readPoses = (bytes: Uint8Array): readonly PoseSample[] =>
  message.parse(decode(bytes)).transforms.map(({ header, child_frame_id: child, transform }) => {
    const { translation: t, rotation: r } = transform;
    return {
      stamp: stampFromTime(header.stamp) ?? 0n,
      parent: header.frame_id,
      child,
      pose: { position: [t.x, t.y, t.z], rotation: [r.x, r.y, r.z, r.w] },
    };
  });
