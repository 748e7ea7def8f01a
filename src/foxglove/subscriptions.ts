import type { Closable, Take } from "../live/index.js";
import type { TopicSchema } from "../messages/index.js";
import type { ToThread } from "./thread.js";

/** A channel of the connection that there is. */
export interface KnownChannel {
  readonly id: number;
  readonly schema: TopicSchema;
}

/** Somebody who wants to hear some topics, whichever connection they come by. */
interface Listener {
  readonly wants: (topic: TopicSchema) => boolean;
  readonly keep: number;
  readonly take: Take;
}

export interface Subscriptions {
  /** From now on and on each later connection; `keep` as in ToThread. */
  readonly listen: (wants: Listener["wants"], keep: number, take: Take) => Closable;
  /** What is advertised has changed. */
  readonly update: () => void;
  readonly message: (channel: number, bytes: Uint8Array) => void;
  /** Another connection knows of no subscription yet. */
  readonly forget: () => void;
}

/** Keeps the server told of what is listened to, and hands messages out. */
export const createSubscriptions = (
  channels: () => readonly KnownChannel[],
  session: () => number,
  say: (message: ToThread) => void,
): Subscriptions => {
  const listeners = new Set<Listener>();
  const subscribed = new Set<number>();

  const wanting = ({ schema }: KnownChannel): readonly Listener[] =>
    [...listeners].filter(({ wants }) => wants(schema));

  const update = (): void => {
    const known = channels();
    for (const number of subscribed)
      if (!known.some(({ id }) => id === number)) subscribed.delete(number);
    for (const channel of known) {
      const { id: number } = channel;
      const all = wanting(channel);
      if (all.length > 0 && !subscribed.has(number)) {
        subscribed.add(number);
        const keep = Math.max(...all.map(({ keep }) => keep));
        say({ kind: "subscribe", session: session(), channel: number, keep });
      }
      if (all.length === 0 && subscribed.delete(number))
        say({ kind: "unsubscribe", channel: number });
    }
  };
  return {
    update,
    listen: (wants, keep, take) => {
      const listener = { wants, keep, take };
      listeners.add(listener);
      update();
      return {
        close: () => {
          listeners.delete(listener);
          update();
        },
      };
    },
    message: (number, bytes) => {
      const channel = channels().find(({ id }) => id === number);
      if (channel) for (const { take } of wanting(channel)) take(bytes, channel.schema);
    },
    forget: () => subscribed.clear(),
  };
};
