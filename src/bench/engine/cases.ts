import { readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { createRandom } from "../../core/index.js";
import {
  boxesDetector,
  type Detector,
  type FoundThing,
  type GivenFrame,
  lineOf,
  sceneOf,
} from "../../data-engine/index.js";
import { type DataLine, readDataset } from "../../dataset/index.js";
import { depthFromFile, frameFromFile } from "../../messages/index.js";
import { withStillDepth } from "../../scene/index.js";

/** Which depth a picture is lifted by, and how many units of its files are a metre. */
export interface DepthKind {
  readonly folder: "clean" | "noisy";
  readonly scale: number;
}

export const depthKinds: readonly DepthKind[] = [
  { folder: "clean", scale: 10_000 },
  { folder: "noisy", scale: 1000 },
];

/** What the engine makes of a picture, beside the truth. */
export interface EngineCase {
  readonly truth: DataLine;
  readonly lifted: DataLine;
  /** Milliseconds from the decoded picture and its things to the line. */
  readonly milliseconds: number;
}

const givenOf = async (root: string, line: DataLine, kind: DepthKind): Promise<GivenFrame> => {
  const name = basename(line.image, extname(line.image));
  const { up: _, ...intrinsics } = line.camera;
  const picture = join(root, line.image);
  const frame = await frameFromFile(await readFile(picture), picture, { intrinsics });
  const depth = join(root, kind.folder, `${name}.png`);
  const content = depthFromFile(await readFile(depth), depth, kind.scale);
  // Decoded before the clock starts.
  content.metresIn({ left: 0, top: 0, right: 1, bottom: 1 });
  return { name, frame: withStillDepth(frame, content, depth), file: picture };
};

/** Boxes and masks that are true: what errs then is the lifting. */
export const trueThings = (root: string, withMasks: boolean): Detector => {
  const boxes = boxesDetector(join(root, "things"));
  return {
    ...boxes,
    find: async (given) => {
      const found = await boxes.find(given);
      return withMasks ? found : found.map(({ mask: _, ...rest }): FoundThing => rest);
    },
  };
};

/** Each picture of a folder that `simulate rgbd` has drawn. */
export async function* engineCases(
  root: string,
  kind: DepthKind,
  detector: Detector,
): AsyncGenerator<EngineCase> {
  let index = 0;
  for await (const truth of readDataset(root)) {
    const given = await givenOf(root, truth, kind);
    const picture = await given.frame.rgb();
    const all = await detector.find(given);
    const found = all.filter(({ name }) => name !== "gripper");
    const started = performance.now();
    const scene = await sceneOf(given, found, createRandom(index++));
    const { line: lifted } = lineOf(given, scene, picture, "bench");
    yield { truth, lifted, milliseconds: performance.now() - started };
  }
}
