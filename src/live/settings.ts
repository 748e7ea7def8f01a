import type { Seconds } from "../core/index.js";

/** What the live path can be told, by the names of the ROS node's parameters, which say what each means. */
export interface LiveSettings {
  readonly cameras: readonly string[];
  readonly depths: readonly string[];
  readonly timeout: Seconds;
  /** Degrees; 0: not known. */
  readonly fov: number;
  readonly camera_info_wait: Seconds;
  /** Degrees; NaN: not known. */
  readonly pitch: number;
  readonly auto_reset: boolean;
  readonly other_cameras_age: Seconds;
  readonly stale_after: Seconds;
  readonly annotated_quality: number;
}
