import type { FoxgloveClient } from "@foxglove/ws-protocol";
import { type Backlog, createBacklog, type Kept } from "./backlog.js";
import { type Connection, type ConnectionEvents, connect } from "./connection.js";
import type { Announced, Line, SocketSetup, ToThread } from "./thread.js";

/** Milliseconds until a lost connection is tried again: twice as long each time, up to the longest. */
const firstDelay = 250;
const longestDelay = 10_000;

/** What is subscribed to on one connection. */
interface Subscribed {
  readonly subscription: number;
  readonly backlog: Backlog;
}

/** A connection, and what hangs on it. */
interface Session {
  readonly number: number;
  readonly connection: Connection;
  readonly subscribed: Map<number, Subscribed>;
  readonly channelOf: Map<number, number>;
  /** By topic: what the server calls what we publish. */
  readonly announced: Map<string, number>;
}

const advertise = (client: FoxgloveClient, topic: Announced): number =>
  client.advertise({
    topic: topic.topic,
    encoding: topic.encoding,
    schemaName: topic.type,
    schema: topic.schema,
    schemaEncoding: topic.schemaEncoding,
  });

const forget = ({ subscribed, channelOf }: Session, channel: number): number | undefined => {
  const { subscription } = subscribed.get(channel) ?? {};
  subscribed.delete(channel);
  if (subscription !== undefined) channelOf.delete(subscription);
  return subscription;
};

/**
 * Reads a robot's socket, in a thread that does nothing else: a server leaves out messages for a client that is slow to
 * read, and tells neither. What the other thread has no time for is left out here, the oldest first, and counted.
 */
export const readSocket = ({ url }: SocketSetup, line: Line): void => {
  let delay = firstDelay;
  let again: NodeJS.Timeout | undefined;
  let session: Session;
  let sessions = 0;
  let ending = false;

  const give = (channel: number, kept: Kept | undefined): void => {
    if (kept === undefined) return;
    const { bytes } = kept;
    const owned = bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [];
    line.postMessage({ kind: "message", channel, ...kept }, owned);
  };

  const eventsOf = (own: () => Session): ConnectionEvents => ({
    open: (server) => {
      delay = firstDelay;
      line.postMessage({ kind: "open", server: { ...server, session: own().number } });
    },
    advertised: (channels) => line.postMessage({ kind: "advertised", channels }),
    gone: (channels) => {
      for (const channel of channels) forget(own(), channel);
      line.postMessage({ kind: "gone", channels });
    },
    message: (subscription, time, bytes) => {
      const channel = own().channelOf.get(subscription);
      if (channel !== undefined)
        give(channel, own().subscribed.get(channel)?.backlog.take(time, bytes));
    },
    time: (time) => line.postMessage({ kind: "time", time }),
    status: (level, text) => line.postMessage({ kind: "status", level, text }),
    closed: (why, foreign) => {
      if (ending) return;
      line.postMessage({ kind: "closed", why, foreign, again: delay });
      again = setTimeout(start, delay);
      delay = Math.min(2 * delay, longestDelay);
    },
  });

  const start = (): void => {
    const opened: Session = {
      number: ++sessions,
      connection: connect(
        url,
        eventsOf(() => opened),
      ),
      subscribed: new Map(),
      channelOf: new Map(),
      announced: new Map(),
    };
    session = opened;
  };

  const take = (message: ToThread): void => {
    const { connection, subscribed, channelOf, announced } = session;
    const { client } = connection;
    if (message.kind === "close") {
      ending = true;
      clearTimeout(again);
      connection.close();
      line.close();
    } else if (!connection.isOpen()) {
      return; // it was meant for a connection that is gone
    } else if (message.kind === "subscribe") {
      if (message.session !== session.number || subscribed.has(message.channel)) return;
      const subscription = client.subscribe(message.channel);
      channelOf.set(subscription, message.channel);
      subscribed.set(message.channel, { subscription, backlog: createBacklog(message.keep) });
    } else if (message.kind === "unsubscribe") {
      const subscription = forget(session, message.channel);
      if (subscription !== undefined) client.unsubscribe(subscription);
    } else if (message.kind === "taken") {
      give(message.channel, subscribed.get(message.channel)?.backlog.taken());
    } else if (message.kind === "announce") {
      for (const topic of message.topics) announced.set(topic.topic, advertise(client, topic));
    } else {
      const id = announced.get(message.topic);
      if (id !== undefined) client.sendMessage(id, message.bytes);
    }
  };
  start();
  line.on("message", take);
};
