import type { Stamp } from "../core/index.js";
import { FieldWriter } from "./field-writer.js";

/** CDR bytes of a std_msgs/Float64; unknown is NaN (REP-117). */
export const encodeFloat64 = (value: number | undefined): Uint8Array => {
  const w = new FieldWriter();
  w.float64(value);
  return w.data;
};

/** CDR bytes of a std_msgs/Bool. */
export const encodeBool = (value: boolean): Uint8Array => {
  const w = new FieldWriter();
  w.bool(value);
  return w.data;
};

/** CDR bytes of a sensor_msgs/CompressedImage. */
export const encodeJpeg = (stamp: Stamp, frameId: string, jpeg: Uint8Array): Uint8Array => {
  const w = new FieldWriter();
  w.header(stamp, frameId);
  w.string("jpeg");
  w.octets(jpeg);
  return w.data;
};

/** A lifecycle_msgs State or Transition: a number and its name. */
export interface LifecycleLabel {
  readonly id: number;
  readonly label: string;
}

export interface TransitionEvent {
  readonly stamp: Stamp;
  readonly transition: LifecycleLabel;
  readonly start: LifecycleLabel;
  readonly goal: LifecycleLabel;
}

/** How the event tells its time: in nanoseconds, and since Lyrical as builtin_interfaces/Time. */
export type TransitionTime = "timestamp" | "stamp";

/** CDR bytes of a lifecycle_msgs/TransitionEvent. */
export const encodeTransitionEvent = (event: TransitionEvent, time: TransitionTime): Uint8Array => {
  const w = new FieldWriter();
  if (time === "stamp") w.time(event.stamp);
  else w.uint64(event.stamp);
  for (const { id, label } of [event.transition, event.start, event.goal]) {
    w.uint8(id);
    w.string(label);
  }
  return w.data;
};
