import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type BagReader, writing } from "../bag/index.js";
import {
  counted,
  type Failure,
  type Reason,
  SpatialRewardError,
  type Stamp,
} from "../core/index.js";
import { isFrame } from "../scene/index.js";
import type { Camera } from "./camera.js";
import { cameraFrames } from "./camera-frames.js";
import { fusedFrames } from "./fused-frames.js";
import { observeFrames, offered } from "./observe-frames.js";
import type { ObservedFrame } from "./observed-frame.js";
import { openPictures, type Pictures } from "./pictures.js";
import { type MadeFrom, observedFrom } from "./provenance.js";
import type { FactOrigin, LabelSettings } from "./settings.js";
import { openStage, readStage } from "./stage.js";
import { storedFrames } from "./stored-frames.js";
import { type View, viewOf } from "./view.js";

/** The frames of a recording after they have been asked about, or with what was stored of them. */
export interface Observed {
  readonly count: number;
  /** Of `count`, those that this run asked about or took from the recording. */
  readonly fresh: number;
  /** From the first one on, each time it is called. */
  readonly frames: () => AsyncIterable<ObservedFrame>;
  readonly pictures: Pictures;
  /** What was skipped, assumed or not believed when frames were put together. */
  readonly reasons: readonly Reason[];
}

export interface ObservedParts {
  readonly reader: BagReader;
  /** Always there when a model is asked. */
  readonly camera?: Camera;
  readonly settings: LabelSettings;
  readonly madeFrom: MadeFrom;
  /** Folder that keeps what a run has reached, for the next one. */
  readonly work: string;
  readonly signal: AbortSignal;
  readonly onMessage: () => void;
}

type Model = Extract<FactOrigin, { kind: "model" }>;

/** Asks the model, going on where an earlier run stopped. */
export const askedFrames = async (
  { backend }: Model,
  camera: Camera,
  parts: ObservedParts,
): Promise<Observed> => {
  const { work, madeFrom, settings } = parts;
  const path = join(work, "observations.jsonl");
  const stage = await openStage(path, observedFrom(madeFrom, settings.task));
  const pictures = await openPictures(join(work, "pictures"));
  try {
    const asked = await observeFrames({ ...parts, camera, backend, stage, pictures });
    const { count: fresh, reasons } = asked;
    return {
      count: stage.found + fresh,
      fresh,
      frames: () => fusedFrames(readStage(path), settings.task),
      pictures,
      reasons,
    };
  } finally {
    await stage.close();
  }
};

/** Pictures of the stored frames, and how they were seen by stamp, where the recording still has their images. */
const addPictures = async (
  stamps: readonly Stamp[],
  pictures: Pictures,
  { reader, camera, settings, onMessage, signal }: ObservedParts,
): Promise<ReadonlyMap<Stamp, View>> => {
  const views = new Map<Stamp, View>();
  if (!camera) return views;
  const positions = new Map(stamps.map((stamp, position) => [stamp, position]));
  const { rate: _, ...everyFrame } = settings;
  for await (const { stamp, content } of cameraFrames(reader, camera, everyFrame, onMessage)) {
    signal.throwIfAborted();
    const position = positions.get(stamp);
    if (position === undefined || !isFrame(content)) continue;
    views.set(stamp, viewOf(content));
    await offered(pictures, position, content);
  }
  return views;
};

async function* viewed(
  frames: AsyncIterable<ObservedFrame>,
  views: ReadonlyMap<Stamp, View>,
): AsyncGenerator<ObservedFrame> {
  for await (const frame of frames) {
    const view = views.get(frame.observation.stamp);
    yield { ...frame, ...(view && { view }) };
  }
}

/** Takes what an earlier labelling stored in the recording. */
export const rememberedFrames = async (parts: ObservedParts): Promise<Observed> => {
  const { reader, settings, work } = parts;
  const pictures = await openPictures(join(work, "pictures"));
  const frames = (): AsyncIterable<ObservedFrame> => storedFrames(reader, settings);
  const stamps: Stamp[] = [];
  for await (const { observation } of frames()) stamps.push(observation.stamp);
  const views = await addPictures(stamps, pictures, parts);
  return {
    count: stamps.length,
    fresh: stamps.length,
    frames: () => viewed(frames(), views),
    pictures,
    reasons: [],
  };
};

/** @throws SpatialRewardError the first frame's failure when none of them could be read or asked about */
export const requireReadable = async ({ count, frames }: Observed): Promise<void> => {
  let first: Failure | undefined;
  for await (const { observation } of frames()) {
    if (!observation.failure) return;
    first ??= observation.failure;
  }
  if (first) {
    const { code, message } = first;
    throw new SpatialRewardError(
      code,
      `none of its ${counted(count, "frame")} could be labelled: ${message}`,
    );
  }
  throw new SpatialRewardError("bag.empty", "its camera topic has no messages");
};

export const makeWork = (folder: string): Promise<unknown> =>
  writing(folder, () => mkdir(folder, { recursive: true }));
