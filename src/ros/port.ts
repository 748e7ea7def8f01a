import type { Stamp } from "../core/index.js";
import type { Closable, Log, Publisher } from "../live/index.js";
import type { ParameterValue } from "./parameter-table.js";

/** What the node needs of ROS, so that everything else of it runs, and is tested, without one. */

export interface Qos {
  readonly reliability: "reliable" | "best_effort";
  readonly durability: "volatile" | "transient_local";
  /** KEEP_LAST. */
  readonly depth: number;
}

/** A publisher or subscription that the graph knows. */
export interface Endpoint {
  /** `sensor_msgs/msg/Image` */
  readonly type: string;
  /** With its namespace. */
  readonly node: string;
  readonly reliability: Qos["reliability"] | "unknown";
  readonly durability: Qos["durability"] | "unknown";
}

export interface Subscription extends Closable {
  /** What is in force, after overrides by parameters. */
  readonly qos: Qos;
}

/** One goal of an action. */
export interface Goal {
  readonly request: unknown;
  /** Aborts when the client cancels. */
  readonly signal: AbortSignal;
  feedback(message: object): void;
}

export interface GoalEnd {
  readonly outcome: "succeeded" | "aborted" | "canceled";
  readonly result: object;
}

export interface ActionServer {
  readonly accepts: (request: unknown) => boolean;
  readonly execute: (goal: Goal) => Promise<GoalEnd>;
}

export interface RosNode {
  /** With its namespace: `/robot/spatial_reward`. */
  readonly name: string;
  readonly log: Log;
  /** ROS time: of the simulation where `use_sim_time` is on. */
  now(): Stamp;
  /** A topic's full name, remapped. */
  resolve(topic: string): string;
  publishersOf(topic: string): readonly Endpoint[];
  /** Names of a message's fields in the sourced ROS: a few differ from one release to the next. */
  fieldsOf(type: string): readonly string[];
  advertise(type: string, topic: string, qos: Qos): Publisher;
  /** Calls with CDR bytes of its own. `overridable`: qos_overrides.<topic>.subscription.* parameters count. */
  subscribe(
    type: string,
    topic: string,
    qos: Qos,
    onBytes: (bytes: Uint8Array) => void,
    options?: { readonly overridable?: boolean },
  ): Subscription;
  /** `answer` gives the response; one that throws is answered by `failed`, so that no client waits for ever. */
  serve(type: string, name: string, service: Service): Closable;
  serveAction(type: string, name: string, server: ActionServer): Closable;
  /** Values now, by the table's names. */
  parameters(): ReadonlyMap<string, ParameterValue>;
  /** What whoever asks for a parameter is told instead of its value; undefined: the value. */
  show(name: string, shown: () => ParameterValue | undefined): void;
  /** Asked before a change; a reason refuses it. */
  onParameters(check: (changes: ReadonlyMap<string, ParameterValue>) => string | undefined): void;
}

export interface Service {
  readonly answer: (request: unknown) => object | Promise<object>;
  readonly failed: (message: string) => object;
}
