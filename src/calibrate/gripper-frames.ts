import type { BagReader } from "../bag/index.js";
import {
  type Frame,
  inParent,
  type Pose,
  type Reason,
  type Seconds,
  type Stamp,
  secondsBetween,
  type Tally,
  type Vec3,
} from "../core/index.js";
import { type Camera, messageReaders, seedMessages } from "../label/index.js";
import type { GripperFrame } from "../reward/index.js";
import {
  createScene,
  createTransformHistory,
  faultText,
  isFault,
  isFrame,
  isRectified,
  type SceneFrame,
  type TransformFault,
  type TransformHistory,
} from "../scene/index.js";

/** A picture, and where TF has the gripper and the camera when it was taken. */
export interface Placed {
  readonly frame: Frame;
  /** The frame that the camera is to be placed in. */
  readonly base: string;
  /** Metres, in `base`: the tool centre point. */
  readonly gripper: Vec3;
  /** Of the camera's optical frame in `base`, where TF tells it. */
  readonly camera?: Pose;
}

export interface PlacedSettings {
  readonly gripper: GripperFrame;
  /** Else what TF's conventions and the gripper's own chain say doesn't move. */
  readonly base?: string;
  readonly fov?: number;
  /** Frames a second at most. */
  readonly rate?: number;
}

/** The frames of a recording's camera that TF has the gripper for. */
export interface PlacedFrames extends AsyncIterable<Placed> {
  /** As far as the recording was read. */
  readonly transforms: TransformHistory;
  readonly reasons: () => readonly Reason[];
  /** Frames so far. */
  readonly count: () => number;
}

/** Of log time, that a frame waits for transforms that come after it. */
const patience: Seconds = 1;

/**
 * In the order of their stamps. What TF doesn't tell the gripper's place for, or shows no picture, is counted in `left`.
 */
export const placedFrames = (
  reader: BagReader,
  camera: Camera,
  { gripper, base: wanted, fov, rate }: PlacedSettings,
  left: Tally,
): PlacedFrames => {
  const transforms = createTransformHistory();
  const readers = messageReaders(reader.topics, camera, undefined);
  const scene = createScene({
    stated: () => (fov === undefined ? {} : { fov }),
    ...(rate !== undefined && { rate }),
    rectified: isRectified(camera.image.name),
    expects: { cameraInfo: () => camera.cameraInfo !== undefined, transforms: () => false },
    transforms,
  });
  const waiting: SceneFrame[] = [];
  let count = 0;

  const baseAt = (stamp: Stamp): string =>
    wanted ?? transforms.fixedAbove(gripper.frame, stamp, gripper.frame) ?? gripper.frame;

  const handIn = (base: string, stamp: Stamp): Pose | TransformFault =>
    // What stands in nothing says nothing of where it is.
    base === gripper.frame
      ? { kind: "unknown", frame: gripper.frame }
      : transforms.poseOf(gripper.frame, base, stamp);

  const placed = ({ content, stamp }: SceneFrame): readonly Placed[] => {
    count++;
    if (!isFrame(content)) {
      left.add("image", content.message);
      return [];
    }
    const base = baseAt(stamp);
    const hand = handIn(base, stamp);
    if (isFault(hand)) {
      left.add("other", `TF: ${faultText(hand, transforms.frames())}`);
      return [];
    }
    const eye = transforms.poseOf(content.frameId, base, stamp);
    const known = isFault(eye) ? {} : { camera: eye };
    return [{ frame: content, base, gripper: inParent(hand, gripper.offset), ...known }];
  };

  const isTold = ({ stamp }: SceneFrame): boolean =>
    transforms.isPoseToldUpTo(gripper.frame, baseAt(stamp), stamp);

  function* released(now: Stamp): Generator<Placed> {
    for (let [first] = waiting; first; [first] = waiting) {
      if (!isTold(first) && secondsBetween(first.logTime, now) < patience) return;
      waiting.shift();
      yield* placed(first);
    }
  }

  return {
    transforms,
    reasons: scene.reasons,
    count: () => count,
    async *[Symbol.asyncIterator]() {
      for await (const seed of seedMessages(reader, camera)) scene.take(seed);
      for await (const message of reader.messages({ topics: readers.topics })) {
        for (const each of readers.read(message) ?? []) waiting.push(...scene.take(each));
        yield* released(message.logTime);
      }
      for (const last of [...waiting.splice(0), ...scene.end()]) yield* placed(last);
    },
  };
};
