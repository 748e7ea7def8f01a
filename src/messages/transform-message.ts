import { z } from "zod";
import { SpatialRewardError, type Stamp } from "../core/index.js";
import { stampFromTime } from "./ros-time.js";

/** x, y, z, w. Turns vectors of the child frame into the parent's. */
export type Quaternion = readonly [number, number, number, number];

/** Where a frame stands in its parent, from a time on. */
export interface StampedTransform {
  readonly stamp: Stamp;
  readonly parent: string;
  readonly child: string;
  readonly rotation: Quaternion;
}

const transformMessage = z.object({
  transforms: z.array(
    z.object({
      header: z.object({ stamp: z.unknown(), frame_id: z.string() }),
      child_frame_id: z.string(),
      transform: z.object({
        rotation: z.object({ x: z.number(), y: z.number(), z: z.number(), w: z.number() }),
      }),
    }),
  ),
});

/** Of a decoded tf2_msgs/TFMessage. @throws SpatialRewardError message.malformed for anything else */
export const transformsIn = (message: unknown, what: string): readonly StampedTransform[] => {
  const { data } = transformMessage.safeParse(message);
  if (!data) throw new SpatialRewardError("message.malformed", `${what}: holds no transforms`);
  return data.transforms.map(({ header, child_frame_id: child, transform: { rotation } }) => ({
    stamp: stampFromTime(header.stamp) ?? 0n,
    parent: header.frame_id,
    child,
    rotation: [rotation.x, rotation.y, rotation.z, rotation.w],
  }));
};
