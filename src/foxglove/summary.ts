import type { Reason } from "../core/index.js";
import type { Camera, Watch } from "../live/index.js";
import type { ValuedFrame } from "../pipeline/index.js";

/** What became of a camera's frames, and of the robot's messages before them. */
export interface CameraSummary {
  readonly name: string;
  readonly received: number;
  readonly answered: number;
  readonly dropped: number;
  readonly unreadable: number;
  /** Frames a second, by the latest ones. */
  readonly hertz: number;
  /** Seconds from an image's stamp to its reward; absent where stamps are of another clock. */
  readonly latencyP50?: number;
  readonly latencyP99?: number;
  readonly reasons: readonly Reason[];
}

export interface RewardTally {
  readonly rewards: number;
  readonly valid: number;
  readonly successes: number;
  readonly episodes: number;
}

/** All that came of watching a robot. */
export interface Watched extends RewardTally {
  /** Connections after the first. */
  readonly reconnections: number;
  /** What rewards were published to the robot's server in; absent: it took none. */
  readonly publishedBack?: "cdr" | "json";
  readonly cameras: readonly CameraSummary[];
  /** By topic: messages that came while this computer was busy, and that newer ones replaced. */
  readonly missed: Readonly<Record<string, number>>;
}

export interface LiveSummary extends Watched {
  readonly url: string;
  /** As the server names itself. */
  readonly server: string;
  /** Where rewards were served. */
  readonly served?: string;
}

/** Stopped before there was anything to watch. */
export const nothingWatched: Watched = {
  ...{ rewards: 0, valid: 0, successes: 0, episodes: 0 },
  ...{ reconnections: 0, cameras: [], missed: {} },
};

const cameraSummary = (camera: Camera, besides: readonly Reason[]): CameraSummary => {
  const { received, answered, dropped, unreadable, hertz, latencyP50, latencyP99 } =
    camera.meter.read();
  return {
    name: camera.name,
    ...{ received, answered, dropped, unreadable, hertz },
    ...(latencyP50 !== undefined && { latencyP50 }),
    ...(latencyP99 !== undefined && { latencyP99 }),
    reasons: [...camera.reasons(), ...besides],
  };
};

/** The first camera paces: what its frames lacked of others, and of TF, is told with it. */
export const camerasOf = (watch: Watch | undefined): readonly CameraSummary[] =>
  (watch?.cameras() ?? []).map((camera, at) =>
    cameraSummary(
      camera,
      at === 0
        ? [...(watch?.session()?.reasons() ?? []), ...(watch?.transformReasons() ?? [])]
        : [],
    ),
  );

/** Counts rewards as they are given. */
export const tallyRewards = () => {
  const counts = { rewards: 0, valid: 0, successes: 0, episodes: 0 };
  let [episode, succeeded]: [number | undefined, boolean] = [undefined, false];
  return {
    add: ({ sample }: Pick<ValuedFrame, "sample">): void => {
      counts.rewards++;
      if (sample.valid) counts.valid++;
      if (sample.episode !== episode) {
        counts.episodes++;
        succeeded = false;
      }
      if (sample.success && !succeeded) counts.successes++;
      [episode, succeeded] = [sample.episode, succeeded || sample.success];
    },
    read: (): RewardTally => ({ ...counts }),
  };
};
