import type { BagReader, TopicInfo } from "../bag/index.js";
import { type Camera, chooseCamera, otherCameras } from "./camera.js";
import { chooseDepth } from "./depth-camera.js";
import { storedOrigin } from "./provenance.js";
import { type FactOrigin, type LabelSettings, mayUse } from "./settings.js";

/** One recording to be labelled. */
export interface BagJob {
  /** An .mcap, .db3 or .bag file, or a rosbag2 folder. */
  readonly input: string;
  /** The folder to be made. */
  readonly output: string;
  /** An output in its place that was made from something else is made anew. */
  readonly overwrite?: boolean;
  readonly settings: LabelSettings;
  readonly origin: FactOrigin;
  readonly signal: AbortSignal;
  /** Messages of the camera's topic: read so far, and in all where the recording tells. */
  readonly onProgress: (done: number, total: number | undefined) => void;
  /** What a user should know and what is no error; each at most once. */
  readonly onRemark: (text: string) => void;
}

/** @throws SpatialRewardError bag.no-depth */
export const withDepth = <C extends Camera>(
  topics: readonly TopicInfo[],
  camera: C,
  settings: Pick<LabelSettings, "task" | "evidence">,
): C =>
  mayUse(settings, "depth")
    ? { ...camera, ...chooseDepth(topics, camera.image, settings.task) }
    : camera;

/** The camera that stored facts were asked about is known from their provenance, and only good for pictures. */
export const cameraOf = (reader: BagReader, { settings, origin }: BagJob): Camera | undefined => {
  const [ofTask] = Object.values(settings.task.cameras);
  const task = origin.kind === "stored" ? (storedOrigin(reader).camera ?? ofTask) : ofTask;
  const wanted = {
    ...(settings.camera === undefined ? {} : { flag: settings.camera }),
    ...(task === undefined ? {} : { task }),
  };
  try {
    const pacing = chooseCamera(reader.topics, wanted);
    if (origin.kind === "stored") return pacing;
    const known = withDepth(reader.topics, pacing, settings);
    if (!mayUse(settings, "cameras")) return known;
    const { recorded, missing } = otherCameras(reader.topics, pacing, settings.task.cameras);
    const others = recorded.map((other) => withDepth(reader.topics, other, settings));
    return {
      ...known,
      ...(others.length > 0 && { others }),
      ...(missing.length > 0 && { missing }),
    };
  } catch (thrown) {
    if (origin.kind === "stored" && settings.camera === undefined) return undefined;
    throw thrown;
  }
};
