import {
  type CameraPose,
  type GripperSight,
  inParent,
  type Reason,
  type Stamp,
  type Tally,
  type Vec3,
} from "../core/index.js";
import type { Knowledge } from "./patience.js";
import { isFault } from "./transform-tree.js";
import { faultText, type TransformFault, type TransformHistory } from "./transforms.js";

/** The TF frame in which the gripper's tool centre point stands still. */
export interface GripperPlace {
  readonly frame: string;
  /** Metres, of the tool centre point in that frame. */
  readonly offset: Vec3;
}

export interface PlacesSettings {
  readonly transforms: TransformHistory;
  /** Whether frames are to tell where their camera stands. */
  readonly poses: () => boolean;
  readonly gripper: () => GripperPlace | undefined;
}

export interface Places {
  readonly pose?: CameraPose;
  readonly gripper?: GripperSight;
}

/** What TF tells of where a camera and the gripper are. */
export interface PlaceFinder {
  /** Counts what it can't tell. */
  readonly of: (frameId: string, stamp: Stamp) => Places;
  readonly gripperKnown: (frameId: string, stamp: Stamp) => Knowledge;
  /** Of frames that TF never spoke of: which there are is known at the end. */
  readonly reasons: () => readonly Reason[];
}

export const createPlaces = (
  { transforms, poses, gripper }: PlacesSettings,
  tally: Tally,
): PlaceFinder => {
  const unheard = new Map<string, { readonly fault: TransformFault; count: number }>();

  const tellGripper = (fault: TransformFault): void => {
    if (fault.kind !== "unknown") {
      tally.add("tf", `TF doesn't place the gripper: ${faultText(fault, [])}`);
      return;
    }
    const told = unheard.get(fault.frame) ?? { fault, count: 0 };
    told.count++;
    unheard.set(fault.frame, told);
  };

  const poseOf = (frameId: string, stamp: Stamp): CameraPose | undefined => {
    const frame = transforms.fixedAbove(frameId, stamp, gripper()?.frame);
    if (frame === undefined) return undefined;
    const pose = transforms.poseOf(frameId, frame, stamp);
    if (!isFault(pose)) return { frame, pose };
    tally.add("tf", `TF doesn't place the camera: ${faultText(pose, transforms.frames())}`);
    return undefined;
  };

  const gripperOf = (frameId: string, stamp: Stamp): GripperSight | undefined => {
    const place = gripper();
    if (!place) return undefined;
    const pose = transforms.poseOf(place.frame, frameId, stamp);
    if (isFault(pose)) {
      tellGripper(pose);
      return undefined;
    }
    const point = inParent(pose, place.offset);
    if (point[2] <= 0) tally.add("tf", "TF places the gripper behind the camera");
    return { point, frame: place.frame };
  };

  return {
    of: (frameId, stamp) => {
      const pose = poses() ? poseOf(frameId, stamp) : undefined;
      const seen = gripperOf(frameId, stamp);
      return { ...(pose && { pose }), ...(seen && { gripper: seen }) };
    },
    gripperKnown: (frameId, stamp) => {
      const place = gripper();
      if (!place) return { any: true, whole: true };
      const known = transforms.poseOf(place.frame, frameId, stamp);
      return {
        any: !isFault(known) || known.kind === "untold",
        whole: transforms.isPoseToldUpTo(place.frame, frameId, stamp),
      };
    },
    reasons: () =>
      [...unheard.values()].map(({ fault, count }) => ({
        kind: "tf",
        what: `TF doesn't place the gripper: ${faultText(fault, transforms.frames())}`,
        count,
      })),
  };
};
