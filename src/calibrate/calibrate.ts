import {
  createRandom,
  createTally,
  type IntrinsicsSource,
  type Metres,
  type Pose,
  type Reason,
  SpatialRewardError,
} from "../core/index.js";
import { type CameraEstimate, differenceOf, solveCamera } from "../hand-eye/index.js";
import { type Camera, chooseCamera } from "../label/index.js";
import type { StampedTransform } from "../messages/index.js";
import type { GripperFrame, Task } from "../reward/index.js";
import type { TransformHistory } from "../scene/index.js";
import { openSource } from "../source/index.js";
import type { Backend } from "../vlm/index.js";
import { type Existing, existingOf } from "./existing.js";
import { placedFrames } from "./gripper-frames.js";
import { linkOf, mountOf } from "./mount.js";
import { requireSightings } from "./require-sightings.js";
import { type Pointed, pointed, seenIn } from "./sightings.js";

export interface CalibrateJob {
  readonly input: string;
  readonly task: Task;
  readonly gripper: GripperFrame;
  readonly backend: Backend;
  /** A topic; else the task's first, else the only one. */
  readonly camera?: string;
  /** The frame that the camera stands still in; else what TF says doesn't move. */
  readonly base?: string;
  /** Horizontal field of view in degrees; counts before CameraInfo. */
  readonly fov?: number;
  /** Frames a second at most. */
  readonly rate?: number;
  readonly signal: AbortSignal;
  /** Frames that were looked at, and the camera's messages where the recording tells. */
  readonly onProgress: (done: number, total: number | undefined) => void;
}

/** Where a recording's camera stands, and what that rests on. */
export interface Calibration {
  readonly camera: string;
  /** Empty where images don't name it. */
  readonly opticalFrame: string;
  readonly gripper: GripperFrame;
  readonly base: string;
  /** Of the camera's body: what TF is to be told. */
  readonly link: StampedTransform;
  readonly estimate: CameraEstimate;
  readonly lens: IntrinsicsSource;
  /** Of the camera, that were looked at. */
  readonly frames: number;
  /** How TF has the camera so far, where it does. */
  readonly existing?: Existing;
  /** What was left out, skipped or assumed, and how often. */
  readonly reasons: readonly Reason[];
}

/** A camera whose place in TF moves by more than noise of it. */
const moved: { readonly position: Metres; readonly rotation: number } = {
  position: 0.02,
  rotation: 0.05,
};

/** The same sightings give the same pose. */
const seed = 1;

const requireStanding = (all: readonly Pointed[], chain: readonly string[]): void => {
  const poses = all.flatMap(({ camera }): readonly Pose[] => (camera ? [camera] : []));
  const [first] = poses;
  if (!first) return;
  const furthest = poses.map((pose) => differenceOf(first, pose));
  if (
    furthest.every(
      ({ position, rotation }) => position < moved.position && rotation < moved.rotation,
    )
  )
    return;
  const most = Math.max(...furthest.map(({ position }) => position));
  throw new SpatialRewardError(
    "calibrate.moving",
    `by TF the camera moves in "${all[0]?.base}" by ${(100 * most).toFixed(0)} cm (it hangs on ${chain.join(" in ")}); --base names the frame that it stands still in, unless that is the gripper's`,
  );
};

const taskCamera = ({ camera, task }: CalibrateJob) => {
  const [ofTask] = Object.values(task.cameras);
  return {
    ...(camera === undefined ? {} : { flag: camera }),
    ...(ofTask === undefined ? {} : { task: ofTask }),
  };
};

interface Gathered {
  readonly all: readonly Pointed[];
  readonly transforms: TransformHistory;
  readonly frames: number;
  readonly reasons: readonly Reason[];
}

/** Goes through the recording once. */
const gather = async (job: CalibrateJob, camera: Camera, reader: Reader): Promise<Gathered> => {
  const left = createTally();
  const frames = placedFrames(reader, camera, job, left);
  const { gripper } = job.task;
  const all: Pointed[] = [];
  const asked = pointed(frames, { backend: job.backend, gripper }, left, job.signal);
  for await (const each of asked) {
    job.signal.throwIfAborted();
    all.push(each);
    job.onProgress(frames.count(), camera.image.count);
  }
  const reasons = [...frames.reasons(), ...left.reasons()];
  return { all, transforms: frames.transforms, frames: frames.count(), reasons };
};

type Reader = Awaited<ReturnType<typeof openSource>>;

const solved = (job: CalibrateJob, camera: Camera, gathered: Gathered): Calibration => {
  const { all, transforms, frames, reasons } = gathered;
  const first = requireSightings(all, reasons, transforms, job.gripper.frame);
  const { frame, base } = first;
  const { stamp, frameId } = frame;
  const chain = frameId === "" ? [] : transforms.chainOf(frameId, stamp);
  requireStanding(all, chain);
  const seen = seenIn(all);
  const estimate = solveCamera(seen, createRandom(seed));
  const gripper = transforms.chainOf(job.gripper.frame, stamp);
  const mount = mountOf({ camera: chain, gripper, base });
  const found = { pose: estimate.pose, base, optical: frameId };
  const link = linkOf(mount, found, transforms, stamp);
  const existing = first.camera && existingOf(first.camera, estimate, seen);
  return {
    camera: camera.image.name,
    opticalFrame: frameId,
    gripper: job.gripper,
    base,
    link,
    estimate,
    lens: frame.intrinsicsSource ?? "assumed",
    frames,
    ...(existing && { existing }),
    reasons,
  };
};

/**
 * Estimates where a recording's camera stands in a frame of the robot, from where the model points at the gripper and
 * where TF has it.
 * @throws SpatialRewardError calibrate.*, bag.*, model.*, server.*, interrupted
 */
export const calibrateCamera = async (job: CalibrateJob): Promise<Calibration> => {
  const reader = await openSource(job.input);
  try {
    const camera = chooseCamera(reader.topics, taskCamera(job));
    return solved(job, camera, await gather(job, camera, reader));
  } finally {
    await reader.close();
  }
};
