import {
  type CameraPose,
  conjugate,
  inParent,
  rotateCovariance,
  type Stamp,
  seenFrom,
  varianceAlong,
} from "../core/index.js";
import { type Remembered, recall } from "./memory.js";
import type { Place } from "./place.js";
import { type PlacedThing, restsOnModel } from "./place-things.js";
import { unknownScale } from "./scale.js";
import { isMeasured } from "./trust.js";

/** What is remembered of things, by their phrases; `frame` is where their places are. */
export interface Memory {
  readonly frame: string;
  readonly things: ReadonlyMap<string, Remembered>;
}

export const noMemory: Memory = { frame: "", things: new Map() };

/** A gripper known worse than this can't tell whether it carries something. [m] */
const sureGripper = 0.02;

const outside = ({ pose }: CameraPose, { point, covariance }: Place): Place => ({
  point: inParent(pose, point),
  covariance: rotateCovariance(pose.rotation, covariance),
});

const inside = ({ pose }: CameraPose, { point, covariance }: Place): Place => ({
  point: seenFrom(pose, point),
  covariance: rotateCovariance(conjugate(pose.rotation), covariance),
});

const isSure = ({ used, covariance }: PlacedThing): boolean =>
  used.some(({ source }) => isMeasured(source)) &&
  (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).every((axis) => varianceAlong(covariance, axis) < sureGripper ** 2);

/** What stands in for a thing that was not seen. */
const remembered = (thing: string, place: Place): PlacedThing => ({
  ...place,
  thing,
  used: [{ source: "memory", thing, ...place }],
  refused: [],
  scale: unknownScale,
  lever: [0, 0, 0],
});

/** Things as they are by all sightings so far: where the camera knows where it stands. The gripper moves, and is not remembered. */
export const rememberThings = (
  before: Memory,
  placed: ReadonlyMap<string, PlacedThing>,
  {
    stamp,
    pose,
    gripper,
  }: { readonly stamp: Stamp; readonly pose: CameraPose | undefined; readonly gripper: string },
): { readonly memory: Memory; readonly things: ReadonlyMap<string, PlacedThing> } => {
  if (!pose) return { memory: before, things: placed };
  const known = before.frame === pose.frame ? before.things : new Map<string, Remembered>();
  const hand = placed.get(gripper);
  const holding = hand && isSure(hand) ? outside(pose, hand) : undefined;
  const memories = new Map(known);
  const things = new Map(placed);
  for (const thing of new Set([...known.keys(), ...placed.keys()])) {
    if (thing === gripper) continue;
    const here = placed.get(thing);
    // A model's depth errs in the same way for as long as it looks: remembering it makes it no better.
    const seen = here && restsOnModel(here) && !here.byDistance ? undefined : here;
    if (here && !seen && !known.has(thing)) continue;
    const recalled = recall(known.get(thing), stamp, seen && outside(pose, seen), holding);
    if (!recalled) continue;
    memories.set(thing, recalled.next);
    const place = inside(pose, recalled);
    const isOwn = seen !== undefined && !recalled.isDoubted;
    things.set(
      thing,
      isOwn
        ? { ...seen, ...place }
        : { ...remembered(thing, place), ...(seen?.said && { said: seen.said }) },
    );
  }
  return { memory: { frame: pose.frame, things: memories }, things };
};
