import {
  assumedFovDegrees,
  type DepthView,
  type Frame,
  intrinsicsFromFov,
  type Stamp,
  type Tally,
  upOfPitch,
  type Vec3,
} from "../core/index.js";
import type { Picture } from "../messages/index.js";
import type { SeenFrame } from "./depth-source.js";
import type { Lens } from "./lens-history.js";
import type { Places } from "./places.js";

/** What the user states, at the time of a frame. */
export interface Stated {
  /** Horizontal field of view in degrees; counts before CameraInfo. */
  readonly fov?: number;
  /** Degrees that the camera looks down; counts where TF doesn't tell which way is up. */
  readonly pitch?: number;
}

export interface Sight {
  /** When it was taken, as far as it is believed. */
  readonly time: Stamp;
  readonly stated: Stated;
  readonly lens: () => Lens;
  /** As TF tells it. */
  readonly up: Vec3 | undefined;
  /** As TF tells them. */
  readonly places: Places;
  readonly depthOf: (seen: SeenFrame) => DepthView | undefined;
}

type Seen = Pick<Frame, "intrinsics" | "intrinsicsSource" | "lensFailure" | "asTaken" | "rgb">;

/** So little of an image's width outside of the rectified picture needs no remark. */
const negligible = 0.05;

const tellOf = ({ source, failure, lacking, rectifier, remarks }: Lens, tally: Tally): void => {
  for (const remark of remarks) tally.add("lens", remark);
  const assumed = `a field of view of ${assumedFovDegrees}° is assumed; --fov says better`;
  if (source === "assumed")
    tally.add("lens", `${failure?.message ?? lacking ?? "no CameraInfo"}: ${assumed}`);
  const blank = rectifier?.blank ?? 0;
  if (blank > negligible)
    tally.add(
      "lens",
      `the lens's distortion holds for the middle of the picture alone: ${Math.round(100 * blank)} % of its width are left black`,
    );
  const cut = rectifier ? 1 - rectifier.covered : 0;
  if (cut > negligible)
    tally.add("lens", `the outer ${Math.round(100 * cut)} % of the lens's view are not looked at`);
};

const throughLens = (picture: Picture, lens: Lens): Seen => {
  const { intrinsics, source: intrinsicsSource, failure, rectifier } = lens;
  const known = { intrinsics, intrinsicsSource, ...(failure && { lensFailure: failure }) };
  if (!rectifier) return { ...known, rgb: picture.rgb };
  return {
    ...known,
    rgb: async (size) => rectifier.rectified(await picture.rgb(size)),
    asTaken: { rgb: picture.rgb, pixelOf: rectifier.pixelOf },
  };
};

const throughStated = ({ width, height, rgb }: Picture, fov: number): Seen => ({
  intrinsics: intrinsicsFromFov(width, height, fov),
  intrinsicsSource: "fov",
  rgb,
});

/** A picture with how it was seen and what else is known of it. Through a lens that bends it is shown rectified. */
export const see = (picture: Picture, sight: Sight, tally: Tally): Frame => {
  const { time, stated, up, places } = sight;
  const { fov, pitch } = stated;
  const upwards = up ?? (pitch === undefined ? undefined : upOfPitch(pitch));
  const known = { ...picture, stamp: time, ...(upwards && { up: upwards }), ...places };
  const lens = fov === undefined ? sight.lens() : undefined;
  if (lens) tellOf(lens, tally);
  const frame = {
    ...known,
    ...(lens ? throughLens(picture, lens) : throughStated(picture, fov ?? assumedFovDegrees)),
  };
  const depth = sight.depthOf({ frame, ...(lens && { lens }) });
  return depth ? { ...frame, depth } : frame;
};
