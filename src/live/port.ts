import type { Stamp } from "../core/index.js";
import type { TopicSchema } from "../messages/index.js";

/** What the live path needs of the robot that it looks at, whatever brings its messages: ROS, or a Foxglove WebSocket. */

export interface Closable {
  close(): void;
}

export interface Log {
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}

export interface Publisher extends Closable {
  /** CDR bytes; copied. */
  publish(bytes: Uint8Array): void;
  subscribers(): number;
}

/** How much a message counts: each of them; the last one, for whoever comes late, too; the newest one alone. */
export type Delivery = "reliable" | "latched" | "newest";

export interface Subscription extends Closable {
  /** Why nothing arrives, as far as is known; `wanted` is the name that was asked for. */
  silence(wanted: string): string;
}

/** Takes a message, in bytes of its own, and what it is a message of. */
export type Take = (bytes: Uint8Array, topic: TopicSchema) => void;

/** As a Take; `fixed`: what it tells holds for all times. */
export type TakeTransforms = (bytes: Uint8Array, topic: TopicSchema, fixed: boolean) => void;

export interface Robot {
  readonly log: Log;
  /** The robot's time: of the simulation where it lives in one. */
  now(): Stamp;
  /** A topic's full name. */
  resolve(topic: string): string;
  /** Where a camera's images are to be had now, the preferred one first. */
  images(camera: string): readonly TopicSchema[];
  /** As `images`, of depth images. */
  depths(depth: string): readonly TopicSchema[];
  /** How many publish a topic. */
  publishers(topic: string): number;
  /** Whether somebody publishes it, as far as was asked lately: it is asked with every message that a frame waits for. */
  readonly isPublished: {
    image(topic: string): boolean;
    depth(depth: string): boolean;
    /** What tells how the lens of this topic's images sees. */
    lens(image: string): boolean;
    transforms(): boolean;
  };
  /** Images or depth images. */
  subscribe(topic: TopicSchema, take: Take): Subscription;
  subscribeLens(image: string, take: Take): Closable;
  subscribeTransforms(take: TakeTransforms): Closable;
  /** Why no image arrives from a camera that nothing is subscribed to for. */
  silence(camera: string): string;
  /** `~/` stands for our own name. */
  advertise(type: string, topic: string, delivery: Delivery): Publisher;
}
