import type { BagReader } from "../bag/index.js";
import type { Failure, Observation, Reason } from "../core/index.js";
import { besidesOf, mayPass, observe, observeTogether, requireServer } from "../pipeline/index.js";
import { isFrame, type SceneFrame } from "../scene/index.js";
import type { Backend } from "../vlm/index.js";
import type { Camera } from "./camera.js";
import { type CameraFrames, cameraFrames } from "./camera-frames.js";
import { mapInOrder } from "./in-order.js";
import type { ObservedFrame } from "./observed-frame.js";
import { type Pictures, pictureOf } from "./pictures.js";
import type { LabelSettings } from "./settings.js";
import type { Stage } from "./stage.js";
import { viewOf } from "./view.js";

/** Frames between decoding and the stage: enough to keep a model busy while the next ones are decoded. */
const inFlight = 4;

export interface ObserveParts {
  readonly reader: BagReader;
  readonly camera: Camera;
  readonly settings: LabelSettings;
  readonly backend: Backend;
  readonly stage: Stage;
  readonly pictures: Pictures;
  readonly signal: AbortSignal;
  /** After every message of the camera's topic. */
  readonly onMessage: () => void;
}

type Positioned = SceneFrame & { readonly position: number };

/** The frames that the stage doesn't hold yet, with their positions among those taken. */
async function* remaining(
  frames: CameraFrames,
  { stage, signal }: ObserveParts,
): AsyncGenerator<Positioned> {
  let position = 0;
  for await (const frame of frames) {
    signal.throwIfAborted();
    if (position >= stage.found) yield { ...frame, position };
    position++;
  }
}

const unseen = ({ stamp, frameId }: SceneFrame, failure: Failure): Observation => ({
  stamp,
  frameId,
  facts: [],
  unanswered: [],
  failure,
});

export interface Asked {
  /** Frames that were asked about in this run. */
  readonly count: number;
  /** What was skipped, assumed or not believed, in the whole recording. */
  readonly reasons: readonly Reason[];
}

/**
 * Asks the model about every frame of a camera that has not been asked about yet, several frames at a time, and
 * stages what it says in order. A frame that can't be read or asked about is staged as a failure; one that a server
 * failed only once it has answered a later one, so that those before it went are asked about again when it is back.
 * Rejects with server.* when the server is gone, with the signal's reason when it aborts;
 * the stage then holds whole frames.
 */
export const observeFrames = async (parts: ObserveParts): Promise<Asked> => {
  const { reader, camera, settings, backend, stage, pictures, signal, onMessage } = parts;
  const frames = cameraFrames(reader, camera, settings, onMessage);
  const { task, evidence: kinds } = settings;
  const besides = besidesOf(task, kinds);
  const look = observeTogether(observe(backend, task.needs, undefined, { besides }));
  const seen = async (frame: Positioned): Promise<ObservedFrame> => {
    const { index, logTime, startsEpisode, content, position } = frame;
    if (!isFrame(content)) {
      return { index, logTime, startsEpisode, observation: unseen(frame, content) };
    }
    const makePicture = pictureOf(content);
    const observation = await look(content, signal);
    // Not before: it would take the machine from what asks, and mix up whom a server is asked about first.
    const picture = await makePicture();
    if (picture && !observation.failure) await pictures.keep(position, picture);
    const view = viewOf(content);
    return { index, logTime, startsEpisode, view, observation: requireServer(observation) };
  };
  let asked = 0;
  const append = async (frames: readonly ObservedFrame[]): Promise<void> => {
    for (const frame of frames) {
      await stage.append(frame);
      asked++;
    }
  };
  const doubtful: ObservedFrame[] = [];
  for await (const frame of mapInOrder(remaining(frames, parts), inFlight, seen)) {
    signal.throwIfAborted();
    doubtful.push(frame);
    if (!mayPass(frame.observation)) await append(doubtful.splice(0));
  }
  await append(doubtful);
  return { count: asked, reasons: frames.reasons() };
};
