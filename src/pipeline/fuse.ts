import {
  isLengthFact,
  norm,
  type Observation,
  type PointEvidence,
  type Refusal,
  type SpatialFact,
  type Stamp,
  subtract,
} from "../core/index.js";
import {
  fromOtherCamera,
  inTime,
  isMeasured,
  type LagState,
  type Measure,
  type Memory,
  noMemory,
  type PlacedThings,
  placeThings,
  rememberThings,
  restartLag,
  type ScaleState,
  startLag,
  startScale,
  sureLag,
} from "../estimate/index.js";
import { fusedFact, standIn } from "./fused-lengths.js";

/** What is remembered from frame to frame. */
export interface FuseState {
  /** Of the camera's model: it holds for the whole recording. */
  readonly scale: ScaleState;
  /** Of the robot's transforms: it holds for the whole recording, too. */
  readonly lag: LagState;
  /** Of the episode's things. */
  readonly memory: Memory;
}

export const startFuse: FuseState = { scale: startScale, lag: startLag, memory: noMemory };

/** An episode begins with the next frame: things may have been put elsewhere. */
export const resetFuse = ({ scale, lag }: FuseState): FuseState => ({
  scale,
  lag: restartLag(lag),
  memory: noMemory,
});

export interface FuseStep {
  readonly state: FuseState;
  readonly observation: Observation;
}

const refusals = (things: PlacedThings["things"]): readonly Refusal[] =>
  [...things.values()].flatMap(({ thing, point, refused }) =>
    refused.map(({ source, point: told }) => ({
      source,
      thing,
      why: `${norm(subtract(told, point)).toFixed(2)} m from what else is known`,
    })),
  );

/** How far the model takes things to be from the gripper. */
const distancesFrom = (
  gripper: string,
  facts: readonly SpatialFact[],
): ReadonlyMap<string, Measure> =>
  new Map(
    facts.filter(isLengthFact).flatMap((fact) => {
      const { relation, subject, object, metres, stddev } = fact;
      if (relation !== "distance" || stddev === undefined) return [];
      const thing = subject === gripper ? object : object === gripper ? subject : undefined;
      return thing === undefined ? [] : [[thing, { metres, variance: stddev ** 2 }] as const];
    }),
  );

const isBesides = (told: readonly PointEvidence[]): boolean =>
  told.some(({ source }) => isMeasured(source));

/** Evidence with what TF tells of the gripper put to the picture's time. */
const timed = (state: LagState, told: readonly PointEvidence[], stamp: Stamp, gripper: string) => {
  const tf = told.find(({ source, thing }) => source === "tf" && thing === gripper);
  if (!tf) return { lag: state, told };
  const seen = told.find(({ source, thing }) => thing === gripper && !isMeasured(source));
  const at = inTime(state, stamp, tf, seen);
  return { lag: at.state, told: told.map((each) => (each === tf ? at.told : each)) };
};

/** Nothing was ever known but a model's own answers. */
const isFresh = ({ scale, memory }: FuseState): boolean =>
  scale.near.size + scale.far.size === 0 && memory.things.size === 0;

/**
 * The facts that count: lengths from where things are by all evidence, and what is not believed. A causal fold: the same
 * observations give the same facts, live and offline. An observation without evidence is left as it is.
 */
export const fuse = (state: FuseState, observation: Observation, gripper: string): FuseStep => {
  const { evidence, stamp, up, pose } = observation;
  if (!evidence || observation.failure) return { state, observation };
  const others = (observation.others ?? []).flatMap((other) => fromOtherCamera(other, observation));
  const { lag, told } = timed(state.lag, [...evidence, ...others], stamp, gripper);
  if (!isBesides(told) && isFresh(state)) return { state, observation };
  const distances = distancesFrom(gripper, observation.facts);
  const placed = placeThings(told, { scale: state.scale, gripper, distances });
  const { memory, things } = rememberThings(state.memory, placed.things, { stamp, pose, gripper });
  const late = sureLag(lag);
  const found = observation.unanswered.map((each) => ({ each, facts: standIn(each, things, up) }));
  const facts = observation.facts.map((fact) => fusedFact(fact, things, up));
  return {
    state: { scale: placed.scale, lag, memory },
    observation: {
      ...observation,
      facts: [...facts, ...found.flatMap((one) => one.facts)],
      unanswered: found.flatMap((one) => (one.facts.length > 0 ? [] : [one.each])),
      refused: [...(observation.refused ?? []), ...refusals(placed.things)],
      ...(late !== undefined && { tfLate: late }),
    },
  };
};
