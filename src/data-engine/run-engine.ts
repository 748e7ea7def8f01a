import { join } from "node:path";
import { type Relation, SpatialRewardError } from "../core/index.js";
import { type FrameSettings, openFrames } from "./frames/index.js";
import type { FrameSource } from "./frames/open-frames.js";
import { makeDataset } from "./output/make.js";
import type { SourceSummary } from "./output/summary.js";
import type { Detector } from "./things/index.js";

export interface EngineOptions {
  /** Recordings, folders of pictures, LeRobot datasets. */
  readonly sources: readonly string[];
  /** A data set for each source goes into it. */
  readonly out: string;
  readonly detector: Detector;
  readonly frames: FrameSettings;
  readonly seed: number;
  readonly perImage: number;
  readonly kinds?: readonly Relation[];
  readonly allImages?: boolean;
  readonly jobs: number;
  /** Of this program. */
  readonly version: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (source: string, done: number, total: number | undefined) => void;
}

const refuseTwice = (sources: readonly FrameSource[]): void => {
  const byName = new Map<string, string>();
  for (const { name, path } of sources) {
    const other = byName.get(name);
    if (other !== undefined)
      throw new SpatialRewardError(
        "usage.argument",
        `${other} and ${path} are both called ${name}; give them in two runs`,
      );
    byName.set(name, path);
  }
};

const make = async (source: FrameSource, options: EngineOptions): Promise<SourceSummary> => {
  const { detector, seed, perImage, kinds, allImages, version, onProgress } = options;
  const frames = await source.open(options.frames);
  const asked = { seed, perImage, ...(kinds && { kinds }), ...(allImages && { allImages }) };
  try {
    return await makeDataset(frames, {
      source: source.path,
      output: join(options.out, source.name),
      settings: { ...asked, detector, sourceName: source.name },
      jobs: options.jobs,
      madeBy: JSON.stringify([
        version,
        detector.source,
        detector.names ?? [],
        options.frames,
        asked,
      ]),
      signal: options.signal,
      onProgress: (done, total) => onProgress?.(source.name, done, total),
    });
  } finally {
    await frames.close();
  }
};

/**
 * The paper's data engine: pictures into metric questions with answers, a data set for each source. See docs/data-engine.md.
 * @throws SpatialRewardError usage.argument, dataset.invalid, bag.*, video.*, output.*, interrupted, what a detector throws
 */
export const runEngine = async (options: EngineOptions): Promise<readonly SourceSummary[]> => {
  const sources = (await Promise.all(options.sources.map(openFrames))).flat();
  refuseTwice(sources);
  const summaries: SourceSummary[] = [];
  for (const source of sources) summaries.push(await make(source, options));
  return summaries;
};
