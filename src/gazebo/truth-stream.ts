import type { Pose, SpatialFact } from "../core/index.js";
import type { MessageHeader } from "../messages/index.js";
import { createPoseHistory } from "./pose-history.js";
import type { PoseSample } from "./pose-message.js";
import { opticalPose, type SceneNames, type Thing, thingsSeen, trueFacts } from "./true-facts.js";

/** What is true of one image. */
export interface TrueFrame extends MessageHeader {
  readonly facts: readonly SpatialFact[];
  /** The camera's optical frame in the world. */
  readonly optical: Pose;
  readonly things: readonly Thing[];
}

/** Images that wait for their poses; the oldest is given up beyond that. */
const waitingAtMost = 50;

/**
 * Poses come at their own rate, images at theirs. What is true of an image is told as soon as there are poses from
 * before and after its stamp; images from before the first pose are never told of.
 */
export const createTruthStream = (names: SceneNames, tell: (frame: TrueFrame) => void) => {
  const history = createPoseHistory();
  let waiting: MessageHeader[] = [];

  const tellOf = (header: MessageHeader): void => {
    const poses = history.at(header.stamp);
    const camera = poses.get(names.camera);
    if (camera === undefined) return;
    const optical = opticalPose(camera);
    const things = thingsSeen(poses, optical, names);
    tell({ ...header, optical, things, facts: trueFacts(things, optical) });
  };

  const tellAll = (): void => {
    const ready = waiting.filter(({ stamp }) => history.reaches(stamp));
    waiting = waiting.filter((header) => !ready.includes(header));
    ready.forEach(tellOf);
  };

  return {
    takePoses: (samples: readonly PoseSample[]): void => {
      for (const sample of samples) {
        // After a reset what waits is of a time that has passed.
        if (history.add(sample)) waiting = [];
      }
      tellAll();
    },
    takeImage: (header: MessageHeader): void => {
      waiting = [...waiting, header].slice(-waitingAtMost);
      tellAll();
    },
  };
};
