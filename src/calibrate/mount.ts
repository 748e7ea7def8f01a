import { compose, identityPose, type Pose, SpatialRewardError, type Stamp } from "../core/index.js";
import type { StampedTransform } from "../messages/index.js";
import { faultText, isFault, type TransformHistory } from "../scene/index.js";

/** Where a camera's place is told to TF: the one link that is missing, or that an estimate replaces. */
export interface Mount {
  readonly parent: string;
  readonly child: string;
}

export interface Chains {
  /** The camera's optical frame and those that it stands in; of one that images don't name, none. */
  readonly camera: readonly string[];
  /** Of the gripper. */
  readonly gripper: readonly string[];
  readonly base: string;
}

/** Of images that don't say what they were taken from. */
const unnamed = "camera_optical_frame";

/**
 * A driver has links of its own, from its camera's body to the optical frame: those stay, and the body is placed. A
 * frame has one parent, so where the camera hangs on the robot's tree already, the link by which it does is replaced.
 */
export const mountOf = ({ camera, gripper, base }: Chains): Mount => {
  const meeting = camera.findIndex((frame) => frame === base || gripper.includes(frame));
  if (meeting === 0)
    throw new SpatialRewardError(
      "calibrate.moving",
      `the camera's frame "${camera[0]}" is one of the robot's own (${gripper.join(" in ")}): it can't be placed`,
    );
  const child = (meeting < 0 ? camera.at(-1) : camera[meeting - 1]) ?? unnamed;
  return { parent: (meeting < 0 ? undefined : camera[meeting]) ?? base, child };
};

/** The link that puts the camera's optical frame where it was found in the base. */
export const linkOf = (
  { parent, child }: Mount,
  found: { readonly pose: Pose; readonly base: string; readonly optical: string },
  transforms: TransformHistory,
  stamp: Stamp,
): StampedTransform => {
  const poseIn = (frame: string, reference: string): Pose => {
    if (frame === reference) return identityPose;
    const pose = transforms.poseOf(frame, reference, stamp);
    if (!isFault(pose)) return pose;
    const why = faultText(pose, transforms.frames());
    throw new SpatialRewardError("calibrate.frames", `TF doesn't tell all links: ${why}`);
  };
  const bodyInOptical = poseIn(child, found.optical === "" ? child : found.optical);
  const baseInParent = poseIn(found.base, parent);
  const { position, rotation } = compose(compose(baseInParent, found.pose), bodyInOptical);
  return { stamp: 0n, parent, child, position, rotation };
};
