import { createRandom, type Relation, type RgbImage } from "../core/index.js";
import { type DataLine, generateQuestions, seedFor } from "../dataset/index.js";
import type { GivenFrame } from "./frames/index.js";
import { lineOf } from "./line.js";
import { eachOnce } from "./names/index.js";
import { askableKinds } from "./relations.js";
import { type EngineScene, sceneOf } from "./scene.js";
import { isCloseUp, unsuitableColours } from "./suitable.js";
import type { Detector, FoundThing } from "./things/index.js";

export interface JudgeSettings {
  readonly detector: Detector;
  readonly seed: number;
  readonly perImage: number;
  /** Relations to ask of; all that boxes tell when absent. */
  readonly kinds?: readonly Relation[];
  /** Pictures that show no scene are asked about as well. */
  readonly allImages?: boolean;
  /** Of the source, for seeds. */
  readonly sourceName: string;
}

/** What came of a picture. */
export type Judged =
  | {
      readonly kind: "line";
      readonly line: DataLine;
      readonly nameless: number;
      readonly scene: EngineScene;
    }
  | { readonly kind: "left out"; readonly why: string };

const leftOut = (why: string): Judged => ({ kind: "left out", why });

/** Where a gripper begins is a convention, which no box around it tells. */
const grippers = /\b(gripper|robot|end effector)\b/i;

const sourceOf = ({ by }: EngineScene, { detector }: JudgeSettings): string =>
  by === "depth" ? `depth, things of ${detector.source}` : detector.source;

const unsuitable = (
  { frame }: GivenFrame,
  picture: RgbImage,
  { allImages }: JudgeSettings,
): string | undefined => {
  if (allImages) return undefined;
  const why = unsuitableColours(picture);
  // A depth camera has no screenshots: what is drawn in its pictures is a simulator's.
  return why === "screenshot or drawing" && frame.depth ? undefined : why;
};

const asked = (given: GivenFrame, line: DataLine, settings: JudgeSettings): DataLine => {
  const { seed, perImage, kinds, sourceName } = settings;
  const random = createRandom(seedFor(seed, `${sourceName}/${given.name}`));
  const relations = kinds ?? askableKinds();
  return {
    ...line,
    seed,
    questions: generateQuestions(line, random, { perImage, kinds: relations, once: true }),
  };
};

/**
 * A picture as a line of a data set, with questions; or why it is left out.
 * @throws SpatialRewardError image.* of a picture that doesn't decode; what the detector throws
 */
export const judge = async (
  given: GivenFrame,
  settings: JudgeSettings,
  signal?: AbortSignal,
): Promise<Judged> => {
  const { depth, intrinsicsSource } = given.frame;
  // What depth measures across the picture is as wrong as the lens; a model's own places know of it.
  if (depth && intrinsicsSource === "assumed") return leftOut("depth, and no lens that is known");
  const picture = await given.frame.rgb();
  const why = unsuitable(given, picture, settings);
  if (why !== undefined) return leftOut(why);
  const all = await settings.detector.find(given, signal);
  const found = eachOnce(all).filter(({ name }: FoundThing) => !grippers.test(name));
  if (found.length === 0) return leftOut("no things");
  if (
    !settings.allImages &&
    isCloseUp(
      found.map(({ box }) => box),
      given.frame,
    )
  )
    return leftOut("close-up");
  const { seed, sourceName } = settings;
  const random = createRandom(seedFor(seed, `surface of ${sourceName}/${given.name}`));
  const scene = await sceneOf(given, found, random);
  if (scene.things.length === 0)
    return leftOut(depth ? "depth shows no thing" : "no depth, and no model places things");
  const { line, nameless } = lineOf(given, scene, picture, sourceOf(scene, settings));
  const whole = asked(given, line, settings);
  if (whole.questions?.length === 0) return leftOut("nothing sure enough to ask");
  return { kind: "line", line: whole, nameless, scene };
};
