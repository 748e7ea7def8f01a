import type { BagReader } from "../bag/index.js";
import type { Frame, IntrinsicsSource, Reason, ReasonKind } from "../core/index.js";
import { isTransformsTopic } from "../messages/index.js";
import { signalName } from "../reward/index.js";
import { isFrame } from "../scene/index.js";
import { openSource } from "../source/index.js";
import { type Camera, chooseCamera, otherCameras } from "./camera.js";
import { cameraFrames } from "./camera-frames.js";
import { withDepth } from "./job.js";
import { isLabelTopic, type LabelSettings } from "./settings.js";
import { requireSignal } from "./signal.js";

/** What a recording tells of the frames that would be labelled. */
export interface RecordingCheck {
  readonly path: string;
  readonly camera: string;
  /** Cameras of the task that go along with it. */
  readonly others: readonly { readonly name: string; readonly topic: string }[];
  /** Cameras of the task that were not recorded, with their topics. */
  readonly missing: readonly string[];
  /** Messages of the camera's topic, where the recording tells. */
  readonly frames?: number;
  readonly cameraInfo?: string;
  /** Topics with transforms. */
  readonly transforms: readonly string[];
  /** Topic of the depth images that would be used. */
  readonly depth?: string;
  /** Whether one of them goes with one of the first frames. */
  readonly depthSeen: boolean;
  /** The frame in which TF tells where the camera stands, in one of the first frames. */
  readonly fixedFrame?: string;
  /** Of the task, where it has one: `/gripper/width.data`. It is recorded, or the check fails. */
  readonly signal?: string;
  /** Whether TF tells where the task's gripper frame is, in one of the first frames. */
  readonly gripper: boolean;
  /** Why depth or TF go unused so far. */
  readonly remarks: readonly string[];
  /** Of the first frame that can be read; absent where none of the first can. */
  readonly lens?: IntrinsicsSource;
  /** Whether the up direction is known in one of the first frames. */
  readonly up: boolean;
  /** It was labelled before. */
  readonly labelled: boolean;
  /** Its recorder crashed. */
  readonly truncated: boolean;
}

type Settings = Pick<LabelSettings, "task" | "camera" | "fov" | "pitch" | "staticTransforms">;

interface Looked {
  readonly frames: readonly Frame[];
  readonly reasons: readonly Reason[];
}

/** All that the first frames could tell has been told. */
const tellsAll = ({ up, depth, gripper }: Frame, camera: Camera, { task }: Settings): boolean =>
  up !== undefined &&
  (camera.depth === undefined || depth !== undefined) &&
  (task.gripperFrame === undefined || gripper !== undefined);

/** Kinds of remarks on what is known besides the picture. */
const besides: ReadonlySet<ReasonKind> = new Set(["depth", "tf", "recording"]);

/** Frames that are looked at for a lens and an up direction, which may come a little later. */
const looked = 50;

const firstFrames = async (
  reader: BagReader,
  camera: Camera,
  settings: Settings,
): Promise<Looked> => {
  const frames: Frame[] = [];
  let seen = 0;
  const all = cameraFrames(reader, camera, settings);
  for await (const { content } of all) {
    if (isFrame(content)) frames.push(content);
    const newest = frames.at(-1);
    if (++seen === looked || (newest && tellsAll(newest, camera, settings))) break;
  }
  return { frames, reasons: all.reasons() };
};

const wantedOf = ({ camera, task }: Settings) => {
  const [ofTask] = Object.values(task.cameras);
  return {
    ...(camera === undefined ? {} : { flag: camera }),
    ...(ofTask === undefined ? {} : { task: ofTask }),
  };
};

/**
 * Looks at a recording before it is labelled.
 * @throws SpatialRewardError bag.*, and task.signal as labelling would
 */
export const checkRecording = async (path: string, settings: Settings): Promise<RecordingCheck> => {
  const reader = await openSource(path);
  try {
    const chosen = chooseCamera(reader.topics, wantedOf(settings));
    const camera = withDepth(reader.topics, chosen, settings);
    const { image, cameraInfo } = camera;
    const { recorded, missing } = otherCameras(reader.topics, camera, settings.task.cameras);
    const { signal } = settings.task;
    await requireSignal(reader, signal);
    const { frames, reasons } = await firstFrames(reader, camera, settings);
    const fixedFrame = frames.find(({ pose }) => pose)?.pose?.frame;
    const lens = frames[0]?.intrinsicsSource;
    return {
      path,
      camera: image.name,
      others: recorded.map(({ name, image: { name: topic } }) => ({ name, topic })),
      missing,
      ...(image.count === undefined ? {} : { frames: image.count }),
      ...(cameraInfo === undefined ? {} : { cameraInfo: cameraInfo.name }),
      transforms: reader.topics.filter(isTransformsTopic).map(({ name }) => name),
      ...(camera.depth && { depth: camera.depth.image.name }),
      depthSeen: frames.some(({ depth }) => depth !== undefined),
      ...(fixedFrame === undefined ? {} : { fixedFrame }),
      ...(signal && { signal: signalName(signal) }),
      gripper: frames.some(({ gripper }) => gripper !== undefined),
      remarks: reasons.flatMap(({ kind, what }) => (besides.has(kind) ? [what] : [])),
      ...(lens === undefined ? {} : { lens }),
      up: frames.some(({ up }) => up !== undefined),
      labelled: reader.topics.some(({ name }) => isLabelTopic(name)),
      truncated: reader.truncated,
    };
  } finally {
    await reader.close();
  }
};
