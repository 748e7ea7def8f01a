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

/** An episode, frame by frame. */
export interface Trace {
  readonly episode: string;
  /** How it ended, as its maker says: success, miss, wrong_object, … */
  readonly outcome: string;
  /** Undefined when nobody says. */
  readonly succeeded?: boolean;
  readonly points: readonly TracePoint[];
}
