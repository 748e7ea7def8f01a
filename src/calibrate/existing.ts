import { type Metres, median, type Pose } from "../core/index.js";
import {
  type CameraEstimate,
  contradicts,
  differenceOf,
  errorsOf,
  type Seen,
} from "../hand-eye/index.js";

/** A camera's place as TF has it already, beside the estimated one. */
export interface Existing {
  readonly position: Metres;
  /** Radians. */
  readonly rotation: number;
  /** Further apart than the estimate's deviations explain. */
  readonly contradicts: boolean;
  /** Pixels, in the middle: how far from where each place has the gripper it is pointed at. */
  readonly pixels: { readonly existing: number; readonly estimate: number };
}

export const existingOf = (
  existing: Pose,
  { pose, covariance, fits }: CameraEstimate,
  seen: Seen,
): Existing => {
  const fitting = (errors: readonly number[]): number =>
    median(errors.filter((_, i) => fits[i] === true));
  return {
    ...differenceOf(pose, existing),
    contradicts: contradicts(pose, covariance, existing),
    pixels: {
      existing: fitting(errorsOf(existing, seen)),
      estimate: fitting(errorsOf(pose, seen)),
    },
  };
};
