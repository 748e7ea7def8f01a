import { z } from "zod";
import type { Frame } from "../core/index.js";

/** How a frame was seen: what it takes to draw something onto its picture. */
export const viewShape = z.object({
  /** Of the image as it was taken, in pixels. */
  width: z.number(),
  height: z.number(),
  /** Absent where the lens bends: no pinhole tells where a point is in such a picture. */
  lens: z
    .object({ fx: z.number(), fy: z.number(), cx: z.number(), cy: z.number() })
    .exactOptional(),
});

export type View = z.infer<typeof viewShape>;

export const viewOf = ({ width, height, intrinsics, asTaken }: Frame): View => ({
  width,
  height,
  ...(intrinsics && !asTaken && { lens: intrinsics }),
});
