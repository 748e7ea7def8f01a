import { nanosecondsPerSecond, SpatialRewardError, type Stamp } from "../core/index.js";

/** builtin_interfaces/Time: `nanosec` is below 1e9, also before 1970. */
export interface RosTime {
  readonly sec: number;
  readonly nanosec: number;
}

const secondsLimit = 2n ** 31n;

/** Whether ROS 2 can write it: the seconds must fit an int32 (2038). */
export const isRosTime = (stamp: Stamp): boolean =>
  stamp >= -secondsLimit * nanosecondsPerSecond && stamp < secondsLimit * nanosecondsPerSecond;

/** @throws SpatialRewardError message.malformed when the seconds don't fit the int32 that ROS 2 gives them (2038) */
export const rosTime = (stamp: Stamp): RosTime => {
  const remainder = stamp % nanosecondsPerSecond;
  const nanosec = remainder < 0n ? remainder + nanosecondsPerSecond : remainder;
  const sec = (stamp - nanosec) / nanosecondsPerSecond;
  if (!isRosTime(stamp))
    throw new SpatialRewardError(
      "message.malformed",
      `stamp: must be within 2^31 seconds of 1970 to be written; got ${stamp} ns`,
    );
  return { sec: Number(sec), nanosec: Number(nanosec) };
};

export const stampFromParts = (sec: number, nanosec: number): Stamp =>
  BigInt(sec) * nanosecondsPerSecond + BigInt(nanosec);

/** The stamp of a decoded time, whichever name it gives its nanoseconds; undefined when it is not one. */
export const stampFromTime = (time: unknown): Stamp | undefined => {
  if (typeof time !== "object" || time === null || !("sec" in time)) return undefined;
  const nanoseconds = "nanosec" in time ? time.nanosec : "nsec" in time ? time.nsec : undefined;
  return typeof time.sec === "number" && typeof nanoseconds === "number"
    ? stampFromParts(time.sec, nanoseconds)
    : undefined;
};
