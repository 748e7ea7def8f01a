import type { Rosbag2Description } from "../metadata-yaml.js";
import type { NewMessage } from "./new-topic.js";

/** The metadata record that says where labels came from. */
export const provenanceName = "spatial_reward";

export type Provenance = ReadonlyMap<string, string>;

/** A file of the labelled recording while it is written. */
export interface Target {
  /** Adds a message of ours. */
  write(message: NewMessage): Promise<void>;
  /** Adds where the labels came from, and puts everything on the disk. */
  end(provenance: Provenance, description: Rosbag2Description): Promise<void>;
  /** Lets go of the file, finished or not. */
  close(): Promise<void>;
}
