import { openBag, type QosProfile } from "../bag/index.js";
import { type Reason, SpatialRewardError } from "../core/index.js";
import { clockType, encodeClock } from "../messages/index.js";
import { countLeftOut, type LeftOut } from "./left-out.js";
import { type Played, play, type SteadyClock } from "./play.js";
import { type PlayedTopic, playedTopics, type SkippedTopic } from "./played-topic.js";

/** Where messages go: ROS 2, or a test. */
export interface TopicPublishers {
  /**
   * @returns what sends a message's CDR bytes; they may be overwritten once it returns
   * @throws SpatialRewardError when it doesn't know the type
   */
  readonly advertise: (
    type: string,
    name: string,
    qos: QosProfile,
  ) => { readonly publish: (bytes: Uint8Array) => void };
}

export interface PlayBagOptions {
  readonly path: string;
  readonly publishers: TopicPublishers;
  /** Only these; all when absent. */
  readonly topics?: readonly string[];
  /** /clock messages in a second; none when absent. */
  readonly clockRate?: number;
  readonly rate: number;
  readonly loop: boolean;
  /** Before the first message, for subscribers to find the topics. [s] */
  readonly delay: number;
  readonly clock: SteadyClock;
  readonly signal: AbortSignal;
  readonly onSkipped: (topic: SkippedTopic) => void;
}

export interface PlayedBag extends Played {
  readonly topics: readonly string[];
  readonly skipped: readonly SkippedTopic[];
  /** What of the recording is damaged, and which messages could not be sent. */
  readonly remarks: readonly Reason[];
}

/** As `ros2 bag play` offers its clock. */
const clockQos: QosProfile = { reliability: "best_effort", durability: "volatile", depth: 1 };

/**
 * Plays a recording of any format onto topics, in real time and with its own types and profiles. Topics that can't be
 * played are told and left out, and messages that can't be sent are counted.
 * @throws SpatialRewardError bag.* ; bag.nothing-to-play when no topic is left
 */
export const playBag = async (options: PlayBagOptions): Promise<PlayedBag> => {
  const { path, clock, signal, clockRate } = options;
  const reader = await openBag(path);
  try {
    const { sends, skipped } = advertiseAll(options, reader.topics);
    if (sends.size === 0) throw nothingToPlay(path, options.topics, skipped);
    const topics = [...sends.keys()];
    const leftOut = countLeftOut();
    const tick = clockRate === undefined ? undefined : advertiseClock(options, leftOut);
    await clock.sleep(options.delay * 1000, signal);
    const { rate, loop } = options;
    const played = await play({
      messages: () => reader.messages({ topics }),
      send: ({ topic, data }) => leftOut.unless(topic, () => sends.get(topic)?.(data)),
      ...(tick && { tick }),
      ...(clockRate !== undefined && { clockRate }),
      rate,
      loop,
      clock,
      signal,
    });
    return { ...played, topics, skipped, remarks: [...reader.remarks, ...leftOut.list] };
  } finally {
    await reader.close();
  }
};

type Send = (recorded: Uint8Array) => void;

const advertiseAll = (
  options: PlayBagOptions,
  recorded: Parameters<typeof playedTopics>[0],
): { readonly sends: ReadonlyMap<string, Send>; readonly skipped: readonly SkippedTopic[] } => {
  const { topics, publishers, clockRate, onSkipped } = options;
  const selection = { ...(topics && { topics }), clock: clockRate !== undefined };
  const { played, skipped } = playedTopics(recorded, selection);
  const sends = new Map<string, Send>();
  const refused: SkippedTopic[] = [...skipped];
  for (const topic of played) {
    const send = advertised(publishers, topic);
    if ("reason" in send) refused.push(send);
    else sends.set(topic.name, (bytes) => send.publish(topic.bytes(bytes)));
  }
  for (const each of refused) onSkipped(each);
  return { sends, skipped: refused };
};

const advertised = (
  publishers: TopicPublishers,
  { name, type, qos }: PlayedTopic,
): ReturnType<TopicPublishers["advertise"]> | SkippedTopic => {
  try {
    return publishers.advertise(type, name, qos);
  } catch (thrown) {
    if (!(thrown instanceof SpatialRewardError)) throw thrown;
    return { name, reason: thrown.message };
  }
};

/** A time that /clock can't tell (after 2038) is left out. */
const advertiseClock = ({ publishers }: PlayBagOptions, leftOut: LeftOut) => {
  const { publish } = publishers.advertise(clockType, "/clock", clockQos);
  return (at: bigint): void => {
    leftOut.unless("/clock", () => publish(encodeClock(at)));
  };
};

const nothingToPlay = (
  path: string,
  wanted: readonly string[] | undefined,
  skipped: readonly SkippedTopic[],
): SpatialRewardError => {
  const why =
    skipped.length > 0
      ? skipped.map(({ name, reason }) => `${name}: ${reason}`).join("\n")
      : `it has none of ${wanted?.join(", ") ?? "any type"}`;
  return new SpatialRewardError("bag.nothing-to-play", `${path}: no topic can be played\n${why}`);
};
