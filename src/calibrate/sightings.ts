import {
  assumedFovDegrees,
  distanceBetween,
  type Failure,
  type Frame,
  failureOf,
  type Intrinsics,
  intrinsicsFromFov,
  lift,
  type Metres,
  project,
  type Tally,
  type Vec3,
} from "../core/index.js";
import type { CommonError, Seen, Sighting } from "../hand-eye/index.js";
import { mapInOrder } from "../label/index.js";
import { requireServer } from "../pipeline/index.js";
import type { Answer, Backend, Located } from "../vlm/index.js";
import { questionFor } from "../vqa/index.js";
import type { Placed } from "./gripper-frames.js";

/** Frames between decoding and the answer: enough to keep a model busy. */
const inFlight = 4;
/** A gripper that has not moved so far since the frame before says nothing new. */
const leastStep: Metres = 0.003;
/** Probability; what is rather not in view is pointed at anywhere. */
const leastVisible = 0.5;

/**
 * What nano points at the gripper by alike near one place: with it, the deviations held for 24 cameras of simulated
 * recordings (10 of the 11 that could be placed within their 90 %).
 */
const common: CommonError = { share: 0.008, reach: 0.1 };

/** Leaves out frames in which the gripper stands still. */
async function* moving(frames: AsyncIterable<Placed>, left: Tally): AsyncGenerator<Placed> {
  let last: Vec3 | undefined;
  for await (const placed of frames) {
    if (last && distanceBetween(last, placed.gripper) < leastStep) {
      left.add("other", "the gripper stands still");
      continue;
    }
    last = placed.gripper;
    yield placed;
  }
}

/** A picture with where the model points at the gripper, and where TF has it. */
export interface Pointed extends Placed {
  readonly located: Located;
}

const isFailure = (asked: Answer | undefined | Failure): asked is Failure =>
  asked !== undefined && "code" in asked;

/** What becomes of a frame: where the gripper is pointed at, or why it is left out. */
const readOf = (asked: Answer | undefined | Failure, source: string): Located | string => {
  if (isFailure(asked)) return asked.message;
  if (asked?.failure) return asked.failure.message;
  if (!asked?.subject) return `${source} doesn't say where in the picture the gripper is`;
  return asked.subject.visible < leastVisible ? "the gripper is not visible" : asked.subject;
};

/**
 * Asks where the gripper is in each frame in which it has moved. What is left out is counted in `left`.
 * @throws SpatialRewardError server.* where no further frame would be answered; rejects when the signal aborts
 */
export async function* pointed(
  frames: AsyncIterable<Placed>,
  { backend, gripper }: { readonly backend: Backend; readonly gripper: string },
  left: Tally,
  signal: AbortSignal,
): AsyncGenerator<Pointed> {
  const question = questionFor({ relation: "visible", subject: gripper, object: "" });
  const ask = async (frame: Frame): Promise<Answer | undefined | Failure> => {
    try {
      const [answer] = await backend.ask(frame, [question], signal);
      return answer;
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const failure = failureOf(thrown, "model.failed");
      const { stamp, frameId } = frame;
      requireServer({ stamp, frameId, facts: [], unanswered: [], failure });
      return failure;
    }
  };
  const asked = async (placed: Placed) => ({ placed, answer: await ask(placed.frame) });
  for await (const { placed, answer } of mapInOrder(moving(frames, left), inFlight, asked)) {
    const located = readOf(answer, backend.identity.source);
    if (typeof located === "string") left.add("unanswered", located);
    else yield { ...placed, located };
  }
}

const sightingOf = ({ frame, gripper, located }: Pointed, intrinsics: Intrinsics): Sighting => {
  // Each frame may have a lens of its own; the solver knows one.
  const ray = lift(located.pixel, 1, frame.intrinsics ?? intrinsics);
  const depth = located.point?.[2] ?? 0;
  return {
    inBase: gripper,
    pixel: project(ray, intrinsics) ?? located.pixel,
    ...(depth > 0 && { depth }),
  };
};

/** @param all at least one */
export const seenIn = (all: readonly Pointed[]): Seen => {
  const [first] = all;
  const intrinsics = first?.frame.intrinsics ?? intrinsicsFromFov(1, 1, assumedFovDegrees);
  return { intrinsics, common, sightings: all.map((each) => sightingOf(each, intrinsics)) };
};
