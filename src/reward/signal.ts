import type { Seconds } from "../core/index.js";

/** A second sign of success, from a topic: the gripper's width, a force, a button. */
export interface SignalCue {
  readonly topic: string;
  /** Of the field, with dots; empty for a message that is one number. */
  readonly path: string;
  /** In the topic's own units. With neither bound the value must be true, which is anything but 0. */
  readonly above?: number;
  readonly below?: number;
  /** How old the latest message may be. */
  readonly stale: Seconds;
}

/** What a signal says at a frame; undefined where it said nothing lately. */
export type SignalSays = "yes" | "no";

/** Undefined for what is no number. */
export const signalSays = ({ above, below }: SignalCue, value: number): SignalSays | undefined => {
  if (Number.isNaN(value)) return undefined;
  const isBounded = above !== undefined || below !== undefined;
  const holds = isBounded
    ? value > (above ?? Number.NEGATIVE_INFINITY) && value < (below ?? Number.POSITIVE_INFINITY)
    : value !== 0;
  return holds ? "yes" : "no";
};

/** `/gripper/width.data`, as a task file has it. */
export const signalName = ({ topic, path }: SignalCue): string =>
  path === "" ? topic : `${topic}.${path}`;

/** A topic and a field of it: ROS's names have no dots. Undefined for anything else. */
export const signalParts = (text: string): Pick<SignalCue, "topic" | "path"> | undefined => {
  const [, topic, path = ""] = /^(\/[^.\s]+)(?:\.(\S+))?$/.exec(text.trim()) ?? [];
  return topic === undefined ? undefined : { topic, path };
};
