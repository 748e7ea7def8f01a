import { CdrWriter } from "@foxglove/cdr";
import type { Stamp } from "../../../src/core/index.js";
import type { Offer } from "./peer.js";

export const rawOffer: Offer = { type: "sensor_msgs/msg/Image", reliability: "best_effort" };

export interface Picture {
  readonly stamp: Stamp;
  readonly width?: number;
  readonly height?: number;
  readonly encoding?: string;
  readonly data?: Uint8Array;
  readonly step?: number;
  /** Where a stamp's nanoseconds are to be out of range. */
  readonly nanosec?: number;
}

/** CDR bytes of a grey sensor_msgs/Image, or of one that is wrong in the given ways. */
export const picture = ({ stamp, width = 64, height = 48, ...wrong }: Picture): Uint8Array => {
  const { encoding = "rgb8", step = 3 * width } = wrong;
  const w = new CdrWriter();
  w.int32(Number(stamp / 1_000_000_000n));
  w.uint32(wrong.nanosec ?? Number(stamp % 1_000_000_000n));
  w.string("camera_optical");
  w.uint32(height);
  w.uint32(width);
  w.string(encoding);
  w.uint8(0);
  w.uint32(step);
  w.uint8Array(wrong.data ?? new Uint8Array(step * height).fill(128), true);
  return w.data;
};

/** Wall time, as drivers stamp. */
export const wallNow = (): Stamp => BigInt(Date.now()) * 1_000_000n;

/** An empty message, a clock, a text: small standard ones. */
export const emptyMessage = (): Uint8Array => Uint8Array.of(0, 1, 0, 0, 0);

export const clockMessage = (stamp: Stamp): Uint8Array => {
  const w = new CdrWriter();
  w.int32(Number(stamp / 1_000_000_000n));
  w.uint32(Number(stamp % 1_000_000_000n));
  return w.data;
};
