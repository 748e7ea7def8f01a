import {
  compose,
  identityPose,
  nanosecondsPerSecond,
  type Pose,
  poseBetween,
  type Stamp,
} from "../core/index.js";
import type { PoseSample } from "./pose-message.js";

/** As long as an image may be under way after its poses. */
const kept = 5n * nanosecondsPerSecond;

interface Track {
  readonly parent: string;
  readonly samples: readonly { readonly stamp: Stamp; readonly pose: Pose }[];
}

/** A step back by less is a sample out of order, by more a simulation that was reset. */
const reset = nanosecondsPerSecond;

/** Where every frame has been lately. */
export interface PoseHistory {
  /** True when the sample begins a new history: the simulation was reset. Samples out of order are left out. */
  readonly add: (sample: PoseSample) => boolean;
  /** Whether every known frame has been told of up to this time. */
  readonly reaches: (stamp: Stamp) => boolean;
  /**
   * Where frames were in the root of the tree, by name, between the samples around that time; frames with samples on
   * one side only are left out.
   */
  readonly at: (stamp: Stamp) => ReadonlyMap<string, Pose>;
}

const poseAt = ({ samples }: Track, stamp: Stamp): Pose | undefined => {
  const after = samples.findIndex((sample) => sample.stamp >= stamp);
  const [a, b] = [samples[after - 1], samples[after]];
  if (b?.stamp === stamp) return b.pose;
  if (a === undefined || b === undefined) return undefined;
  return poseBetween(a.pose, b.pose, Number(stamp - a.stamp) / Number(b.stamp - a.stamp));
};

export const createPoseHistory = (): PoseHistory => {
  const tracks = new Map<string, Track>();

  const rooted = (frame: string, stamp: Stamp, below: readonly string[] = []): Pose | undefined => {
    const track = tracks.get(frame);
    if (track === undefined) return identityPose;
    const pose = poseAt(track, stamp);
    if (pose === undefined || below.includes(frame)) return undefined;
    const parent = rooted(track.parent, stamp, [...below, frame]);
    return parent && compose(parent, pose);
  };

  return {
    add: ({ stamp, parent, child, pose }) => {
      const last = tracks.get(child)?.samples.at(-1)?.stamp ?? stamp;
      const anew = stamp < last - reset;
      if (anew) tracks.clear();
      else if (stamp < last) return false;
      const known = tracks.get(child)?.samples ?? [];
      const recent = known.filter((each) => each.stamp > stamp - kept && each.stamp < stamp);
      tracks.set(child, { parent, samples: [...recent, { stamp, pose }] });
      return anew;
    },
    reaches: (stamp) =>
      tracks.size > 0 &&
      [...tracks.values()].every(({ samples }) => (samples.at(-1)?.stamp ?? 0n) >= stamp),
    at: (stamp) =>
      new Map(
        [...tracks.keys()].flatMap((frame) => {
          const pose = rooted(frame, stamp);
          return pose ? [[frame, pose]] : [];
        }),
      ),
  };
};
