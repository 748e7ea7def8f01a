import type { BagReader } from "../bag/index.js";
import { type Camera, chooseCamera, otherCameras } from "./camera.js";
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
    if (origin.kind === "stored" || !mayUse(settings, "cameras")) return pacing;
    const { recorded, missing } = otherCameras(reader.topics, pacing, settings.task.cameras);
    return {
      ...pacing,
      ...(recorded.length > 0 && { others: recorded }),
      ...(missing.length > 0 && { missing }),
    };
  } catch (thrown) {
    if (origin.kind === "stored" && settings.camera === undefined) return undefined;
    throw thrown;
  }
};
