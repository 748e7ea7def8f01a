import { type Reason, SpatialRewardError } from "../core/index.js";

/** Counts messages that can't be sent, by topic, with why the first of them couldn't. */
export interface LeftOut {
  /** Runs `send`. @returns whether it went through; what isn't an error of ours is thrown */
  readonly unless: (topic: string, send: () => void) => boolean;
  readonly list: readonly Reason[];
}

export const countLeftOut = (): LeftOut => {
  const byTopic = new Map<string, Reason>();
  return {
    unless: (topic, send) => {
      try {
        send();
        return true;
      } catch (thrown) {
        if (!(thrown instanceof SpatialRewardError)) throw thrown;
        const { what, count } = byTopic.get(topic) ?? {
          what: `messages on ${topic} are not sent: ${thrown.message}`,
          count: 0,
        };
        byTopic.set(topic, { kind: "message", what, count: count + 1 });
        return false;
      }
    },
    get list() {
      return [...byTopic.values()];
    },
  };
};
