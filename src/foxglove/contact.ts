import type { Seconds } from "../core/index.js";
import type { Log } from "../live/index.js";
import { type Channels, createChannels } from "./channels.js";
import type { OpenLink } from "./link.js";
import { createPublishBack, type PublishBack } from "./publish-back.js";
import { createRobotClock, type RobotClock } from "./robot-clock.js";
import { createSubscriptions, type Subscriptions } from "./subscriptions.js";
import type { Closing, FromThread, Server } from "./thread.js";

/** What comes of the thread that reads a robot's socket, from one connection to the next. */
export interface Contact {
  readonly channels: Channels;
  readonly subscriptions: Subscriptions;
  readonly time: Pick<RobotClock, "now">;
  readonly back: PublishBack;
  /** Undefined while there is no connection. */
  readonly server: () => Server | undefined;
  /** Why there is none. */
  readonly trouble: () => Closing | undefined;
  /** By topic: messages that came while this computer was busy, and that newer ones replaced. */
  readonly missed: () => ReadonlyMap<string, number>;
  /** Connections after the first. */
  readonly reconnections: () => number;
  readonly close: () => Promise<void>;
}

export interface ContactParts {
  readonly url: string;
  readonly openLink: OpenLink;
  readonly log: Log;
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
  /** Rewards are published to the robot's server, where it takes them. */
  readonly publishBack: boolean;
  /** The connection, or what is advertised, has changed. */
  readonly onChange: () => void;
}

type Message = Extract<FromThread, { readonly kind: "message" }>;

export const openContact = (parts: ContactParts): Contact => {
  const { url, log, onChange } = parts;
  const channels = createChannels(log);
  const time = createRobotClock(parts.clock);
  const missed = new Map<string, number>();
  let server: Server | undefined;
  let trouble: Closing | undefined;
  let sessions = 0;
  const link = parts.openLink(
    { url },
    (message) => hear(message),
    // Which it never should: there is no connection any more, and none will come.
    (why) => change({ kind: "closed", foreign: false, why: `its thread failed: ${why}`, again: 0 }),
  );
  const session = (): number => server?.session ?? 0;
  const subscriptions = createSubscriptions(channels.all, session, link.say);
  const back = createPublishBack(link.say);

  const open = (now: Server): void => {
    [server, trouble] = [now, undefined];
    sessions++;
    log.info(`connected to ${url} (${now.name || "without a name"}, ${now.protocol})`);
    if (parts.publishBack) back.open(now);
  };
  const lost = (closing: Closing): void => {
    if (server) log.warn(`foxglove.unreachable: ${url} is lost: ${closing.why}; trying again`);
    [server, trouble] = [undefined, closing];
    channels.clear();
    subscriptions.forget();
    back.closed();
  };
  const passOn = ({ channel, time: sent, bytes, missed: more }: Message): void => {
    time.heard(sent);
    const topic = channels.all().find(({ id }) => id === channel)?.schema.topic;
    if (topic !== undefined && more > 0) missed.set(topic, (missed.get(topic) ?? 0) + more);
    link.say({ kind: "taken", channel });
    subscriptions.message(channel, bytes);
  };
  const tell = ({ level, text }: Extract<FromThread, { readonly kind: "status" }>): void => {
    const say = level === "info" ? log.info : log.warn;
    say(`${url} says: ${text}`);
  };
  const change = (message: Exclude<FromThread, Message | { kind: "time" | "status" }>): void => {
    if (message.kind === "open") open(message.server);
    else if (message.kind === "closed") lost(message);
    else if (message.kind === "advertised") channels.add(message.channels);
    else channels.remove(message.channels);
    subscriptions.update();
    onChange();
  };
  const hear = (message: FromThread): void => {
    if (message.kind === "message") passOn(message);
    else if (message.kind === "time") time.heard(message.time);
    else if (message.kind === "status") tell(message);
    else change(message);
  };

  return {
    channels,
    subscriptions,
    time,
    back,
    server: () => server,
    trouble: () => trouble,
    missed: () => missed,
    reconnections: () => Math.max(0, sessions - 1),
    close: link.close,
  };
};
