import {
  isLengthRelation,
  type Metres,
  type Query,
  type Seconds,
  type Vec3,
} from "../../core/index.js";
import type { Condition, Potential } from "../expression/index.js";

/** A question the task's expressions need answered in every frame. */
export interface Need {
  /** By the names of the task file, without spaces: `distance(gripper,bottle)`. */
  readonly key: string;
  /** By the phrases of the task file, as a model is asked: `orange tea bottle`. */
  readonly query: Query;
  /** By the names of the task file; `object` is empty for relations of one thing. */
  readonly subject: string;
  readonly object: string;
  /** Not the answer itself, but how far the subject has risen since the episode began, by where it is seen. */
  readonly raised?: true;
}

/** Whether it is known in metres; else as a probability. */
export const isLengthNeed = ({ query, raised }: Need): boolean =>
  raised === true || isLengthRelation(query.relation);

export interface Stage {
  readonly name: string;
  /** Of the stage alone; outside of [0, 1] it counts as the nearer end. */
  readonly potential: Potential;
  readonly until: Condition;
  /** How long `until` must hold, in image time; a gap over 0.5 s restarts it, so slower cameras never get there. */
  readonly hold: Seconds;
  /** The two expressions as the file writes them. */
  readonly text: { readonly potential: string; readonly until: string };
  /** Keys of the needs of `potential` and `until`. */
  readonly needs: readonly string[];
}

/** A length that the user has measured. */
export interface KnownDimension {
  /** The name in the task file: an object's, or "gripper" or "table". */
  readonly name: string;
  /** The phrase in questions; of the table, its name. */
  readonly thing: string;
  /**
   * The object's extent across and along up, the gripper's between the outer sides of its fingers; a table's height is
   * where its surface lies in the frame that TF calls the world or the robot's base.
   */
  readonly dimension: "width" | "height" | "depth";
  readonly metres: Metres;
}

/** The TF frame in which the tool centre point stands still. */
export interface GripperFrame {
  readonly frame: string;
  /** Metres, of the tool centre point in that frame. */
  readonly offset: Vec3;
}

/** A task file that has been read and found right. */
export interface Task {
  /** What the robot is to do, in words. */
  readonly text: string;
  /** How questions name the end effector. */
  readonly gripper: string;
  /** Name in expressions -> phrase in questions. */
  readonly objects: Readonly<Record<string, string>>;
  /** Name -> topic; the first one paces the reward. Empty when the file names none. */
  readonly cameras: Readonly<Record<string, string>>;
  /** Of those cameras that have one: name -> topic of the depth image. */
  readonly depths?: Readonly<Record<string, string>>;
  readonly gripperFrame?: GripperFrame;
  readonly known?: readonly KnownDimension[];
  /** In (0, 1]. */
  readonly discountPerSecond: number;
  readonly successReward: number;
  readonly timeLimit?: Seconds;
  /** In [0, 1]: frames with less trust have no reward; 0 where the file asks for none. */
  readonly minTrust: number;
  /** By how much more than `until` asks a hold is left: its comparisons must fail by the factor 1 + this. */
  readonly hysteresis: number;
  /** In [0, 1]: frames with less trust count toward no hold. */
  readonly successTrust: number;
  /** A picture that has stood still for longer is a frozen camera's; undefined: pictures may stand still. */
  readonly maxStill?: Seconds;
  /** Metres per second: no length counts as changing faster. */
  readonly maxSpeed: number;
  /** At least one, in order. */
  readonly stages: readonly Stage[];
  /** The name of the last stage, whose end is success. */
  readonly success: string;
  /** Lengths and predicates, each once, in the order the expressions ask for them. */
  readonly needs: readonly Need[];
  /** The file's text, for provenance. */
  readonly source: string;
}
