import type { Metres, Seconds } from "../core/index.js";

/** What is known of one moment of an episode. */
export interface Moment {
  /** Between the task's two things: of a reward, the gripper and its object. */
  readonly distance?: Metres;
  /** How far the object has risen in the picture since the episode began (see `stepRaised`). */
  readonly raised?: Metres;
}

/** One frame of an episode. */
export interface TracePoint {
  readonly t: Seconds;
  /** As answered; its distance is filtered, as labelling does. */
  readonly said: Moment;
  /** The distance before the filter. */
  readonly raw?: Metres;
  readonly true: Moment;
}

/** How an episode ended. */
export interface Ended {
  /** As its maker says: success, miss, wrong_object, … */
  readonly outcome: string;
  /** Undefined when nobody says. */
  readonly succeeded?: boolean;
}

/** Episodes that end with the object held: `moved` ones were disturbed on the way. */
const successes: ReadonlySet<string> = new Set(["success", "moved"]);
const unknown = "unknown";

export const endedAs = (outcome: string = unknown): Ended =>
  outcome === unknown ? { outcome } : { outcome, succeeded: successes.has(outcome) };

/** The same frames, with the task's second thing exchanged for another. */
export interface OtherThing {
  readonly object: string;
  readonly points: readonly TracePoint[];
}

/** An episode, frame by frame. */
export interface Trace extends Ended {
  readonly episode: string;
  readonly points: readonly TracePoint[];
  /** The film run to its end and back to its beginning, 2T − 1 frames. */
  readonly cycle: readonly TracePoint[];
  /** Empty where other things were not asked about. */
  readonly others: readonly OtherThing[];
}
