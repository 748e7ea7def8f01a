import type { BagReader } from "../bag/index.js";
import type { Frame, IntrinsicsSource } from "../core/index.js";
import { isTransformsTopic } from "../messages/index.js";
import { isFrame } from "../scene/index.js";
import { openSource } from "../source/index.js";
import { type Camera, chooseCamera, otherCameras } from "./camera.js";
import { cameraFrames } from "./camera-frames.js";
import { isLabelTopic, type LabelSettings } from "./settings.js";

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
  /** Of the first frame that can be read; absent where none of the first can. */
  readonly lens?: IntrinsicsSource;
  /** Whether the up direction is known in one of the first frames. */
  readonly up: boolean;
  /** It was labelled before. */
  readonly labelled: boolean;
  /** Its recorder crashed. */
  readonly truncated: boolean;
}

type Settings = Pick<LabelSettings, "task" | "camera" | "fov" | "pitch">;

/** Frames that are looked at for a lens and an up direction, which may come a little later. */
const looked = 50;

const firstFrames = async (
  reader: BagReader,
  camera: Camera,
  settings: Settings,
): Promise<readonly Frame[]> => {
  const frames: Frame[] = [];
  let seen = 0;
  for await (const { content } of cameraFrames(reader, camera, settings)) {
    if (isFrame(content)) frames.push(content);
    if (++seen === looked || frames.at(-1)?.up) break;
  }
  return frames;
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
 * @throws SpatialRewardError bag.*
 */
export const checkRecording = async (path: string, settings: Settings): Promise<RecordingCheck> => {
  const reader = await openSource(path);
  try {
    const camera = chooseCamera(reader.topics, wantedOf(settings));
    const { image, cameraInfo } = camera;
    const { recorded, missing } = otherCameras(reader.topics, camera, settings.task.cameras);
    const frames = await firstFrames(reader, camera, settings);
    const lens = frames[0]?.intrinsicsSource;
    return {
      path,
      camera: image.name,
      others: recorded.map(({ name, image: { name: topic } }) => ({ name, topic })),
      missing,
      ...(image.count === undefined ? {} : { frames: image.count }),
      ...(cameraInfo === undefined ? {} : { cameraInfo: cameraInfo.name }),
      transforms: reader.topics.filter(isTransformsTopic).map(({ name }) => name),
      ...(lens === undefined ? {} : { lens }),
      up: frames.some(({ up }) => up !== undefined),
      labelled: reader.topics.some(({ name }) => isLabelTopic(name)),
      truncated: reader.truncated,
    };
  } finally {
    await reader.close();
  }
};
